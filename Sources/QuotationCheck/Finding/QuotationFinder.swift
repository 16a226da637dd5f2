/// Finds the quotations of a story by its marks, paragraph by paragraph.
///
/// Each paragraph is balanced by itself, so a mark that lost its partner costs at most the
/// paragraph that it stands in. Time and memory are linear in the story.
public struct QuotationFinder: Sendable {
    /// How many quotations of one story are read, inner ones counted: many times what a long book has. What a text of
    /// nothing but marks takes of memory is bounded by it.
    public static let most = 50_000

    /// What was found in a story.
    public struct Finding: Sendable, Equatable {
        /// In the order of the story. Nested ones are listed in the one around them.
        public var quotations: [FoundQuotation]
        /// What was not read, where the story has more than ``QuotationFinder/most`` quotations.
        public var unread: CodePointRange?
    }

    public var lexicon: SpeechLexicon

    public init(lexicon: SpeechLexicon = .english) {
        self.lexicon = lexicon
    }

    /// The quotations of what was read, in the order of the story.
    public func quotations(in story: Story) -> [FoundQuotation] {
        find(in: story).quotations
    }

    /// The quotations, and what was not read.
    public func find(in story: Story) -> Finding {
        var balance = MarkBalance(scalars: story.scalars, most: Self.most)
        for paragraph in story.paragraphs {
            switch paragraph.kind {
            case .prose: balance.read(paragraph.range)
            case .blockQuotation:
                balance.read(
                    block: paragraph.range, continues: paragraph.continuesBlock, speaker: paragraph.speaker)
            }
        }
        balance.finish()
        var speakers = SpeakerReading(story: story, lexicon: lexicon)
        let runs = Interruptions(story: story, lexicon: lexicon).joined(balance.found)
        return Finding(
            quotations: speakers.read(runs),
            unread: balance.stop.map { CodePointRange(start: $0, end: story.scalars.count) })
    }
}

/// A quotation before its surroundings are read.
struct QuotedRun {
    var parts: [CodePointRange]
    var joints: [FoundQuotation.Joint] = []
    var nested: [CodePointRange] = []
    var isBlock = false
    /// Who the mark-up says has spoken.
    var speaker: String?
    var isUnbalanced = false
    /// The paragraphs that the first and the last part stand in.
    var firstParagraph: CodePointRange
    var lastParagraph: CodePointRange
}
