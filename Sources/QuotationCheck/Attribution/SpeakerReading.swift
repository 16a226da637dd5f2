/// Reads who is said to be speaking from the words after, inside and before a quotation.
struct SpeakerReading {
    let story: Story
    let lexicon: SpeechLexicon
    /// The last person that the story named as speaking, for the pronouns that follow.
    private var lastNamed: String?

    private static let reach = 260

    init(story: Story, lexicon: SpeechLexicon) {
        self.story = story
        self.lexicon = lexicon
    }

    mutating func read(_ runs: [QuotedRun]) -> [FoundQuotation] {
        var found: [FoundQuotation] = []
        found.reserveCapacity(runs.count)
        for (index, run) in runs.enumerated() {
            let previousEnd = index > 0 ? runs[index - 1].parts.last?.end ?? 0 : 0
            let nextStart = index + 1 < runs.count ? runs[index + 1].parts[0].start : story.scalars.count
            if let quotation = read(run, id: "q\(index + 1)", from: previousEnd, to: nextStart) {
                found.append(quotation)
            }
        }
        return found
    }

    private mutating func read(
        _ run: QuotedRun, id: String, from previousEnd: Int, to nextStart: Int
    ) -> FoundQuotation? {
        guard let first = run.parts.first, let last = run.parts.last else { return nil }
        let after = wordsAfter(run, last, until: nextStart)
        let before = wordsBefore(run, first, from: previousEnd)
        let inside = wordsInside(run)
        var named = attribution(following: inside)
        if named == nil { named = attribution(following: after) }
        if named == nil { named = attribution(leading: before) }
        if named == nil { named = run.speaker.flatMap(name(in:)) }
        if named == nil, run.isBlock { named = attributionLine(under: run, until: nextStart) }
        var resolved: Attribution?
        if let name = named {
            if lexicon.pronouns.contains(name.lowercased()) {
                let guess = lastNamed ?? lastName(in: before)
                resolved = guess.map { Attribution(name: $0, isFromPronoun: true) }
            } else {
                resolved = Attribution(name: name)
                if name.contains(where: \.isUppercase) { lastNamed = name }
            }
        }
        let range = CodePointRange(start: first.start, end: last.end)
        let hasVerb = (after.prefix(8) + before.suffix(8) + inside).contains {
            lexicon.verbs.contains($0.lowercased) || lexicon.according.contains($0.lowercased)
        }
        let words = run.parts.reduce(0) { $0 + ProseWord.words(in: story.scalars, clipped($1)).count }
        return FoundQuotation(
            id: id, text: story.text(in: range), range: range,
            parts: run.parts.map(FoundQuotation.Part.init(range:)), joints: run.joints,
            attribution: resolved, nested: run.nested, isShort: words < 4 && !hasVerb,
            isUnbalanced: run.isUnbalanced,
            endsSentence: endsSentence(last, hasAttribution: attribution(following: after) != nil))
    }

    /// Enough of a part to see whether it is short.
    private func clipped(_ part: CodePointRange) -> CodePointRange {
        CodePointRange(start: part.start, end: min(part.end, part.start + 200))
    }

    // MARK: Around the quotation

    private func wordsAfter(
        _ run: QuotedRun, _ last: CodePointRange, until next: Int
    ) -> [ProseWord] {
        guard !run.isBlock else { return [] }
        let end = min(run.lastParagraph.end, next, last.end + Self.reach)
        guard last.end + 1 < end else { return [] }
        let words = ProseWord.words(in: story.scalars, .init(start: last.end + 1, end: end))
        // Up to the end of the sentence. A full stop straight after the mark ends it at once.
        return Array(words.prefix { !$0.followsStop && !$0.followsColon })
    }

    private func wordsBefore(
        _ run: QuotedRun, _ first: CodePointRange, from previous: Int
    ) -> [ProseWord] {
        var start = max(run.firstParagraph.start, previous, first.start - Self.reach)
        var end = max(start, first.start - 1)
        if run.firstParagraph.start >= end || run.isBlock {
            // A paragraph that ends with a colon introduces what opens the next.
            end = run.firstParagraph.start
            while end > previous,
                ScalarClass.of(story.scalars[end - 1]) == .space || story.scalars[end - 1] == 0x3E
            {
                end -= 1
            }
            guard end > previous, story.scalars[end - 1] == 0x3A else { return [] }
            start = max(previous, end - Self.reach)
        }
        guard start < end else { return [] }
        let words = ProseWord.words(in: story.scalars, .init(start: start, end: end))
        if let stop = words.lastIndex(where: \.followsStop) { return Array(words[stop...]) }
        return endsWithStop(words.last, end) ? [] : words
    }

    private func endsWithStop(_ word: ProseWord?, _ end: Int) -> Bool {
        guard let word else { return false }
        for index in word.end..<max(word.end, end) {
            if [0x2E, 0x21, 0x3F].contains(story.scalars[index]) { return true }
        }
        return false
    }

    private func wordsInside(_ run: QuotedRun) -> [ProseWord] {
        for (index, joint) in run.joints.enumerated() where joint == .interruption {
            let start = run.parts[index].end + 1
            let end = run.parts[index + 1].start - 1
            if start < end { return ProseWord.words(in: story.scalars, .init(start: start, end: end)) }
        }
        return []
    }

    private func endsSentence(_ last: CodePointRange, hasAttribution: Bool) -> Bool {
        let inside = last.isEmpty ? 0 : story.scalars[last.end - 1]
        let outside = last.end + 1 < story.scalars.count ? story.scalars[last.end + 1] : 0
        if inside == 0x2E || outside == 0x2E { return true }
        return hasAttribution && (inside == 0x2C || outside == 0x2C)
    }

    // MARK: Attributions

    /// “…,” said Jane Doe. / “…,” Jane Doe, the chair, said. / “…,” according to Doe.
    private func attribution(following words: [ProseWord]) -> String? {
        guard let first = words.first else { return nil }
        if lexicon.according.contains(first.lowercased) {
            return nameOrDescription(in: words.dropFirst(2))
        }
        guard let verb = words.prefix(14).firstIndex(where: { lexicon.verbs.contains($0.lowercased) })
        else { return nil }
        if verb == 0 { return nameOrDescription(in: words.dropFirst()) }
        let subject = words[..<verb]
        guard
            !subject.contains(where: {
                lexicon.notNames.contains($0.lowercased) && $0.start != first.start
                    && !lexicon.titles.contains($0.lowercased) && $0.isCapitalised
            })
        else { return nil }
        if lexicon.pronouns.contains(first.lowercased) { return verb <= 2 ? first.text : nil }
        if ["and", "but", "or", "as", "which"].contains(first.lowercased) { return nil }
        return nameOrDescription(in: subject)
    }

    /// Doe said: “…” / said Doe: “…” / According to Doe, “…” / Doe: “…”
    private func attribution(leading words: [ProseWord]) -> String? {
        guard let first = words.first else { return nil }
        if let according = words.firstIndex(where: { lexicon.according.contains($0.lowercased) }) {
            return nameOrDescription(in: words[according...].dropFirst(2))
        }
        guard let verb = words.lastIndex(where: { lexicon.verbs.contains($0.lowercased) }) else {
            let name = leadingName(in: words[...])
            return name.map(\.count) == words.count && words.count <= 5
                ? name.map { $0.map(\.text).joined(separator: " ") } : nil
        }
        guard words.count - verb <= 12 else { return nil }
        let subject = words[..<verb]
        // The fund, said Jane Doe, stood at “…”
        if words[verb].followsComma, ["said", "says"].contains(words[verb].lowercased),
            let name = leadingName(in: words[(verb + 1)...])
        {
            return name.map(\.text).joined(separator: " ")
        }
        if let pronoun = subject.last, lexicon.pronouns.contains(pronoun.lowercased) {
            return pronoun.text
        }
        if let name = lastRun(in: subject) { return name }
        if lexicon.pronouns.contains(first.lowercased) { return first.text }
        if let name = leadingName(in: words[(verb + 1)...]) {
            return name.map(\.text).joined(separator: " ")
        }
        return subject.isEmpty ? nil : description(in: subject)
    }

    /// A name where there is one (`council leader Jane Doe`), else the description (`the mayor`).
    private func nameOrDescription(in words: ArraySlice<ProseWord>) -> String? {
        guard let first = words.first else { return nil }
        if lexicon.pronouns.contains(first.lowercased) { return first.text }
        var rest = words
        while let word = rest.first {
            if let name = leadingName(in: rest) { return name.map(\.text).joined(separator: " ") }
            if lexicon.verbs.contains(word.lowercased) { break }
            rest = rest.dropFirst()
            // A clause that follows a comma may be about somebody else.
            if let next = rest.first, next.followsComma, !next.isCapitalised { break }
            if words.count - rest.count > 8 { break }
        }
        return description(in: words)
    }

    private func description(in words: ArraySlice<ProseWord>) -> String? {
        guard let first = words.first, ["the", "a", "an"].contains(first.lowercased) else { return nil }
        var taken = [first.text]
        for word in words.dropFirst().prefix(5) {
            if word.followsComma || lexicon.verbs.contains(word.lowercased)
                || lexicon.notNames.contains(word.lowercased)
            {
                break
            }
            taken.append(word.text)
        }
        return taken.count > 1 ? taken.joined(separator: " ") : nil
    }

    /// The capitalised words that begin `words`, particles between them included.
    private func leadingName(in words: ArraySlice<ProseWord>) -> [ProseWord]? {
        var name: [ProseWord] = []
        for word in words {
            if !name.isEmpty, word.followsComma || word.followsStop || word.followsColon { break }
            let isParticle = lexicon.particles.contains(word.lowercased) && !name.isEmpty
            guard word.isCapitalised || isParticle else { break }
            if word.isCapitalised, isNoName(word) { break }
            name.append(word)
            if name.count == 8 { break }
        }
        while let last = name.last, !last.isCapitalised { name.removeLast() }
        if name.count == 1, lexicon.pronouns.contains(name[0].lowercased) { return nil }
        return name.isEmpty ? nil : name
    }

    /// `However`, `I’m` and `Forty-one` begin sentences and are nobody.
    private func isNoName(_ word: ProseWord) -> Bool {
        let stem = String(word.lowercased.prefix { $0.isLetter || $0.isNumber })
        return lexicon.notNames.contains(word.lowercased) || lexicon.isNumber(stem)
            || stem.count < word.lowercased.count && lexicon.pronouns.contains(stem)
    }

    /// The name nearest to the end of `words`.
    private func lastRun(in words: ArraySlice<ProseWord>) -> String? {
        var best: [ProseWord]?
        var index = words.startIndex
        while index < words.endIndex {
            if let name = leadingName(in: words[index...]) {
                // “Jane Doe, chair of the Trust, said” is Jane Doe: the first name of the clause stays.
                if best == nil || !words[index].followsComma && !hasComma(words, after: best) { best = name }
                index += name.count
            } else {
                index += 1
            }
        }
        return best.map { $0.map(\.text).joined(separator: " ") }
    }

    private func hasComma(_ words: ArraySlice<ProseWord>, after name: [ProseWord]?) -> Bool {
        guard let last = name?.last else { return false }
        return words.first { $0.start > last.start }?.followsComma == true
    }

    private func lastName(in words: [ProseWord]) -> String? {
        var index = words.count - 1
        while index >= 0 {
            var first = index
            while first > 0, words[first].isCapitalised, words[first - 1].isCapitalised { first -= 1 }
            if words[first].isCapitalised, let name = leadingName(in: words[first...]), name.count > 1 {
                return name.map(\.text).joined(separator: " ")
            }
            index = first - 1
        }
        return nil
    }

    /// The name that begins a line such as `Jane Doe, the chair`.
    private func name(in line: String) -> String? {
        let scalars = line.unicodeScalars.map(\.value)
        let words = ProseWord.words(in: scalars, .init(start: 0, end: scalars.count))
        return leadingName(in: words[...]).map { $0.map(\.text).joined(separator: " ") }
    }

    /// `— Jane Doe` under a block quotation.
    private func attributionLine(under run: QuotedRun, until next: Int) -> String? {
        let start = run.lastParagraph.end
        let end = min(next, start + 120)
        guard start < end else { return nil }
        var index = start
        while index < end,
            ScalarClass.of(story.scalars[index]) == .space || story.scalars[index] == 0x3E
        {
            index += 1
        }
        guard index < end,
            ScalarClass.of(story.scalars[index]) == .dash
                || (index + 1 < end && story.scalars[index] == 0x2D && story.scalars[index + 1] == 0x2D)
        else { return nil }
        var lineEnd = index
        while lineEnd < end, story.scalars[lineEnd] != 0x0A { lineEnd += 1 }
        let words = ProseWord.words(in: story.scalars, .init(start: index, end: lineEnd))
        return leadingName(in: words[...]).map { $0.map(\.text).joined(separator: " ") }
    }
}
