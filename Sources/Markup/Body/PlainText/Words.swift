extension Body {
    /// How many words there are to read: runs without white space that hold a letter or a digit; credits, file names
    /// and program text aren't counted.
    public var wordCount: Int { plainText.wordCount }

    /// The first words of the running text, on one line, with `…` where it goes on.
    ///
    /// - Parameter words: The most words given; at least one.
    public func excerpt(words: Int) -> String {
        var taken: [Substring] = []
        let running = plainText.paragraphs.filter { $0.kind == .paragraph || $0.kind == .listItem || $0.kind == .quotation }
        for word in running.lazy.flatMap({ $0.text.split(whereSeparator: \.isWhitespace) }) {
            guard taken.count < max(words, 1) else { return taken.joined(separator: " ").trimmedForEllipsis + "…" }
            taken.append(word)
        }
        return taken.joined(separator: " ")
    }
}

extension PlainText {
    /// As ``Body/wordCount``, of a text that is there already.
    public var wordCount: Int {
        paragraphs.reduce(0) { count, paragraph in
            switch paragraph.kind {
            case .credit, .file, .code: count
            default: count + WordCounter.count(paragraph.text)
            }
        }
    }
}

extension String {
    fileprivate var trimmedForEllipsis: String {
        var text = self[...]
        while let last = text.last, ",;:.–—-".contains(last) { text.removeLast() }
        return String(text)
    }
}
