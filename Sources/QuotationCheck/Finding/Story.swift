/// A story's plain text with the paragraphs in it.
public struct Story: Sendable {
    /// A run of the story that marks are balanced within.
    public struct Paragraph: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            /// Prose, a heading, a list item, a caption: quotations are found by their marks.
            case prose
            /// Quoted as a whole, whether or not it has marks.
            case blockQuotation
        }

        /// Code points of the story's text.
        public var range: CodePointRange
        public var kind: Kind
        /// Whether this goes on with the block quotation of the paragraph before.
        public var continuesBlock: Bool
        /// Who is named beside a block quotation or post as having said it, where the mark-up says so.
        public var speaker: String?

        public init(
            range: CodePointRange, kind: Kind = .prose, continuesBlock: Bool = false,
            speaker: String? = nil
        ) {
            self.range = range
            self.kind = kind
            self.continuesBlock = continuesBlock
            self.speaker = speaker
        }
    }

    public let text: String
    public let paragraphs: [Paragraph]
    let scalars: [UInt32]

    /// A story whose paragraphs are known. Ranges are clamped to the text and taken in order.
    public init(text: String, paragraphs: [Paragraph]) {
        self.text = text
        let scalars = Self.scalars(of: text)
        self.scalars = scalars
        self.paragraphs = paragraphs.map { paragraph in
            var paragraph = paragraph
            paragraph.range.start = min(max(paragraph.range.start, 0), scalars.count)
            paragraph.range.end = min(max(paragraph.range.end, paragraph.range.start), scalars.count)
            return paragraph
        }
    }

    /// A story as plain text or Markdown: a blank line ends a paragraph, and lines that begin with
    /// `>` are a block quotation.
    public init(plainText text: String) {
        let scalars = Self.scalars(of: text)
        self.text = text
        self.scalars = scalars
        paragraphs = PlainTextParagraphs(scalars: scalars).paragraphs()
    }

    /// Room is taken once: an array that grows by doubling holds three times a long text for a while.
    private static func scalars(of text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { scalars.append(scalar.value) }
        return scalars
    }

    /// The text of a range, which must lie inside.
    public func text(in range: CodePointRange) -> String {
        var slice = String.UnicodeScalarView()
        let end = min(range.end, scalars.count)
        for index in min(max(range.start, 0), end)..<end {
            if let scalar = Unicode.Scalar(scalars[index]) { slice.append(scalar) }
        }
        return String(slice)
    }
}

/// Paragraphs of plain text, by blank lines and Markdown's `>`.
struct PlainTextParagraphs {
    let scalars: [UInt32]

    func paragraphs() -> [Story.Paragraph] {
        var found: [Story.Paragraph] = []
        var open: Story.Paragraph?
        var inBlock = false
        var lineStart = 0
        while lineStart < scalars.count {
            let lineEnd = endOfLine(from: lineStart)
            let line = line(from: lineStart, to: lineEnd)
            if !line.isQuoted, line.content.isEmpty {
                if let paragraph = open { found.append(paragraph) }
                open = nil
                inBlock = false
            } else if line.isQuoted {
                // Each line of a block is a run of its own, since the `>` between is no part of it.
                if let paragraph = open { found.append(paragraph) }
                open = nil
                if !line.content.isEmpty {
                    found.append(
                        .init(range: line.content, kind: .blockQuotation, continuesBlock: inBlock))
                    inBlock = true
                }
            } else {
                if open == nil { open = .init(range: line.content) }
                open?.range.end = line.content.end
                inBlock = false
            }
            lineStart = afterLine(lineEnd)
        }
        if let paragraph = open { found.append(paragraph) }
        return found
    }

    private func endOfLine(from start: Int) -> Int {
        var index = start
        while index < scalars.count, !isNewline(scalars[index]) { index += 1 }
        return index
    }

    private func afterLine(_ end: Int) -> Int {
        if end + 1 < scalars.count, scalars[end] == 0x0D, scalars[end + 1] == 0x0A { return end + 2 }
        return end + 1
    }

    private func isNewline(_ scalar: UInt32) -> Bool {
        scalar == 0x0A || scalar == 0x0D || scalar == 0x2029
    }

    private func line(from start: Int, to end: Int) -> (isQuoted: Bool, content: CodePointRange) {
        var first = start
        var last = end
        while first < last, ScalarClass.of(scalars[first]) == .space { first += 1 }
        var isQuoted = false
        while first < last, scalars[first] == 0x3E {
            isQuoted = true
            first += 1
            while first < last, ScalarClass.of(scalars[first]) == .space { first += 1 }
        }
        while last > first, ScalarClass.of(scalars[last - 1]) == .space { last -= 1 }
        return (isQuoted, CodePointRange(start: first, end: last))
    }
}
