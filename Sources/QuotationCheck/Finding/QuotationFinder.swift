/// Finds the quotations of a story by its marks, paragraph by paragraph.
///
/// Each paragraph is balanced by itself, so a mark that lost its partner costs at most the
/// paragraph that it stands in. Time and memory are linear in the story.
public struct QuotationFinder: Sendable {
    public var lexicon: SpeechLexicon

    public init(lexicon: SpeechLexicon = .english) {
        self.lexicon = lexicon
    }

    /// The quotations in the order of the story. Nested ones are listed in the one around them.
    public func quotations(in story: Story) -> [FoundQuotation] {
        var balance = MarkBalance(scalars: story.scalars)
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
        return speakers.read(runs)
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
