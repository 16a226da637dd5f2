/// Writes a tree as HTML of the body's closed vocabulary, and notes what had to become something else.
///
/// Whatever stands directly in a block, outside any paragraph, becomes one. An inline element that has blocks inside is
/// applied to the text of each of them, as browsers do.
struct BodyWriter {
    let tree: ContentTree
    let lookup: ContentLookup
    /// The notes of the `footnotes` field, by their ids, in order.
    let footnotes: [ImportedFootnote]
    /// Patterns that are being written; one that holds itself ends there.
    var patterns: Set<Int>

    var output: [UInt8] = []
    var notes = TransferNotes()
    var references: [MediaReference] = []
    /// Where the reader was asked to read on, as an offset in the output.
    var moreOffset: Int?
    /// Notes that are referred to, in that order.
    var citedFootnotes: [String] = []

    /// Inline elements that are open around the blocks being written.
    private var formatting: [Int] = []
    private var isInParagraph = false
    private var paragraphStart = 0
    private var contentStart = 0
    /// Paragraphs are written without their tags: the one line of a list item or a cell.
    private var isBare = false
    /// What can't stand in a line of text, to be written after the block that the line belongs to.
    private var postponed: [Int] = []
    /// How many blocks of the page are open, so that a mark of the whole story's is told from one inside a box.
    private var depth = 0
    var isInQuotation = false
    var isInAside = false

    init(
        _ tree: ContentTree, lookup: ContentLookup, footnotes: [ImportedFootnote] = [], patterns: Set<Int> = []
    ) {
        self.tree = tree
        self.lookup = lookup
        self.footnotes = footnotes
        self.patterns = patterns
        output.reserveCapacity(tree.bytes.count + 256)
    }

    // MARK: Blocks

    /// Writes what is inside a node where blocks can stand.
    mutating func flow(_ node: Int) {
        var next = tree.nodes[node].firstChild
        while let child = next {
            flowChild(child)
            next = tree.nodes[child].nextSibling
        }
    }

    mutating func flowChild(_ child: Int) {
        let node = tree.nodes[child]
        switch node.kind {
        case .text:
            if !isInParagraph, tree.bytes.isBlank(node.source) { return }
            openParagraph()
            writeText(node.source)
        case .more:
            endParagraph()
            if depth == 0, moreOffset == nil { moreOffset = output.count }
        case .nextPage:
            endParagraph()
            append("<hr>")
            notes.changed("page break", how: "joined with the page before, divided by a rule")
        case .block:
            endParagraph()
            editorBlock(child)
            endParagraph()
        case .element(let tag):
            if tag == .img, let text = pictureAsText(child) {
                openParagraph()
                CharacterReferences.append(text, to: &output)
            } else if tag.isBlock {
                endParagraph()
                block(tag, child)
                endParagraph()
            } else if node.containsBlock {
                if !linkedPicture(child) { formatted(child) { $0.flow(child) } }
            } else {
                openParagraph()
                inline(child)
            }
        }
    }

    /// Writes blocks as a block of their own: no paragraph is open before or after.
    mutating func blocks(_ node: Int) {
        endParagraph()
        depth += 1
        flow(node)
        endParagraph()
        depth -= 1
    }

    /// Writes a block inside tags of its own.
    mutating func enclosed(_ opening: String, _ closing: String, _ write: (inout BodyWriter) -> Void) {
        endParagraph()
        let wasBare = isBare
        isBare = false
        let start = output.count
        append(opening)
        let contentStart = output.count
        depth += 1
        write(&self)
        endParagraph()
        depth -= 1
        isBare = wasBare
        if output.count == contentStart {
            output.removeSubrange(start...)
        } else {
            append(closing)
        }
        writePostponed()
    }

    /// Writes what is in a list item or a cell: one line without a paragraph around it, or blocks.
    mutating func item(_ node: Int) {
        let wasBare = isBare
        isBare = lines(in: node) <= 1
        depth += 1
        flow(node)
        endParagraph()
        depth -= 1
        isBare = wasBare
    }

    /// How many paragraphs there would be, lists and other blocks not counted; no more than 2.
    private func lines(in node: Int) -> Int {
        var count = 0
        var isInLine = false
        for child in tree.children(of: node) where count < 2 {
            switch tree.nodes[child].kind {
            case .text:
                if !isInLine, !tree.isBlank(child) {
                    isInLine = true
                    count += 1
                }
            case .block:
                isInLine = false
                count += lines(in: child)
            case .element(let tag) where tag == .p || tag == .div:
                isInLine = false
                count += max(lines(in: child), tree.isBlank(child) ? 0 : 1)
            case .element(let tag) where tag.isBlock: isInLine = false
            case .element:
                if !isInLine {
                    isInLine = true
                    count += 1
                }
            case .more, .nextPage: break
            }
        }
        return count
    }

    // MARK: Paragraphs

    mutating func openParagraph() {
        guard !isInParagraph else { return }
        isInParagraph = true
        paragraphStart = output.count
        if !isBare { append("<p>") }
        for node in formatting { _ = startInline(node) }
        contentStart = output.count
    }

    mutating func endParagraph() {
        guard isInParagraph else { return }
        isInParagraph = false
        trimEnd(from: contentStart)
        var start = contentStart
        while start < output.count, output[start].isMarkupSpace { start += 1 }
        while output[start...].starts(with: Self.lineBreak) {
            start += Self.lineBreak.count
            while start < output.count, output[start].isMarkupSpace { start += 1 }
        }
        if start == output.count {
            output.removeSubrange(paragraphStart...)
        } else if holdsSpacesAlone(from: start) {
            output.removeSubrange(paragraphStart...)
            notes.changed("empty paragraph", how: "dropped; the look is set by the publication")
        } else if let address = soleAddress(from: start) {
            output.removeSubrange(paragraphStart...)
            card(for: address)
            notes.changed("address alone on its line", how: "set as a card with a link")
        } else {
            output.removeSubrange(contentStart..<start)
            for node in formatting.reversed() { endInline(node) }
            if !isBare { append("</p>") }
        }
        writePostponed()
    }

    private static let lineBreak = Array("<br>".utf8)

    private mutating func trimEnd(from start: Int) {
        while output.count > start {
            if let last = output.last, last.isMarkupSpace {
                output.removeLast()
            } else if output.count - start >= 4, output.suffix(4).elementsEqual(Self.lineBreak) {
                output.removeLast(4)
            } else {
                return
            }
        }
    }

    /// Editors write a paragraph of one no-break space for a larger gap.
    private func holdsSpacesAlone(from start: Int) -> Bool {
        var index = start
        while index < output.count {
            if output[index].isMarkupSpace {
                index += 1
            } else if output.holds("&nbsp;", at: index) || output.holds("&#160;", at: index) {
                index += 6
            } else if output[index] == 0xC2, index + 1 < output.count, output[index + 1] == 0xA0 {
                index += 2
            } else {
                return false
            }
        }
        return true
    }

    /// The address that is all that a paragraph holds.
    private func soleAddress(from start: Int) -> String? {
        guard !isBare, formatting.isEmpty, output.holds("http", at: start),
            output.holds("https://", at: start) || output.holds("http://", at: start),
            !output[start...].contains(where: { $0.isMarkupSpace || $0 == UInt8(ascii: "<") })
        else { return nil }
        let address = CharacterReferences.resolve(output[start...])
        return EmbedProvider.host(of: address).contains(".") ? address : nil
    }

    /// Applies an inline element to everything that is written.
    mutating func formatted(_ node: Int, _ write: (inout BodyWriter) -> Void) {
        if isInParagraph { _ = startInline(node) }
        formatting.append(node)
        write(&self)
        formatting.removeLast()
        if isInParagraph { endInline(node) }
    }

    // MARK: Lines

    /// Writes what is inside a node as a line of text; blocks in it lose their marks, and pictures and cards follow after.
    mutating func line(_ node: Int) {
        let start = output.count
        inlineChildren(node)
        trimEnd(from: start)
    }

    mutating func inlineChildren(_ node: Int) {
        var next = tree.nodes[node].firstChild
        while let child = next {
            inlineNode(child)
            next = tree.nodes[child].nextSibling
        }
    }

    private mutating func inlineNode(_ child: Int) {
        switch tree.nodes[child].kind {
        case .text: writeText(tree.nodes[child].source)
        case .more, .nextPage: break
        case .block: inlineChildren(child)
        case .element(let tag):
            if tag == .img, let text = pictureAsText(child) {
                CharacterReferences.append(text, to: &output)
            } else if tag == .p || tag == .div || tag == .li {
                if output.last.map({ !$0.isMarkupSpace && $0 != UInt8(ascii: ">") }) ?? false { append(" ") }
                inlineChildren(child)
            } else if tag.isBlock {
                if tree.nodes[child].firstChild == nil || tag.isMedia { postponed.append(child) } else { inlineChildren(child) }
            } else {
                inline(child)
            }
        }
    }

    private mutating func writePostponed() {
        guard !postponed.isEmpty, !isInParagraph else { return }
        let waiting = postponed
        postponed = []
        for node in waiting { flowChild(node) }
        endParagraph()
    }

    /// Text passes as it stands; a `<` that opens nothing is written as a reference.
    mutating func writeText(_ range: Range<Int>) {
        let text = tree.bytes[range]
        if text.contains(UInt8(ascii: "<")) {
            for byte in text {
                if byte == UInt8(ascii: "<") { append("&lt;") } else { output.append(byte) }
            }
        } else {
            output.append(contentsOf: text)
        }
    }

    mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    mutating func appendAttribute(_ name: String, _ value: String) {
        append(" \(name)=\"")
        CharacterReferences.append(value, to: &output)
        append("\"")
    }

    func attributes(of node: Int) -> MarkupAttributes { tree.attributes(of: node) }
}

extension MarkupTag {
    /// Elements that show something that is not text.
    var isMedia: Bool {
        switch self {
        case .img, .picture, .audio, .video, .iframe, .embed, .object, .figure, .canvas, .svg: true
        default: false
        }
    }
}
