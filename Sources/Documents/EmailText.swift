import QuotationCheck

/// The text of a message with who speaks in it.
struct EmailText {
    private(set) var text = ""
    private(set) var turns: [SpeakerTurn] = []
    /// Whether others than its sender speak in it.
    var isQuoting = false
    private var count = 0

    /// - Parameter heading: What stands at its head and is nobody's words.
    init(heading: String = "") { append(heading) }

    /// What a message says, after an empty line.
    mutating func add(_ runs: [EmailReplies.Run], sender: String?) {
        guard runs.contains(where: { !$0.text.isEmpty }) else { return }
        if !text.isEmpty { append("\n\n") }
        for (index, run) in runs.enumerated() {
            if index > 0 { append("\n") }
            let start = count
            append(run.text)
            if run.speaker != nil { isQuoting = true }
            let speaker = run.speaker ?? sender ?? "unnamed sender"
            if count > start { turns.append(SpeakerTurn(speaker: speaker, range: CodePointRange(start: start, end: count))) }
        }
    }

    /// Another message in this one, or another part.
    mutating func add(_ other: EmailText) {
        guard !other.text.isEmpty else { return }
        if !text.isEmpty { append("\n\n") }
        let start = count
        append(other.text)
        isQuoting = isQuoting || other.isQuoting
        turns += other.turns.map {
            SpeakerTurn(speaker: $0.speaker, range: CodePointRange(start: $0.range.start + start, end: $0.range.end + start))
        }
    }

    private mutating func append(_ piece: String) {
        text += piece
        count += piece.unicodeScalars.count
    }
}
