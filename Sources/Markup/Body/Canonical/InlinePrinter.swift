/// Prints lines, for storing and for readers alike; only references to footnotes and relative links differ.
struct InlinePrinter {
    var bytes: [UInt8]
    /// What relative addresses are resolved against, if they are.
    var base: SafeURL?
    /// How a reference to a footnote is written; `nil` for the canonical way.
    var noteMark: ((Int) -> HTML)?

    init(bytes: [UInt8], base: SafeURL? = nil, noteMark: ((Int) -> HTML)? = nil) {
        self.bytes = bytes
        self.base = base
        self.noteMark = noteMark
    }

    mutating func print(_ line: [Inline]) {
        for inline in line { print(inline) }
    }

    private mutating func print(_ inline: Inline) {
        switch inline {
        case .text(let text): bytes.appendContent(text)
        case .emphasis(let children): print(children, "<em>", "</em>")
        case .strong(let children): print(children, "<strong>", "</strong>")
        case .link(let url, let title, let children):
            write("<a")
            attribute("href", base.map { url.resolved(against: $0) }?.string ?? url.string)
            attribute("title", title)
            print(children, ">", "</a>")
        case .code(let text):
            write("<code>")
            bytes.appendContent(text)
            write("</code>")
        case .superscript(let children): print(children, "<sup>", "</sup>")
        case .subscript(let children): print(children, "<sub>", "</sub>")
        case .deleted(let children): print(children, "<del>", "</del>")
        case .inserted(let children): print(children, "<ins>", "</ins>")
        case .marked(let children): print(children, "<mark>", "</mark>")
        case .small(let children): print(children, "<small>", "</small>")
        case .abbreviation(let title, let children):
            write("<abbr")
            attribute("title", title)
            print(children, ">", "</abbr>")
        case .cite(let children): print(children, "<cite>", "</cite>")
        case .shortQuotation(let children): print(children, "<q>", "</q>")
        case .span(let language, let direction, let children):
            write("<span")
            attribute("lang", language?.string)
            attribute("dir", direction?.rawValue)
            print(children, ">", "</span>")
        case .lineBreak: write("<br>")
        case .footnoteReference(let number):
            if let noteMark {
                bytes.append(contentsOf: noteMark(number).bytes)
            } else {
                bytes.append(contentsOf: "<sup><a class=\"footnote\" href=\"#fn-\(number)\">\(number)</a></sup>".utf8)
            }
        }
    }

    private mutating func print(_ children: [Inline], _ start: StaticString, _ end: StaticString) {
        write(start)
        print(children)
        write(end)
    }

    private mutating func attribute(_ name: StaticString, _ value: String?) {
        bytes.appendAttribute(name, value)
    }

    private mutating func write(_ literal: StaticString) {
        bytes.append(literal)
    }
}

extension [UInt8] {
    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Writes ` name="value"`; nothing where there is no value.
    mutating func appendAttribute(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        append(UInt8(ascii: " "))
        append(name)
        append("=\"")
        appendAttributeValue(value)
        append(UInt8(ascii: "\""))
    }
}
