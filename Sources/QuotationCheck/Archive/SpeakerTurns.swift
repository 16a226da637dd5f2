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

extension SpeakerTurn {
    /// The turns that lines beginning `NAME:` make of a text, in order and without the labels; none where the text does
    /// not read as a transcript. A turn runs up to the next label, white space at its ends apart.
    public static func labelled(in text: String, lexicon: SpeechLexicon = .english) -> [SpeakerTurn] {
        var text = text
        return text.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            guard TurnLabel.isTranscript(bytes, lexicon: lexicon) else { return [] }
            let labels = TurnLabel.all(from: 0, to: bytes.count, in: bytes, lexicon: lexicon)
            var turns: [SpeakerTurn] = []
            turns.reserveCapacity(labels.count)
            var byte = 0
            var position = 0
            for (index, label) in labels.enumerated() {
                var start = label.end
                var end = index + 1 < labels.count ? labels[index + 1].start : bytes.count
                while start < end, bytes[start] <= 0x20 { start += 1 }
                while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
                guard start < end else { continue }
                position += ScalarDecoding.count(in: bytes, from: byte, to: start)
                let length = ScalarDecoding.count(in: bytes, from: start, to: end)
                turns.append(SpeakerTurn(speaker: label.name, range: .init(start: position, end: position + length)))
                position += length
                byte = end
            }
            return turns
        }
    }
}
