import Foundation
import Website

/// What an operator sets of the page cache, and of the shared caches in front of it.
extension Settings {
    static let cacheNames: Set<String> = [
        "cache.memory", "cache.varnish", "cache.purge.url", "cache.purge.method", "cache.purge.header", "cache.purge.secret",
    ]

    /// The most memory that the page cache takes, in bytes; set in megabytes.
    /// - Throws: ``SettingsError``
    func cacheBytes() throws(SettingsError) -> Int {
        try number("cache.memory", in: 0...1_048_576).map { $0 << 20 } ?? PageCache.standardBytes
    }

    /// The shared caches that are told of changes.
    /// - Throws: ``SettingsError``
    func purgeTargets() throws(SettingsError) -> [PurgeTarget] {
        var targets: [PurgeTarget] = []
        for url in try texts("cache.varnish") {
            targets.append(.varnish(url: try webAddress(url, "cache.varnish")))
        }
        if let url = try text("cache.purge.url"), !url.isEmpty {
            let secret = try text("cache.purge.secret")
            if let secret, !secret.contains(":") || secret.contains(where: \.isNewline) {
                throw .value(name: "cache.purge.secret", wanted: "a field, as in “Authorization: Bearer …”")
            }
            let method = try text("cache.purge.method") ?? "POST"
            guard !method.isEmpty, method.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
                throw .value(name: "cache.purge.method", wanted: "a method, as in POST or PURGE")
            }
            targets.append(
                .http(
                    PurgeTarget.HTTPPurge(
                        url: try webAddress(url, "cache.purge.url"), method: method,
                        header: try text("cache.purge.header") ?? "Surrogate-Key", secret: secret)))
        }
        return targets
    }

    private func webAddress(_ text: String, _ name: String) throws(SettingsError) -> String {
        guard let url = URL(string: text.replacing("{key}", with: "key")), ["http", "https"].contains(url.scheme),
            url.host()?.isEmpty == false
        else { throw .value(name: name, wanted: "an address that begins with http:// or https://") }
        return text
    }
}
