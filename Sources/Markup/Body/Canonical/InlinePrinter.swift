/// Prints lines, for storing and for readers alike; only references to footnotes and relative links differ.
struct InlinePrinter {
    var bytes: [UInt8]
    /// What relative addresses are resolved against, if they are.
    var base: SafeURL?
    /// How a reference to a footnote is written; `nil` for the canonical way.
    var noteMark: ((Int) -> HTML)?
    /// What of the line is marked as quoted, if anything of the body is.
    var marks: MarkCursor?
    /// Links that are open; none may stand in another.
    private var openLinks = 0
    /// Notes that wait for the link around them to end.
    private var waitingNotes: [HTML] = []

    init(bytes: [UInt8], base: SafeURL? = nil, marks: MarkCursor? = nil, noteMark: ((Int) -> HTML)? = nil) {
        self.bytes = bytes
        self.base = base
        self.marks = marks
        self.noteMark = noteMark
    }

    mutating func print(_ line: [Inline]) {
        for inline in line { print(inline) }
    }

    private mutating func print(_ inline: Inline) {
        switch inline {
        case .text(let text): printText(text)
        case .emphasis(let children): print(children, "<em>", "</em>")
        case .strong(let children): print(children, "<strong>", "</strong>")
        case .link(let url, let title, let children):
            write("<a")
            attribute("href", base.map { url.resolved(against: $0) }?.string ?? url.string)
            attribute("title", title)
            openLinks += 1
            print(children, ">", "</a>")
            openLinks -= 1
            if openLinks == 0 { printWaitingNotes() }
        case .code(let text):
            write("<code>")
            printText(text)
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
        case .shortQuotation(let children):
            // The browser prints the two quotation marks.
            pass(1)
            print(children, "<q>", "</q>")
            pass(1)
        case .span(let language, let direction, let children):
            write("<span")
            attribute("lang", language?.string)
            attribute("dir", direction?.rawValue)
            print(children, ">", "</span>")
        case .lineBreak:
            write("<br>")
            pass(1)
        case .footnoteReference(let number):
            if let noteMark {
                bytes.append(contentsOf: noteMark(number).bytes)
            } else {
                bytes.append(contentsOf: "<sup><a class=\"footnote\" href=\"#fn-\(number)\">\(number)</a></sup>".utf8)
            }
        }
    }

    /// Text, cut where a mark begins or ends.
    private mutating func printText(_ text: String) {
        guard marks != nil else { return bytes.appendContent(text) }
        let scalars = text.unicodeScalars
        let pieces = marks?.pieces(of: scalars.count) ?? []
        var start = scalars.startIndex
        // A full stop or comma right behind the mark stays there: the note comes after it, as the mark of a footnote does.
        var waiting: HTML?
        for piece in pieces {
            let end = scalars.index(start, offsetBy: piece.length)
            var content = String(scalars[start..<end])
            if let note = waiting {
                let stops = piece.isMarked ? "" : String(content.unicodeScalars.prefix { Self.stops.contains($0) })
                bytes.appendContent(stops)
                content.unicodeScalars.removeFirst(stops.unicodeScalars.count)
                printNote(note)
                waiting = nil
            }
            if piece.isMarked {
                write("<span class=\"quoted\"")
                attribute("id", piece.anchor)
                write(">")
                bytes.appendContent(content)
                write("</span>")
            } else {
                bytes.appendContent(content)
            }
            waiting = piece.note
            start = end
        }
        printNote(waiting)
    }

    private static let stops = Set(".,;:!?…".unicodeScalars)

    /// Goes by code points of the plain text that are no text of the page.
    private mutating func pass(_ length: Int) {
        for piece in marks?.pieces(of: length) ?? [] { printNote(piece.note) }
    }

    private mutating func printNote(_ note: HTML?) {
        guard let note else { return }
        if openLinks > 0 { waitingNotes.append(note) } else { bytes.append(contentsOf: note.bytes) }
    }

    private mutating func printWaitingNotes() {
        for note in waitingNotes { bytes.append(contentsOf: note.bytes) }
        waitingNotes = []
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
