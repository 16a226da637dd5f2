import Website

/// Searches for common words, two of them, phrases, and words without another, as readers of a paper with few words
/// of its own would: nearly every story has each.
struct Searching {
    let newspaper: Newspaper

    /// Processor time where the database works in this process, which others on the machine disturb less; else the clock.
    let countsProcessor: Bool

    private static let rounds = 5

    private static let terms: [(kind: String, text: String)] = {
        let words = SampleStories.common
        let pairs = zip(words, words.dropFirst())
        return words.map { ("a word", $0) } + pairs.map { ("two words", "\($0) \($1)") }
            + pairs.map { ("a phrase", "\"\($0) \($1)\"") } + words.map { ("a word without another", "\($0) -\(words[0])") }
    }()

    func run(_ what: String, target: String) async throws {
        var times: [String: [Double]] = [:]
        for round in 0..<Self.rounds {
            for (kind, text) in Self.terms {
                let address = SiteAddress.search(SearchTerms(words: text))
                let (processor, start) = (Figures.processorMilliseconds(), ContinuousClock.now)
                _ = try await newspaper.answer(address)
                let taken = countsProcessor
                    ? Figures.processorMilliseconds() - processor : Figures.milliseconds(ContinuousClock.now - start)
                // The first round fills the database's cache.
                if round > 0 { times[kind, default: []].append(taken) }
            }
        }
        Figures.show(what, times: times.values.flatMap(\.self), target: target)
        for (kind, times) in times.sorted(by: { $0.key < $1.key }) { Figures.show("  for \(kind)", times: times) }
    }
}
