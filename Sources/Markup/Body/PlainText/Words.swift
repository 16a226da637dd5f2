extension Body {
    /// How many words there are to read: runs without white space that hold a letter or a digit; credits, file names
    /// and program text aren't counted.
    public var wordCount: Int {
        plainText.paragraphs.reduce(0) { count, paragraph in
            switch paragraph.kind {
            case .credit, .file, .code: count
            default: count + paragraph.text.wordCount
            }
        }
    }

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

extension String {
    fileprivate var wordCount: Int {
        split(whereSeparator: \.isWhitespace).count { $0.contains { $0.isLetter || $0.isNumber } }
    }

    fileprivate var trimmedForEllipsis: String {
        var text = self[...]
        while let last = text.last, ",;:.–—-".contains(last) { text.removeLast() }
        return String(text)
    }
}
