/// Who speaks in a run of a source.
struct SpeakerTurns {
    enum Turn: Equatable {
        /// One person, or nobody known.
        case one(String?)
        /// The run crosses from one speaker to another.
        case several
    }

    let source: Source
    let isTranscript: Bool
    let lexicon: SpeechLexicon

    /// The turn that covers bytes of the source.
    func turn(over range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Turn {
        switch source.turns {
        case .none: return .one(source.speaker)
        case .labelled:
            guard isTranscript else { return .one(source.speaker) }
            let label = TurnLabel.last(before: range.lowerBound, in: bytes, lexicon: lexicon)
            return .one(label?.name ?? source.speaker)
        case .given(let turns): return turn(among: turns, over: range, in: bytes)
        }
    }

    private func turn(
        among turns: [SpeakerTurn], over range: Range<Int>, in bytes: UnsafeRawBufferPointer
    ) -> Turn {
        let start = ScalarDecoding.count(in: bytes, from: 0, to: range.lowerBound)
        let end = start + ScalarDecoding.count(in: bytes, from: range.lowerBound, to: range.upperBound)
        let run = CodePointRange(start: start, end: end)
        let speakers = turns.filter { $0.range.overlaps(run) }.map(\.speaker)
        guard let first = speakers.first else { return .one(source.speaker) }
        return speakers.allSatisfy { $0 == first } ? .one(first) : .several
    }
}
