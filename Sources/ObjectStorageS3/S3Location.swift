import Editorial
import Foundation

/// A bucket, and the part of it that is one publication's.
public struct S3Location: Sendable, Hashable {
    /// How the bucket is named in a request's address.
    public enum Addressing: String, Sendable, Hashable, CaseIterable {
        /// `https://ENDPOINT/BUCKET/KEY`, which every server understands.
        case path
        /// `https://BUCKET.ENDPOINT/KEY`, which Amazon's asks for.
        case virtualHost = "virtual-host"
    }

    /// `http` or `https`.
    public let scheme: String
    /// The endpoint's host, and its port unless it is the scheme's own.
    public let endpoint: String
    public let region: String
    public let bucket: String
    /// What every key begins with: empty, or ending in a slash.
    public let prefix: String
    public let addressing: Addressing

    /// - Parameters:
    ///   - endpoint: An origin, as in `https://s3.eu-central-1.amazonaws.com` or `http://127.0.0.1:9000`.
    ///   - prefix: A folder in the bucket, so that several publications can share it; slashes around it don't matter.
    /// - Throws: ``S3LocationError``
    public init(
        endpoint: String, region: String, bucket: String, prefix: String = "", addressing: Addressing = .path
    ) throws(S3LocationError) {
        guard let components = URLComponents(string: endpoint), let scheme = components.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = components.encodedHost, !host.isEmpty,
            components.path.isEmpty || components.path == "/", components.query == nil, components.fragment == nil,
            components.user == nil, components.password == nil
        else { throw .endpoint(endpoint) }
        guard Self.isBucket(bucket) else { throw .bucket(bucket) }
        // Such a host can't be made of a bucket's name and an address.
        let isAddress = host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." }
        guard addressing == .path || !isAddress else { throw .addressing(host) }
        guard !region.isEmpty, region.utf8.allSatisfy(Self.isNameByte) else { throw .region(region) }
        let parts = prefix.split(separator: "/")
        // A path with such parts is another path to whatever stands between.
        guard !parts.contains("."), !parts.contains(".."), !prefix.unicodeScalars.contains(where: { $0.value < 0x20 }),
            prefix.utf8.count <= 512
        else { throw .prefix(prefix) }
        self.scheme = scheme
        let standardPort = scheme == "https" ? 443 : 80
        self.endpoint = host.lowercased() + (components.port.flatMap { $0 == standardPort ? nil : ":\($0)" } ?? "")
        self.region = region
        self.bucket = bucket
        self.prefix = parts.map { $0 + "/" }.joined()
        self.addressing = addressing
    }

    /// The value of `Host`.
    var host: String {
        switch addressing {
        case .path: endpoint
        case .virtualHost: "\(bucket).\(endpoint)"
        }
    }

    /// The path of a key, or of the bucket itself, percent-encoded.
    func path(of key: String?) -> String {
        let root = addressing == .path ? "/\(bucket)" : ""
        guard let key else { return root.isEmpty ? "/" : root }
        return root + "/" + SignedText.encoded(key, keepingSlashes: true)
    }

    /// An object's key: two digits, then the rest, as in the folder.
    func key(of hash: ContentHash) -> String {
        let digits = hash.description
        return "\(prefix)\(digits.prefix(2))/\(digits.dropFirst(2))"
    }

    /// The object under a key; `nil` for a key that is not of this publication's objects.
    func object(at key: String) -> ContentHash? {
        guard key.hasPrefix(prefix) else { return nil }
        let parts = key.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 2 else { return nil }
        return ContentHash(String(parts[0] + parts[1]))
    }

    /// Lower-case letters, digits, dots and hyphens, from 3 to 63 of them.
    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count) && name.utf8.allSatisfy(isNameByte) && !name.contains("..")
            && name.first?.isLetterOrDigit == true && name.last?.isLetterOrDigit == true
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}

/// Why a bucket can't be where it is said to be.
public enum S3LocationError: Error, Sendable, Hashable, CustomStringConvertible {
    case endpoint(String)
    case bucket(String)
    case region(String)
    case prefix(String)
    case addressing(String)

    public var description: String {
        switch self {
        case .endpoint(let text):
            "objects.s3.endpoint “\(text)” is no origin: give it as in https://s3.eu-central-1.amazonaws.com or http://127.0.0.1:9000."
        case .bucket(let text):
            "objects.s3.bucket “\(text)” can't be a bucket: 3 to 63 lower-case letters, digits, dots and hyphens."
        case .region(let text): "objects.s3.region “\(text)” can't be a region: give it as in eu-central-1."
        case .prefix(let text):
            "objects.s3.prefix “\(text)” can't be a folder in the bucket: no “.” or “..” between slashes, 512 bytes at most."
        case .addressing(let host):
            "objects.s3.addressing can't be virtual-host with the address \(host): set it to path, or name a host in objects.s3.endpoint."
        }
    }
}
