public import Documents
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

    /// A document that was read, with what it tells of itself; `details` says what it doesn't tell.
    /// - Parameters:
    ///   - original: Its bytes.
    ///   - fileName: Names it where it has no title of its own.
    public init(
        _ document: Document, original: [UInt8], format: DocumentFormat, method: CaptureMethod, fileName: String? = nil
    ) {
        let turns: Turns =
            switch document.turns {
            case .labelled: .labels
            case .given(let turns): .voices(turns)
            case .none: .none
            }
        self.init(
            details: SourceDetails(
                title: document.title ?? fileName ?? "", author: document.author, publisher: document.publisher,
                published: document.published, address: document.address, fileName: fileName, speaker: document.speaker),
            method: method, format: format.rawValue,
            language: (document.language ?? LanguageGuess.language(of: document.text)).flatMap { LanguageTag(parsing: $0) },
            original: original, text: document.text, turns: turns)
    }

    /// Typed or pasted text: interview notes, a post's words.
    public static func typed(
        _ text: String, details: SourceDetails, language: LanguageTag? = nil
    ) -> SourceCapture {
        SourceCapture(
            details: details, method: .typed, format: DocumentFormat.plainText.rawValue,
            language: language ?? LanguageGuess.language(of: text).flatMap { LanguageTag(parsing: $0) },
            original: Array(text.utf8), text: text)
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
