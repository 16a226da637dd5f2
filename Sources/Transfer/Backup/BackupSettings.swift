import Foundation

/// The machine's settings as a backup holds them: without what is secret.
struct BackupSettings {
    let bytes: [UInt8]
    /// The names of what was taken out, as in `objects.secret`.
    let leftOut: [String]

    /// Words in a setting's name that make it a secret. Rather one too many: what is missing is asked for again.
    private static let secretWords = ["secret", "password", "passphrase", "token", "key", "credential"]

    /// - Parameter file: `standfirst.json` as it stands.
    /// - Throws: ``ArchiveError/unreadable(path:why:)``
    init(_ file: [UInt8]) throws(ArchiveError) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(file)) as? [String: Any] else {
            throw .unreadable(path: "standfirst.json", why: "it is no JSON object")
        }
        var leftOut: [String] = []
        let open = Self.withoutSecrets(object, under: "", &leftOut)
        guard let data = try? JSONSerialization.data(
            withJSONObject: open, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { throw .unreadable(path: "standfirst.json", why: "it is no JSON object") }
        bytes = [UInt8](data) + [UInt8(ascii: "\n")]
        self.leftOut = leftOut.sorted()
    }

    private static func withoutSecrets(_ object: [String: Any], under path: String, _ leftOut: inout [String]) -> [String: Any] {
        var open: [String: Any] = [:]
        for (name, value) in object {
            let lower = name.lowercased()
            if secretWords.contains(where: lower.contains) {
                leftOut.append(path + name)
            } else if let inner = value as? [String: Any] {
                open[name] = withoutSecrets(inner, under: "\(path)\(name).", &leftOut)
            } else if let text = value as? String, let url = URLComponents(string: text), url.password != nil || url.scheme != nil && url.query != nil {
                leftOut.append(path + name)
            } else {
                open[name] = value
            }
        }
        return open
    }
}
