/// Reads mark-up that is well-formed and holds the commonest elements alone, as nearly all of the stories' that are
/// imported or pasted do, into the tree that the HTML standard's algorithm makes of it, in a tenth of the time.
///
/// What it takes is so narrow that none of the algorithm's repairs can come into play: every element is closed where
/// it was opened, paragraphs and headings hold lines alone, and no link stands in a link. Of anything else, be it a
/// character reference that is not plainly one, it makes nothing, and the whole parser is asked.
struct WellFormedMarkup {
    /// Deeper than any text that a person wrote.
    private static let depthLimit = 24

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var tagsLeft: Int

    private init(_ bytes: UnsafeBufferPointer<UInt8>, tags: Int) {
        self.bytes = bytes
        tagsLeft = tags
    }

    /// - Returns: `nil` where the whole parser is needed.
    static func parse(_ utf8: UnsafeBufferPointer<UInt8>, limits: ReadingLimits) -> [HTMLNode]? {
        guard utf8.count <= limits.bytes else { return nil }
        var reader = WellFormedMarkup(utf8, tags: limits.tags)
        guard let nodes = reader.nodes(in: .flow, depth: 0), reader.position == utf8.count else { return nil }
        return nodes
    }

    /// What an element may hold.
    private enum Content {
        /// Blocks and lines.
        case flow
        /// A line.
        case line
        /// A line without links.
        case lineInLink
        /// Items, with nothing but white space between them.
        case items

        func holds(_ element: Element) -> Bool {
            switch self {
            case .flow: element.isBlock || element.content == .line || element.content == .lineInLink
            case .line: !element.isBlock
            case .lineInLink: !element.isBlock && element.name != "a"
            case .items: false
            }
        }
    }

    private struct Element {
        let name: String
        let content: Content
        let isBlock: Bool
        var isVoid = false
    }

    /// By name. Nothing here has a meaning in the algorithm but to be opened and closed.
    private static let elements: [String: Element] = {
        let all =
            ["p", "h2", "h3", "h4"].map { Element(name: $0, content: .line, isBlock: true) }
            + ["blockquote", "figure", "figcaption", "aside", "footer"].map { Element(name: $0, content: .flow, isBlock: true) }
            + ["ul", "ol"].map { Element(name: $0, content: .items, isBlock: true) }
            + ["em", "strong", "sup", "sub", "q", "cite", "mark", "del", "ins", "abbr", "span"].map {
                Element(name: $0, content: .line, isBlock: false)
            }
            + [
                Element(name: "a", content: .lineInLink, isBlock: false),
                Element(name: "br", content: .line, isBlock: false, isVoid: true),
                Element(name: "img", content: .line, isBlock: false, isVoid: true),
                Element(name: "hr", content: .line, isBlock: true, isVoid: true),
            ]
        return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    private static let item = Element(name: "li", content: .flow, isBlock: true)

    // MARK: The tree

    /// Nodes up to an end tag or the end.
    private mutating func nodes(in content: Content, depth: Int) -> [HTMLNode]? {
        guard depth < Self.depthLimit else { return nil }
        var nodes: [HTMLNode] = []
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                guard let text = text(until: UInt8(ascii: "<")) else { return nil }
                guard content != .items || text.isBlank else { return nil }
                nodes.append(.text(text))
            } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "/") {
                return nodes
            } else {
                guard let element = element(in: content, depth: depth) else { return nil }
                nodes.append(.element(element))
            }
        }
        return nodes
    }

    private mutating func element(in content: Content, depth: Int) -> HTMLElement? {
        position += 1
        tagsLeft -= 1
        guard tagsLeft >= 0, let name = name() else { return nil }
        let known: Element
        if content == .items {
            guard name == Self.item.name else { return nil }
            known = Self.item
        } else {
            guard let found = Self.elements[name], content.holds(found) else { return nil }
            known = found
        }
        guard let attributes = attributes() else { return nil }
        var element = HTMLElement(name: known.name, attributes: attributes)
        if known.isVoid { return element }
        // A line in a link stays without links, however deep.
        let inner = content == .lineInLink ? .lineInLink : known.content
        guard let children = nodes(in: inner, depth: depth + 1), takeEnd(of: known.name) else { return nil }
        element.children = children
        return element
    }

    private mutating func takeEnd(of name: String) -> Bool {
        guard take("</"), self.name() == name else { return false }
        return take(">")
    }

    private mutating func name() -> String? {
        let start = position
        while position < bytes.count, bytes[position].isLowerCaseLetter || bytes[position].isASCIIDigit { position += 1 }
        guard position > start, position - start <= 10 else { return nil }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func attributes() -> [(name: String, value: String)]? {
        var attributes: [(name: String, value: String)] = []
        while take(" ") {
            let start = position
            while position < bytes.count, bytes[position].isLowerCaseLetter || bytes[position] == UInt8(ascii: "-") { position += 1 }
            let name = String(decoding: bytes[start..<position], as: UTF8.self)
            guard !name.isEmpty, attributes.count < 16, !attributes.contains(where: { $0.name == name }), take("=\""),
                let value = text(until: UInt8(ascii: "\"")), take("\"")
            else { return nil }
            attributes.append((name, value))
        }
        return take(">") ? attributes : nil
    }

    private mutating func take(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
        position += count
        return true
    }

    // MARK: Text

    /// Text up to a byte, its references resolved; `nil` where it holds what the algorithm changes.
    private mutating func text(until end: UInt8) -> String? {
        let start = position
        var hasReferences = false
        while position < bytes.count, bytes[position] != end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "&") { hasReferences = true }
            // A carriage return becomes a line end, a NUL nothing or U+FFFD; others are rare enough not to think about.
            if byte < 0x20, byte != 0x0A, byte != 0x09 { return nil }
            if byte >= 0x7F, isReplaced(at: position) { return nil }
            position += 1
        }
        let raw = UnsafeBufferPointer(rebasing: bytes[start..<position])
        return hasReferences ? Self.resolved(raw) : String(decoding: raw, as: UTF8.self)
    }

    /// Whether the parser puts U+FFFD in the place of a character: of U+007F to U+009F, and of noncharacters.
    private func isReplaced(at position: Int) -> Bool {
        func byte(_ offset: Int) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }
        switch byte(0) {
        case 0x7F: return true
        case 0xC2: return byte(1) < 0xA0
        case 0xEF where byte(1) == 0xB7: return (0x90...0xAF).contains(byte(2))
        case 0xEF: return byte(1) == 0xBF && byte(2) >= 0xBE
        case 0xF0...: return byte(1) & 0x0F == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE
        default: return false
        }
    }

    private static func resolved(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            guard raw[index] == UInt8(ascii: "&") else {
                text.append(raw[index])
                index += 1
                continue
            }
            guard let end = raw[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(raw[(index + 1)..<end])
            else { return nil }
            text.append(contentsOf: String(scalar).utf8)
            index = end + 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The character of a reference, without its `&` and `;`.
    private static func scalar(_ reference: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        if reference.elementsEqual("amp".utf8) { return "&" }
        if reference.elementsEqual("lt".utf8) { return "<" }
        if reference.elementsEqual("gt".utf8) { return ">" }
        if reference.elementsEqual("quot".utf8) { return "\"" }
        if reference.elementsEqual("nbsp".utf8) { return "\u{A0}" }
        // By number, in decimal, without those that the standard takes for others.
        guard reference.first == UInt8(ascii: "#"), reference.count > 1 else { return nil }
        var value: UInt32 = 0
        for digit in reference.dropFirst() {
            guard digit.isASCIIDigit else { return nil }
            value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
        }
        guard (0x20..<0x7F).contains(value) || (0xA0..<0xFDD0).contains(value) else { return nil }
        return Unicode.Scalar(value)
    }
}

extension UInt8 {
    fileprivate var isLowerCaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
