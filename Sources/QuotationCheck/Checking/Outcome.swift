/// What was decided of one quotation, in bytes of the source: positions are counted afterwards.
struct Outcome {
    var verdict: Verdict
    var warnings: Set<Warning> = []
    var source: Int?
    var bytes: Range<Int> = 0..<0
    var edits: [Edit] = []
}
