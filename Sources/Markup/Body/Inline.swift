/// A part of a line of text.
public indirect enum Inline: Sendable, Hashable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case link(SafeURL, title: String?, [Inline])
    case code(String)
    case superscript([Inline])
    case `subscript`([Inline])
    case deleted([Inline])
    case inserted([Inline])
    case marked([Inline])
    case small([Inline])
    case abbreviation(title: String, [Inline])
    /// The title of a work.
    case cite([Inline])
    /// `<q>`: the browser adds the quotation marks.
    case shortQuotation([Inline])
    /// Text in another language or direction.
    case span(LanguageTag?, TextDirection?, [Inline])
    case lineBreak
    /// A reference to the footnote of that number, counted from 1.
    case footnoteReference(Int)
}
