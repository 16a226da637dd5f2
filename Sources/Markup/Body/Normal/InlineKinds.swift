/// The inlines that mean nothing more inside themselves.
struct InlineKinds: OptionSet {
    let rawValue: UInt16

    static let emphasis = InlineKinds(rawValue: 1)
    static let strong = InlineKinds(rawValue: 2)
    static let link = InlineKinds(rawValue: 4)
    static let deleted = InlineKinds(rawValue: 8)
    static let inserted = InlineKinds(rawValue: 16)
    static let marked = InlineKinds(rawValue: 32)
    static let small = InlineKinds(rawValue: 64)
    static let cite = InlineKinds(rawValue: 128)
}

extension Inline {
    var kind: InlineKinds {
        switch self {
        case .emphasis: .emphasis
        case .strong: .strong
        case .link: .link
        case .deleted: .deleted
        case .inserted: .inserted
        case .marked: .marked
        case .small: .small
        case .cite: .cite
        case .text, .code, .superscript, .subscript, .abbreviation, .shortQuotation, .span, .lineBreak,
            .footnoteReference:
            []
        }
    }

    /// What is inside, or `nil` for what holds no other inlines.
    var children: [Inline]? {
        switch self {
        case .emphasis(let children), .strong(let children), .link(_, _, let children), .superscript(let children),
            .subscript(let children), .deleted(let children), .inserted(let children), .marked(let children),
            .small(let children), .abbreviation(_, let children), .cite(let children), .shortQuotation(let children),
            .span(_, _, let children):
            children
        case .text, .code, .lineBreak, .footnoteReference: nil
        }
    }

    /// The same around something else.
    func with(children: [Inline]) -> Inline {
        switch self {
        case .emphasis: .emphasis(children)
        case .strong: .strong(children)
        case .link(let url, let title, _): .link(url, title: title, children)
        case .superscript: .superscript(children)
        case .subscript: .subscript(children)
        case .deleted: .deleted(children)
        case .inserted: .inserted(children)
        case .marked: .marked(children)
        case .small: .small(children)
        case .abbreviation(let title, _): .abbreviation(title: title, children)
        case .cite: .cite(children)
        case .shortQuotation: .shortQuotation(children)
        case .span(let language, let direction, _): .span(language, direction, children)
        case .text, .code, .lineBreak, .footnoteReference: self
        }
    }

    /// The same around something else, or that alone where nothing would be seen, or where references to footnotes,
    /// which stand above the line by themselves, are all of a superscript.
    func rebuilt(around children: [Inline]) -> [Inline] {
        guard children.contains(where: \.isVisible) else { return children }
        if case .superscript = self, children.allSatisfy(\.isFootnoteReference) { return children }
        return [with(children: children)]
    }

    private var isFootnoteReference: Bool {
        if case .footnoteReference = self { true } else { false }
    }

    func withCleanAttributes() -> Inline {
        switch self {
        case .link(let url, let title?, let children):
            let title = title.asOneLine()
            return .link(url, title: title.isEmpty ? nil : title, children)
        case .abbreviation(let title, let children): return .abbreviation(title: title.asOneLine(), children)
        default: return self
        }
    }

    /// Whether it is a container without meaning: a span of nothing, an abbreviation of nothing, or a plain link to
    /// where footnotes are, which only a reference may be.
    var saysNothing: Bool {
        switch self {
        case .span(nil, nil, _): true
        case .abbreviation(let title, _): title.asOneLine().isEmpty
        case .link(let url, _, _): FootnoteAnchor.number(in: url.string) != nil
        default: false
        }
    }

    /// Whether a reader would see something.
    var isVisible: Bool {
        switch self {
        case .text(let text): !text.isBlank
        case .code, .footnoteReference: true
        case .lineBreak: false
        default: children?.contains(where: \.isVisible) ?? false
        }
    }
}

/// The names by which canonical HTML ties a reference to its footnote.
enum FootnoteAnchor {
    static func number(in address: String) -> Int? {
        guard address.utf8.starts(with: "#fn-".utf8) else { return nil }
        let digits = address.dropFirst(4)
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        return Int(digits)
    }
}
