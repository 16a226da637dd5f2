import Editorial
import Storage

/// An item made into a story, with everything that comes with it.
struct WordPressStory: Sendable {
    var story: PreparedStory
    /// `post` or `page`.
    var type: String
    /// How the report calls it.
    var name: String
    /// Files that its body shows and that are no attachments of the export.
    var media: [Media]
    var comments: [Comment]
    var record: ImportRecord
    var ledger: ImportLedger
}

/// What becomes of an item.
enum WordPressOutcome: Sendable {
    case story(WordPressStory)
    /// Left out, and why: that is in the ledger.
    case omitted(ImportLedger)
}
