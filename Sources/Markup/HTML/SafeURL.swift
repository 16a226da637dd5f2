/// An address that a browser may be sent to: `http`, `https`, `mailto`, `tel`, or relative to the page.
///
/// It is made by ``init(parsing:)`` from text, or by ``init(path:query:fragment:)`` from parts, and in no other way,
/// so that an address attribute can hold neither a program (`javascript:`, `data:` …) nor anything that breaks out
/// of it: the text is ASCII (a host may hold letters of any script) without quotation marks, space or angle brackets.
public struct SafeURL: Sendable, Hashable {
    /// The address, percent-encoded.
    public let string: String

    init(checked string: String) {
        self.string = string
    }

    /// Reads an address as a browser would: space around it and tabs and line ends in it are ignored.
    ///
    /// Refused are other schemes than the four, control characters, backslashes, user names and passwords, an empty
    /// address or host, and a relative address whose first segment holds a colon (a scheme in disguise). An address
    /// that begins with `//` is taken as `https`. Characters that an address can't hold are percent-encoded.
    ///
    /// - Returns: `nil` where the text isn't such an address.
    public init?(parsing text: String) {
        guard let string = URLReader.read(text) else { return nil }
        self.string = string
    }

    /// An address on this site, from the root, each segment percent-encoded.
    ///
    /// Segments `.`, `..` and empty ones, which a browser would resolve away, are left out.
    public init(path segments: [String], query: [(name: String, value: String)] = [], fragment: String? = nil) {
        var bytes: [UInt8] = []
        let segments = segments.filter { !$0.isEmpty && $0 != "." && $0 != ".." }
        for segment in segments {
            bytes.append(UInt8(ascii: "/"))
            bytes.appendPercentEncoded(segment, allowing: .segment)
        }
        if segments.isEmpty { bytes.append(UInt8(ascii: "/")) }
        bytes.appendQuery(query, isFirst: true)
        if let fragment {
            bytes.append(UInt8(ascii: "#"))
            bytes.appendPercentEncoded(fragment, allowing: .component)
        }
        string = String(decoding: bytes, as: UTF8.self)
    }

    /// A place on the same page: `#name`.
    public init(fragment: String) {
        var bytes: [UInt8] = [UInt8(ascii: "#")]
        bytes.appendPercentEncoded(fragment, allowing: .component)
        string = String(decoding: bytes, as: UTF8.self)
    }

    /// The same address with items added to its query.
    public func adding(query items: [(name: String, value: String)]) -> SafeURL {
        let parts = string.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var bytes = Array((parts.first ?? "").utf8)
        bytes.appendQuery(items, isFirst: !bytes.contains(UInt8(ascii: "?")))
        let fragment = parts.count > 1 ? "#" + parts[1] : ""
        return SafeURL(checked: String(decoding: bytes, as: UTF8.self) + fragment)
    }

    /// The scheme in small letters, or `nil` for a relative address.
    public var scheme: String? {
        guard let end = string.firstIndex(where: { !($0.isLetter || $0.isNumber) }), string[end] == ":" else { return nil }
        return String(string[..<end])
    }

    /// The host without its port, or `nil` for an address that has none.
    public var host: String? {
        guard let authority else { return nil }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" })
    }

    /// The path, from its slash on; empty for `mailto:` and `tel:`.
    public var path: String {
        if let start = string.range(of: "://") {
            let rest = string[start.upperBound...]
            return String(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...].prefix { $0 != "?" && $0 != "#" })
        }
        guard scheme == nil else { return "" }
        return String(string.prefix { $0 != "?" && $0 != "#" })
    }

    /// Whether it has a scheme.
    public var isAbsolute: Bool { scheme != nil }

    /// Whether it is `http` or `https`.
    public var isWeb: Bool { scheme == "https" || scheme == "http" }

    private var authority: Substring? {
        guard isWeb, let start = string.range(of: "://") else { return nil }
        return string[start.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }
}

extension SafeURL: CustomStringConvertible {
    /// The address.
    public var description: String { string }
}

extension StringProtocol {
    func range(of needle: String) -> Range<Index>? {
        firstRange(of: needle)
    }
}
