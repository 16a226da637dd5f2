public import Markup
public import QuotationCheck

/// Something captured and read, on its way into the archive.
public struct SourceCapture: Sendable {
    /// Who speaks where in the text.
    public enum Turns: Sendable, Hashable {
        /// Lines that begin `NAME:`, where the text reads as a transcript.
        case labels
        /// Known from the format, as captions' voices are.
        case voices([SpeakerTurn])
        case none
    }

    public var details: SourceDetails
    public var method: CaptureMethod
    /// The media type of the original.
    public var format: String
    /// As declared; where `nil`, what the text looks like.
    public var language: LanguageTag?
    /// The bytes as they came.
    public var original: [UInt8]
    /// What was read from them.
    public var text: String
    public var turns: Turns

    public init(
        details: SourceDetails, method: CaptureMethod, format: String, language: LanguageTag? = nil, original: [UInt8],
        text: String, turns: Turns = .labels
    ) {
        self.details = details
        self.method = method
        self.format = format
        self.language = language
        self.original = original
        self.text = text
        self.turns = turns
    }

    /// Typed or pasted text: interview notes, a post's words.
    public static func typed(
        _ text: String, details: SourceDetails, language: LanguageTag? = nil
    ) -> SourceCapture {
        SourceCapture(
            details: details, method: .typed, format: "text/plain", language: language, original: Array(text.utf8),
            text: text)
    }

    /// Without what no database keeps and nobody says: NUL, and white space about the details.
    /// - Throws: ``SourceError/emptyTitle``, ``SourceError/emptyText``
    func checked() throws(SourceError) -> SourceCapture {
        var capture = self
        if case .voices = turns {} else { capture.text.removeAll { $0 == "\0" } }
        capture.details = details.cleaned
        guard !capture.details.title.isEmpty else { throw .emptyTitle }
        guard text.contains(where: { !$0.isWhitespace && $0 != "\0" }) else { throw .emptyText }
        return capture
    }

    /// Who speaks where, with numbers.
    var sourceTurns: (reading: TurnReading, turns: [SourceTurn]) {
        let found: [SpeakerTurn]
        let reading: TurnReading
        switch turns {
        case .labels:
            found = SpeakerTurn.labelled(in: text)
            reading = .labels
        case .voices(let turns):
            found = turns
            reading = .voices
        case .none: return (.none, [])
        }
        guard !found.isEmpty else { return (.none, []) }
        return (reading, found.enumerated().map { SourceTurn(number: $0 + 1, speaker: $1.speaker, range: $1.range) })
    }
}

extension SourceDetails {
    /// Each on one line, what is blank as what is unknown.
    fileprivate var cleaned: SourceDetails {
        func line(_ text: String?) -> String? {
            guard let text else { return nil }
            let words = text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
        return SourceDetails(
            title: line(title) ?? "", author: line(author), publisher: line(publisher), published: line(published),
            address: line(address), finalAddress: line(finalAddress), fileName: line(fileName), speaker: line(speaker))
    }
}
