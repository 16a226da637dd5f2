/// The words that a page adds to a body, in the reader's language.
public struct BodyLabels: Sendable {
    /// The heading of the footnotes.
    public var notes: String
    /// What a reference to a footnote is called: "Footnote 1".
    public var footnote: @Sendable (Int) -> String
    /// What the way back from a footnote is called.
    public var backToText: String
    /// The link of a card to its original: "See the original".
    public var seeOriginal: String
    /// What a table without a caption is called.
    public var table: String
    /// A time as readers see it.
    public var time: @Sendable (PublishedTime) -> String

    public init(
        notes: String, footnote: @escaping @Sendable (Int) -> String, backToText: String, seeOriginal: String,
        table: String, time: @escaping @Sendable (PublishedTime) -> String
    ) {
        self.notes = notes
        self.footnote = footnote
        self.backToText = backToText
        self.seeOriginal = seeOriginal
        self.table = table
        self.time = time
    }

    /// English words, for tests and tools; a page takes them from its catalogue.
    public static let english = BodyLabels(
        notes: "Notes", footnote: { "Footnote \($0)" }, backToText: "Back to the text",
        seeOriginal: "See the original", table: "Table", time: { String($0.string.prefix(10)) })
}
