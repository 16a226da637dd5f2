/// A source that quotations are checked against: its text as it was archived, and who speaks in it.
public struct Source: Sendable {
    /// How the speakers in a source are told apart.
    public enum Turns: Sendable, Hashable {
        /// Lines that begin `NAME:` are speaker turns, where the text looks like a transcript.
        case labelled
        /// The text has no turns.
        case none
        /// Turns known from elsewhere, such as a caption file's voices, in order.
        case given([SpeakerTurn])
    }

    enum Storage: Sendable {
        case bytes([UInt8])
        case file(MappedFile)
    }

    /// Names the source in results: a file's path or the archive's own identifier.
    public let id: String
    /// Who speaks throughout, where no turn says otherwise.
    public let speaker: String?
    /// Whether the bytes still have the hash that they were archived with.
    public let isIntact: Bool
    let turns: Turns
    let storage: Storage

    /// A source held in memory.
    public init(
        id: String, text: String, speaker: String? = nil, turns: Turns = .labelled,
        isIntact: Bool = true
    ) {
        self.init(
            id: id, storage: .bytes(Array(text.utf8)), speaker: speaker, turns: turns, isIntact: isIntact)
    }

    /// A source's UTF-8 bytes. What is not UTF-8 counts as U+FFFD, as `String(decoding:as:)` reads it.
    public init(
        id: String, utf8: [UInt8], speaker: String? = nil, turns: Turns = .labelled,
        isIntact: Bool = true
    ) {
        self.init(id: id, storage: .bytes(utf8), speaker: speaker, turns: turns, isIntact: isIntact)
    }

    /// A plain text file, mapped.
    public init(
        id: String, file: MappedFile, speaker: String? = nil, turns: Turns = .labelled,
        isIntact: Bool = true
    ) {
        self.init(id: id, storage: .file(file), speaker: speaker, turns: turns, isIntact: isIntact)
    }

    private init(id: String, storage: Storage, speaker: String?, turns: Turns, isIntact: Bool) {
        self.id = id
        self.storage = storage
        self.speaker = speaker
        self.turns = turns
        self.isIntact = isIntact
    }

    /// Bytes of the text.
    public var count: Int {
        switch storage {
        case .bytes(let bytes): bytes.count
        case .file(let file): file.count
        }
    }

    /// Lets go of mapped pages about a range, so that reading here and there in a large archive does not
    /// fill the memory with it.
    func release(around range: Range<Int>) {
        guard case .file(let file) = storage, file.count > Self.kept else { return }
        file.release(from: max(0, range.lowerBound - Self.margin), to: min(file.count, range.upperBound + Self.margin))
    }

    private static let kept = 8 << 20
    /// What is read about a place at the most, but for long omissions.
    private static let margin = 16 << 10

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch storage {
        case .bytes(let bytes): bytes.withUnsafeBytes(body)
        case .file(let file): file.withBytes(body)
        }
    }
}

/// A run of a source that one person speaks.
public struct SpeakerTurn: Hashable, Sendable {
    public var speaker: String
    /// Code points of the source's text.
    public var range: CodePointRange

    public init(speaker: String, range: CodePointRange) {
        self.speaker = speaker
        self.range = range
    }
}
