/// A piece of XML 1.0, as UTF-8 bytes, for feeds and sitemaps.
///
/// As ``HTML``: literals are the programmer's mark-up, values are written by type. Text is escaped for content and
/// for quoted attributes, and characters that XML 1.0 can't hold are left out.
public struct XML: Sendable, Hashable {
    /// The mark-up in UTF-8.
    public internal(set) var bytes: [UInt8]

    /// Nothing.
    public static let empty = XML(bytes: [])

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The mark-up as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a piece at the end.
    public mutating func append(_ other: XML) {
        bytes.append(contentsOf: other.bytes)
    }
}

extension XML: ExpressibleByStringInterpolation {
    /// Trusted because it is written in the program.
    public init(stringLiteral value: StaticString) {
        bytes = []
        value.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// What was interpolated.
    public init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Writes each value by its type.
    public struct Interpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 48)
        }

        /// The programmer's own mark-up.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Mark-up, as it is.
        public mutating func appendInterpolation(_ xml: XML) {
            bytes.append(contentsOf: xml.bytes)
        }

        /// Mark-up, or nothing.
        public mutating func appendInterpolation(_ xml: XML?) {
            if let xml { bytes.append(contentsOf: xml.bytes) }
        }

        /// Pieces of mark-up, one after the other.
        public mutating func appendInterpolation(_ pieces: [XML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: String) {
            bytes.appendEscapedXML(text)
        }

        /// A whole number in ASCII digits.
        public mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// An address, escaped.
        public mutating func appendInterpolation(_ url: SafeURL) {
            bytes.appendEscapedXML(url.string)
        }

        /// A language tag, as it is.
        public mutating func appendInterpolation(_ tag: LanguageTag) {
            bytes.append(contentsOf: tag.string.utf8)
        }

        /// HTML as escaped text, as `content:encoded` of RSS and `type="html"` of Atom want it.
        public mutating func appendInterpolation(html: HTML) {
            bytes.appendEscapedXML(html.string)
        }
    }
}

extension XML: CustomStringConvertible {
    /// The mark-up as a string.
    public var description: String { string }
}

extension [UInt8] {
    fileprivate mutating func appendEscapedXML(_ text: String) {
        // U+FFFE and U+FFFF are the characters beyond the controls that XML 1.0 excludes; both begin with this byte.
        if !text.utf8.contains(where: { $0 == 0xEF || $0 == 0x0C }) { return appendEscaped(text) }
        var kept = text
        kept.unicodeScalars.removeAll { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" || $0 == "\u{C}" }
        appendEscaped(kept)
    }
}
