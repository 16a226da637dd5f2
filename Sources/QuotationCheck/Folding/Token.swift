/// One piece of folded text: a word, or a mark of punctuation that a strict comparison must see.
struct Token {
    enum Kind: UInt8 {
        case word
        /// Any quotation mark, and an apostrophe that is not inside a word: they are printed alike.
        case mark
        case dash
        case ellipsis
        case stop
        case comma
        case openBracket
        case closeBracket
        /// Any other punctuation or symbol.
        case symbol
        /// Part of a speaker's label in a transcript. It equals nothing that is printed.
        case label
    }

    var kind: Kind
    /// Whether the bytes may be other than NFC, so that they must be compared as Unicode text.
    var needsCanonicalComparison: Bool
    /// Bytes of the original text.
    var start: Int
    var end: Int
    /// Where in `FoldedText.folded` the folded bytes stand.
    var foldedStart: Int32
    var foldedCount: Int32
    /// Tells most different tokens apart at once; equality is always decided on the bytes.
    var hash: UInt64

    /// The hashes of marks that stand for a unit.
    static let feet: UInt64 = 1 << 32
    static let inches: UInt64 = 2 << 32

    var isUnit: Bool { hash == Self.feet || hash == Self.inches }
}
