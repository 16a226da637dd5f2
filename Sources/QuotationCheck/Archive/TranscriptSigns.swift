/// What tells that a text is a transcript, wherever in it the labels begin: a name in capitals, a name that opens the
/// text, or two lines with names. It is gathered piece by piece, while the archive is streamed anyway.
struct TranscriptSigns {
    private var count = 0

    private static let enough = 2

    var areEnough: Bool { count >= Self.enough }

    /// Reads the labels whose colons stand in `start..<end`, until they are enough.
    mutating func read(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, lexicon: SpeechLexicon) {
        guard !areEnough else { return }
        var colons = Colons(bytes, from: start, to: end)
        while !areEnough, let colon = colons.next() {
            guard let label = TurnLabel.ending(at: colon, in: bytes, lexicon: lexicon) else { continue }
            let isSure = label.name == label.name.uppercased() || bytes[..<label.start].allSatisfy { $0 <= 0x20 }
            count += isSure ? Self.enough : 1
        }
    }

    /// With what another piece of the same text has.
    func adding(_ other: TranscriptSigns) -> TranscriptSigns {
        var sum = self
        sum.count += other.count
        return sum
    }
}
