/// A metric of one name with its meaning: what Prometheus calls a metric family.
public struct Family: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Only ever grows, until the program starts anew.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values by the upper bounds of their buckets, which ascend; the one without a bound is understood.
        case histogram([Double])
    }

    public let name: String
    public let help: String
    public let kind: Kind

    /// - Parameter name: By Prometheus's rules (`[a-zA-Z_:][a-zA-Z0-9_:]*`); what is outside them becomes `_`.
    public init(_ name: String, _ help: String, _ kind: Kind) {
        self.name = Self.validName(name)
        self.help = help
        self.kind = kind
    }

    /// Seconds, from half a millisecond to ten seconds.
    public static let durations: [Double] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    static func validName(_ text: String) -> String {
        var name = String.UnicodeScalarView(text.unicodeScalars.map { isNamePart($0) ? $0 : "_" })
        if let first = name.first, first.properties.numericType != nil { name.insert("_", at: name.startIndex) }
        return name.isEmpty ? "_" : String(name)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ":": true
        default: false
        }
    }
}

/// What tells the series of one family apart, in the order of the names.
public struct Labels: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    let pairs: [Pair]

    struct Pair: Sendable, Hashable {
        let name: String
        let value: String
    }

    public init(_ pairs: [(String, String)]) {
        self.pairs = pairs.map { Pair(name: Family.validName($0.0).replacing(":", with: "_"), value: $0.1) }
            .sorted { $0.name < $1.name }
    }

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }
}
