/// A quotation with its verdict.
///
/// Encoded as `{"id","text","range","speaker","verdict","warnings","match","edits","parts"}`, where
/// `speaker` and `match` may be null.
public struct CheckedQuotation: Hashable, Sendable, Codable {
    public var id: String
    public var text: String
    /// Code points of the story's text, without the outer marks.
    public var range: CodePointRange
    public var parts: [FoundQuotation.Part]
    /// Who is said to be speaking, as a suggestion.
    public var speaker: String?
    public var verdict: Verdict
    /// In the order of `Warning`'s cases, each once.
    public var warnings: [Warning]
    /// Where it stands, or the nearest place that could be aligned.
    public var match: SourceMatch?
    public var edits: [Edit]
    /// Under four words and no verb of speech near: to be shown apart. Not encoded.
    public var isShort: Bool = false

    public init(
        id: String, text: String, range: CodePointRange, parts: [FoundQuotation.Part],
        speaker: String?, verdict: Verdict, warnings: [Warning] = [], match: SourceMatch? = nil,
        edits: [Edit] = [], isShort: Bool = false
    ) {
        self.id = id
        self.text = text
        self.range = range
        self.parts = parts
        self.speaker = speaker
        self.verdict = verdict
        self.warnings = warnings
        self.match = match
        self.edits = edits
        self.isShort = isShort
    }

    enum CodingKeys: String, CodingKey {
        case id, text, range, parts, speaker, verdict, warnings, match, edits
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(text, forKey: .text)
        try container.encode(range, forKey: .range)
        try container.encode(speaker, forKey: .speaker)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(match, forKey: .match)
        try container.encode(edits, forKey: .edits)
        try container.encode(parts, forKey: .parts)
    }
}
