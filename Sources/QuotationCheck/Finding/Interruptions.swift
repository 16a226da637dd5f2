/// Joins the halves of an interrupted quotation: “A,” she said. “B.”
///
/// What stands between must be the attribution and nothing else. A new sentence (“A,” she said. He
/// added: “B.”) or a colon introduces a new quotation.
struct Interruptions {
    let story: Story
    let lexicon: SpeechLexicon

    private static let longest = 160
    private static let mostWords = 18

    func joined(_ runs: [QuotedRun]) -> [QuotedRun] {
        var result: [QuotedRun] = []
        result.reserveCapacity(runs.count)
        for run in runs {
            if let last = result.last, interrupts(last, run) {
                let index = result.count - 1
                result[index].joints.append(.interruption)
                result[index].joints.append(contentsOf: run.joints)
                result[index].parts.append(contentsOf: run.parts)
                result[index].nested.append(contentsOf: run.nested)
                result[index].lastParagraph = run.lastParagraph
            } else {
                result.append(run)
            }
        }
        return result
    }

    private func interrupts(_ first: QuotedRun, _ second: QuotedRun) -> Bool {
        guard !first.isBlock, !second.isBlock, !first.isUnbalanced, !second.isUnbalanced,
            first.lastParagraph == second.firstParagraph,
            let closing = first.parts.last, let opening = second.parts.first
        else { return false }
        let between = CodePointRange(start: closing.end + 1, end: opening.start - 1)
        guard between.count > 0, between.count <= Self.longest else { return false }
        let words = ProseWord.words(in: story.scalars, between)
        guard let firstWord = words.first, let lastWord = words.last, words.count <= Self.mostWords
        else { return false }
        let verbs = words.filter { lexicon.verbs.contains($0.lowercased) }
        guard verbs.count == 1 || words.first.map({ lexicon.according.contains($0.lowercased) }) == true
        else { return false }
        // “A.” Doe said that it was fine. “B.”: a sentence of the story's own.
        let innermost = closing.isEmpty ? 0 : story.scalars[closing.end - 1]
        if innermost == 0x2E, firstWord.isCapitalised, !firstWord.followsComma,
            !lexicon.verbs.contains(words[min(words.count - 1, 1)].lowercased)
        {
            return false
        }
        for word in words.dropFirst() where word.followsStop || word.followsColon { return false }
        return endsClause(lastWord.end, between.end)
    }

    /// The attribution ends with a full stop, a comma, a semicolon or a dash before the next mark.
    private func endsClause(_ start: Int, _ end: Int) -> Bool {
        for index in start..<max(start, end) {
            switch story.scalars[index] {
            case 0x2E, 0x2C, 0x3B, 0x2013, 0x2014, 0x2026: return true
            case 0x3A: return false
            default: continue
            }
        }
        return false
    }
}
