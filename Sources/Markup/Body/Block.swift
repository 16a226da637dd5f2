/// A part of a body that stands by itself.
public indirect enum Block: Sendable, Hashable {
    case paragraph([Inline])
    case heading(HeadingLevel, [Inline])
    /// Words of someone else, set apart; `cite` is where they were published.
    case quotation([Block], attribution: [Inline], cite: SafeURL?)
    /// Words of the story itself (or of someone in it), repeated large.
    case pullQuote([Inline], attribution: [Inline])
    /// A list; each item holds blocks.
    case list(ListStyle, [[Block]])
    case table(Table)
    case figure(Figure)
    case gallery([Figure], caption: [Inline])
    /// A box beside the text.
    case aside(title: [Inline], [Block])
    /// Program text, kept as it is; `language` is a name like `swift`.
    case code(String, language: String?)
    /// A break between two parts.
    case rule
    case embed(EmbedCard)
    case file(FileCard)
}

/// The level of a heading in a body; the page's own headline is level 1.
public enum HeadingLevel: Int, Sendable, Hashable, CaseIterable {
    case two = 2
    case three = 3
    case four = 4
}

/// How the items of a list are marked.
public enum ListStyle: Sendable, Hashable {
    case unordered
    /// Numbered from `start`, which is kept within ±999,999.
    case ordered(start: Int)
}
