import Website

/// Searches for common words, two of them, phrases, and words without another.
struct Searching {
    let newspaper: Newspaper

    private static let rounds = 5

    /// - Returns: Milliseconds of each.
    func run() async throws -> [Double] {
        let words = SampleStories.common
        var terms = words + zip(words, words.dropFirst()).flatMap { ["\($0) \($1)", "\"\($0) \($1)\""] }
        terms += words.map { "\($0) -\(words[0])" }
        var times: [Double] = []
        for round in 0..<Self.rounds {
            for term in terms {
                let address = SiteAddress.search(SearchTerms(words: term))
                let taken = try await ContinuousClock().measure { _ = try await newspaper.answer(address) }
                // The first round fills the database's cache.
                if round > 0 { times.append(Figures.milliseconds(taken)) }
            }
        }
        return times
    }
}
