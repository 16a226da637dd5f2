/// A piece of HTML, as UTF-8 bytes.
///
/// Made by interpolation: the literal parts are the programmer's own mark-up, and every value between them is
/// written by its type.
///
/// ```swift
/// let teaser: HTML = "<h2><a\(href: story.address)>\(story.headline)</a></h2>"
/// ```
///
/// `String` is escaped, ``SafeURL`` is the only thing that an address attribute takes, and ``HTML`` passes as it is.
/// A literal is a `StaticString`, so text that is only known when the program runs can't take its place.
/// ``init(vouchedFor:because:)-(String,_)`` is the one way round.
public struct HTML: Sendable, Hashable {
    /// The mark-up in UTF-8.
    public internal(set) var bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Nothing.
    public static let empty = HTML(bytes: [])

    /// Text, escaped.
    public init(text: String) {
        bytes = []
        bytes.appendEscaped(text)
    }

    /// Takes mark-up on trust.
    ///
    /// - Parameters:
    ///   - markup: Whole, well-formed mark-up that came from this program's own printer.
    ///   - reason: Why it is safe; it is for the reader of the code.
    public init(vouchedFor markup: String, because reason: StaticString) {
        bytes = Array(markup.utf8)
    }

    /// Takes mark-up on trust, as UTF-8 bytes.
    public init(vouchedFor markup: [UInt8], because reason: StaticString) {
        bytes = markup
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.isEmpty }

    /// The mark-up as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Makes room for pieces of so many bytes together, so that adding them moves nothing.
    public mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// Adds a piece at the end.
    public mutating func append(_ other: HTML) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Two pieces in order.
    public static func + (first: HTML, second: HTML) -> HTML {
        var sum = first
        sum.append(second)
        return sum
    }

    /// Adds a piece at the end.
    public static func += (sum: inout HTML, piece: HTML) {
        sum.append(piece)
    }
}

extension Sequence<HTML> {
    /// The pieces as one, with `separator` between them.
    public func joined(separator: HTML = .empty) -> HTML {
        var sum = HTML.empty
        var isFirst = true
        for piece in self {
            if !isFirst { sum.append(separator) }
            sum.append(piece)
            isFirst = false
        }
        return sum
    }
}

extension HTML: CustomStringConvertible {
    /// The mark-up as a string.
    public var description: String { string }
}
