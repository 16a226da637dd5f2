/// The rule by which WordPress makes paragraphs of what was typed in its classic editor.
///
/// - A blank line ends a paragraph; a single line break becomes `<br>`; two `<br>` in a row end a paragraph too.
/// - Block elements stand on their own. Text directly inside a quotation is always a paragraph; inside a list item, a
///   cell or a `div` only where a blank line divides it.
/// - `pre`, `script`, `style`, `textarea`, `svg` and figures are left as they are, and so are comments.
/// - An address alone on its line is a paragraph of its own (WordPress makes an embed of it).
///
/// An inline element that spans several paragraphs is closed and opened again in each. Nothing but white space is
/// added or taken away outside tags.
struct ParagraphRule {
    /// Applies the rule to a text.
    static func apply(to text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        apply(to: bytes, in: bytes.indices, output: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Applies the rule to a part of a text.
    static func apply(to bytes: [UInt8], in range: Range<Int>, output: inout [UInt8]) {
        var rule = ParagraphRule(bytes, range)
        swap(&rule.output, &output)
        rule.run()
        swap(&rule.output, &output)
    }

    /// How text directly inside an element is set.
    private enum Wrapping {
        case always
        /// Only where there is more than one paragraph.
        case whenDivided
        case never
    }

    private struct Container {
        var tag: MarkupTag
        var wrapping: Wrapping
        /// A blank line was seen directly inside.
        var isDivided = false
    }

    /// An unclosed inline element would be opened again in every paragraph that follows; no more than this many are.
    private static let mostReopened = 16

    private let bytes: [UInt8]
    private var scanner: MarkupScanner
    private var output: [UInt8] = []
    private var containers = [Container(tag: .body, wrapping: .always)]
    /// The start tags of inline elements that are open.
    private var inline: [(tag: MarkupTag, range: Range<Int>)] = []
    private var isInParagraph = false
    /// Where the open paragraph's content begins in the output, after any tags opened again.
    private var contentStart = 0
    /// Where the open paragraph begins in the output.
    private var paragraphStart = 0
    private var paragraphAttributes: Range<Int>?
    /// A line break was seen; whether it becomes `<br>` shows when more text follows.
    private var breaks = 0

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        scanner = MarkupScanner(bytes, in: range)
    }

    private mutating func run() {
        while let token = scanner.next() {
            switch token.kind {
            case .text: text(token.range)
            case .comment: comment(token)
            case .startTag: start(token)
            case .endTag: end(token)
            }
        }
        endParagraph(divided: false)
    }

    // MARK: Text

    private mutating func text(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let spaceStart = index
            var newlines = 0
            while index < range.upperBound, bytes[index].isMarkupSpace {
                if bytes[index] == UInt8(ascii: "\n")
                    || (bytes[index] == UInt8(ascii: "\r") && !bytes.holds("\r\n", at: index))
                {
                    newlines += 1
                }
                index += 1
            }
            if newlines > 0 {
                breaks += newlines
            } else if index > spaceStart, isInParagraph, breaks == 0 {
                output.append(contentsOf: bytes[spaceStart..<index])
            }
            guard index < range.upperBound else { return }
            let wordsStart = index
            while index < range.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") {
                index += 1
            }
            line(bytes.trimmed(wordsStart..<index), startsLine: newlines > 0 || isAtLineStart(spaceStart))
            index = bytes.trimmed(wordsStart..<index).upperBound
        }
    }

    private mutating func line(_ range: Range<Int>, startsLine: Bool) {
        let isAlone = startsLine && isAddress(range) && isAtLineEnd(range.upperBound)
        if isAlone, case .always = containers[containers.count - 1].wrapping, inline.isEmpty {
            endParagraph(divided: false)
            beginContent()
            output.append(contentsOf: bytes[range])
            endParagraph(divided: false)
            return
        }
        beginContent()
        output.append(contentsOf: bytes[range])
    }

    private func isAtLineStart(_ index: Int) -> Bool {
        index == 0 || bytes[index - 1] == UInt8(ascii: "\n") || bytes[index - 1] == UInt8(ascii: "\r")
    }

    private func isAtLineEnd(_ index: Int) -> Bool {
        var index = index
        while index < scanner.end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        return index >= scanner.end || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
    }

    private func isAddress(_ range: Range<Int>) -> Bool {
        guard bytes.holds("http://", at: range.lowerBound) || bytes.holds("https://", at: range.lowerBound) else {
            return false
        }
        return !bytes[range].contains { $0.isMarkupSpace || $0 == UInt8(ascii: "\"") }
    }

    // MARK: Tags

    private mutating func comment(_ token: MarkupScanner.Token) {
        let inner = bytes.trimmed(token.inner)
        if bytes.holds("more", at: inner.lowerBound) || bytes.holds("nextpage", at: inner.lowerBound) {
            endParagraph(divided: false)
        }
        output.append(contentsOf: bytes[token.range])
    }

    private mutating func start(_ token: MarkupScanner.Token) {
        switch token.tag {
        case .pre, .svg, .figure: copyWhole(token, isBlock: true)
        case .script, .style, .textarea, .iframe, .title, .xmp, .noembed:
            if token.tag == .style { endParagraph(divided: false) } else { beginContent() }
            output.append(contentsOf: bytes[token.range])
            if !token.isSelfClosing { output.append(contentsOf: bytes[scanner.skipRawText(of: token.tag)]) }
        case .audio, .video, .object: copyWhole(token, isBlock: false)
        case .br: lineBreak(token)
        case .p:
            endParagraph(divided: false)
            paragraphAttributes = token.inner
            // Inside a cell or an item, a paragraph that was written as one stays one.
            containers[containers.count - 1].isDivided = true
        case .hr, .area, .col:
            endParagraph(divided: false)
            output.append(contentsOf: bytes[token.range])
        case let tag where tag.separatesParagraphs:
            endParagraph(divided: false)
            output.append(contentsOf: bytes[token.range])
            if containers.count < ContentTree.deepest {
                containers.append(Container(tag: tag, wrapping: Self.wrapping(in: tag)))
            }
        case let tag where tag.isVoid || token.isSelfClosing:
            beginContent()
            output.append(contentsOf: bytes[token.range])
        case let tag:
            beginContent()
            output.append(contentsOf: bytes[token.range])
            if inline.count < ContentTree.deepest { inline.append((tag, token.range)) }
        }
    }

    private mutating func end(_ token: MarkupScanner.Token) {
        if token.tag == .p {
            endParagraph(divided: false)
        } else if token.tag.separatesParagraphs {
            endParagraph(divided: false)
            output.append(contentsOf: bytes[token.range])
            if let place = containers.lastIndex(where: { $0.tag == token.tag }), place > 0 {
                containers.removeSubrange(place...)
            }
        } else if let place = inline.lastIndex(where: { $0.tag == token.tag }) {
            inline.remove(at: place)
            if isInParagraph { output.append(contentsOf: bytes[token.range]) }
        } else if [.script, .style, .textarea, .iframe, .title, .xmp, .noembed].contains(token.tag) {
            output.append(contentsOf: bytes[token.range])
        }
    }

    private mutating func lineBreak(_ token: MarkupScanner.Token) {
        guard isInParagraph else { return }
        // WordPress adds no second break where one is written at the end of a line.
        if breaks == 0 { breaks = 1 } else { breaks = 2 }
        let rest = token.range.upperBound
        var index = rest
        while index < scanner.end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        if index < scanner.end, bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") { breaks -= 1 }
    }

    /// Copies an element with all that is in it.
    private mutating func copyWhole(_ token: MarkupScanner.Token, isBlock: Bool) {
        if isBlock { endParagraph(divided: false) } else { beginContent() }
        output.append(contentsOf: bytes[token.range])
        guard !token.isSelfClosing else { return }
        var depth = 1
        while depth > 0, let inner = scanner.next() {
            output.append(contentsOf: bytes[inner.range])
            if inner.tag == token.tag, inner.kind == .startTag, !inner.isSelfClosing { depth += 1 }
            if inner.tag == token.tag, inner.kind == .endTag { depth -= 1 }
        }
    }

    // MARK: Paragraphs

    private static func wrapping(in tag: MarkupTag) -> Wrapping {
        switch tag {
        case .blockquote, .section, .article, .aside, .main: .always
        case .h1, .h2, .h3, .h4, .h5, .h6, .dt, .summary, .caption, .legend, .ul, .ol, .menu, .dl, .table, .thead,
            .tbody, .tfoot, .tr, .colgroup, .map, .figcaption:
            .never
        default: .whenDivided
        }
    }

    /// Readies the output for more of a paragraph: opens one, or settles the line breaks before it.
    private mutating func beginContent() {
        if isInParagraph, breaks >= 2 {
            endParagraph(divided: true)
        }
        if isInParagraph {
            if breaks == 1 { output.append(contentsOf: "<br>\n".utf8) }
        } else {
            paragraphStart = output.count
            for (_, range) in inline.suffix(Self.mostReopened) { output.append(contentsOf: bytes[range]) }
            contentStart = output.count
            isInParagraph = true
        }
        breaks = 0
    }

    private mutating func endParagraph(divided: Bool) {
        breaks = 0
        defer { paragraphAttributes = nil }
        guard isInParagraph else { return }
        isInParagraph = false
        while output.count > contentStart, let last = output.last, last.isMarkupSpace { output.removeLast() }
        guard output.count > contentStart else {
            output.removeSubrange(paragraphStart...)
            return
        }
        for (tag, range) in inline.suffix(Self.mostReopened).reversed() {
            output.append(contentsOf: "</".utf8)
            output.append(contentsOf: tag == .unknown ? name(of: range) : tag.rawValue.utf8[...])
            output.append(UInt8(ascii: ">"))
        }
        let place = containers.count - 1
        if divided { containers[place].isDivided = true }
        let isWrapped =
            switch containers[place].wrapping {
            case .always: true
            case .whenDivided: containers[place].isDivided
            case .never: false
            }
        guard isWrapped else {
            if divided { output.append(contentsOf: "<br>\n".utf8) }
            return
        }
        var opening = Array("<p".utf8)
        if let attributes = paragraphAttributes { opening.append(contentsOf: bytes[attributes]) }
        opening.append(UInt8(ascii: ">"))
        output.insert(contentsOf: opening, at: paragraphStart)
        output.append(contentsOf: "</p>\n".utf8)
    }

    private func name(of tag: Range<Int>) -> Substring.UTF8View {
        let name = bytes[tag].dropFirst().prefix { !$0.isMarkupSpace && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        return Substring(decoding: name, as: UTF8.self).utf8
    }
}
