public import QuotationCheck

/// A story's quotation as the check left it, kept with the revision that prints it.
public struct QuotationFinding: Sendable, Hashable, Codable {
    /// Which quotation of its story it is, whatever else of the story changes.
    public let key: QuotationKey
    /// The verdict, the word diff and the place. Of a confidential source it holds no words.
    public let checked: CheckedQuotation
    /// The source that it stands in, or nearly does.
    public let place: SourcePlace?
    /// Under four words and no verb of speech near: a title, a nickname or a scare quote perhaps; to be shown apart.
    public let isShort: Bool
    /// Readers had it already, word for word, when the story was imported; nobody is asked about it now.
    public let isCarried: Bool

    public init(key: QuotationKey, checked: CheckedQuotation, place: SourcePlace? = nil, isCarried: Bool = false) {
        self.key = key
        self.checked = checked
        self.place = place
        isShort = checked.isShort
        self.isCarried = isCarried
    }

    /// Whether readers may see it without anybody's decision. Words from a confidential source are attested by a person,
    /// since nobody else can look them up.
    public var passesByItself: Bool {
        checked.verdict.passesByItself && place?.visibility != .confidential
    }
}

/// Names a quotation within its story by its words: an edit of other words leaves it what it is, an edit of its own
/// makes it another.
public struct QuotationKey: Sendable, Hashable, Codable {
    /// The words as printed, without the outer marks; the parts of an interrupted quotation on lines of their own
    /// (U+2029).
    public let words: String
    /// Which one it is, from 1, where a story prints the same words more than once.
    public let occurrence: Int

    public init(words: String, occurrence: Int = 1) {
        self.words = words
        self.occurrence = occurrence
    }

    /// The keys of quotations, in the order of the story.
    static func keys(_ words: [String]) -> [QuotationKey] {
        var counts: [String: Int] = [:]
        return words.map { words in
            counts[words, default: 0] += 1
            return QuotationKey(words: words, occurrence: counts[words, default: 1])
        }
    }
}

/// Where a quotation stands in the archive.
public struct SourcePlace: Sendable, Hashable, Codable {
    public let source: Source.ID
    public let version: SourceVersion.ID
    /// Code points of the version's text.
    public let range: CodePointRange
    /// The source's, when the story was checked.
    public let visibility: SourceVisibility

    public init(source: Source.ID, version: SourceVersion.ID, range: CodePointRange, visibility: SourceVisibility) {
        self.source = source
        self.version = version
        self.range = range
        self.visibility = visibility
    }
}
