/// A quotation to check that was not found in a story: one line of a batch.
public struct QuotationRequest: Hashable, Sendable {
    public var id: String
    /// Without the outer marks; if it has them they are left out.
    public var text: String
    public var speaker: String?
    /// The identifier of the only source to look in.
    public var source: String?
    /// Where in that source a person has said that it stands, in code points.
    public var position: CodePointRange?

    public init(
        id: String, text: String, speaker: String? = nil, source: String? = nil,
        position: CodePointRange? = nil
    ) {
        self.id = id
        self.text = text
        self.speaker = speaker
        self.source = source
        self.position = position
    }
}

/// A story's quotation that a person has tied to a source, and perhaps to a place in it.
public struct QuotationBinding: Hashable, Sendable {
    /// The quotation's range in the story, as it was found.
    public var quotation: CodePointRange
    public var source: String
    public var position: CodePointRange?

    public init(quotation: CodePointRange, source: String, position: CodePointRange? = nil) {
        self.quotation = quotation
        self.source = source
        self.position = position
    }
}

/// One quotation on its way through a check.
struct CheckItem {
    var id: String
    var text: String
    var range: CodePointRange
    var parts: [FoundQuotation.Part]
    var partTexts: [String]
    var joints: [FoundQuotation.Joint]
    var attribution: Attribution?
    var endsSentence: Bool
    var isShort: Bool
    var isUnbalanced: Bool
    var boundSource: String?
    var boundPosition: CodePointRange?
    /// For a quotation inside another: the number of the outer one.
    var outer: Int?

    init(_ request: QuotationRequest) {
        let scalars = request.text.unicodeScalars.map(\.value)
        var range = CodePointRange(start: 0, end: scalars.count)
        while !range.isEmpty, ScalarClass.of(scalars[range.start]) == .space { range.start += 1 }
        while !range.isEmpty, ScalarClass.of(scalars[range.end - 1]) == .space { range.end -= 1 }
        if range.count > 1, scalars[range.start] != 0x27,
            QuotationMark.closers(of: scalars[range.start]).contains(scalars[range.end - 1]),
            !scalars[range.start + 1..<range.end - 1].contains(where: { $0 == scalars[range.start] })
        {
            range = CodePointRange(start: range.start + 1, end: range.end - 1)
        }
        var view = String.UnicodeScalarView()
        for index in range.start..<range.end {
            if let scalar = Unicode.Scalar(scalars[index]) { view.append(scalar) }
        }
        id = request.id
        text = String(view)
        self.range = range
        parts = [.init(range: range)]
        partTexts = [text]
        joints = []
        attribution = request.speaker.map { Attribution(name: $0) }
        endsSentence = !range.isEmpty && scalars[range.end - 1] == 0x2E
        isShort = false
        isUnbalanced = false
        boundSource = request.source
        boundPosition = request.position
    }

    init(_ found: FoundQuotation, in story: Story, binding: QuotationBinding?) {
        id = found.id
        text = found.text
        range = found.range
        parts = found.parts
        partTexts = found.parts.map { story.text(in: $0.range) }
        joints = found.joints
        attribution = found.attribution
        endsSentence = found.endsSentence
        isShort = found.isShort
        isUnbalanced = found.isUnbalanced
        boundSource = binding?.source
        boundPosition = binding?.position
    }

    /// A quotation inside another.
    init(nested range: CodePointRange, number: Int, in found: FoundQuotation, outer: Int, story: Story) {
        id = "\(found.id).\(number)"
        text = story.text(in: range)
        self.range = range
        parts = [.init(range: range)]
        partTexts = [text]
        joints = []
        attribution = nil
        endsSentence = false
        isShort = false
        isUnbalanced = false
        self.outer = outer
    }
}
