import Testing

@testable import QuotationCheck

/// The table of examples in the rules of the check.
@Suite("The examples of the rules")
struct ExampleTests {
    static let words =
        "We will not close the hospital — not this year, and not next. I have said so repeatedly. "
        + "The board agrees with me."

    /// Doe's statement, with what Roe says elsewhere for the transcript's sake.
    static let source = Source(id: "doe.txt", text: words, speaker: "Doe")

    func check(_ printed: String) -> CheckReport {
        QuotationChecker().check(Story(plainText: printed), against: [Self.source])
    }

    func single(_ printed: String) throws -> CheckedQuotation {
        let report = check(printed)
        try #require(report.quotations.count == 1)
        return report.quotations[0]
    }

    @Test("an en dash for an em dash is verbatim, and not truncated where the source's sentence ends")
    func dash() throws {
        let result = try single("“We will not close the hospital – not this year, and not next”")
        #expect(result.verdict == .verbatim)
        #expect(result.warnings == [])
        #expect(result.edits == [])
    }

    @Test("a bracket and an omission are verbatim-marked, with the omitted words")
    func marked() throws {
        let result = try single(
            "“[The trust] will not close the hospital … The board agrees with me.”")
        #expect(result.verdict == .verbatimMarked)
        #expect(
            result.edits == [
                Edit(kind: .bracketed, printed: "[The trust]", source: "We"),
                Edit(
                    kind: .omitted, printed: "…",
                    source: "not this year, and not next. I have said so repeatedly"),
            ])
        #expect(result.warnings == [])
    }

    @Test("a lost “not” is altered, with a negation")
    func negation() throws {
        let result = try single("“We will close the hospital”")
        #expect(result.verdict == .altered)
        #expect(result.warnings == [.negation])
        #expect(result.edits == [Edit(kind: .deleted, printed: "", source: "not")])
    }

    @Test("two sentences that stand apart are spliced")
    func spliced() throws {
        let result = try single("“We will not close the hospital. The board agrees with me.”")
        #expect(result.verdict == .spliced)
    }

    @Test("a dropped word is altered, though the words after it stand in another source too")
    func droppedWord() {
        let printed = QuotationRequest(id: "1", text: "We will not close the hospital — not year, and not next")
        let other = Source(id: "other.txt", text: "Ask me this year, or not year, and not next, when it is late.")
        for sources in [[Self.source], [Self.source, other], [other, Self.source]] {
            let result = QuotationChecker().check([printed], against: sources)[0]
            #expect(result.verdict == .altered)
            #expect(result.match?.source == Self.source.id)
            #expect(result.edits == [Edit(kind: .deleted, printed: "", source: "this")])
        }
    }

    @Test("an interrupted quotation whose parts stand apart is spliced")
    func interrupted() throws {
        let result = try single(
            "“We will not close the hospital,” Doe said. “The board agrees with me.”")
        #expect(result.verdict == .spliced)
        #expect(result.parts.count == 2)
    }

    @Test("a new introduction begins a new quotation, and both are verbatim")
    func two() throws {
        let report = check(
            "“We will not close the hospital,” Doe said. He added: “The board agrees with me.”")
        try #require(report.quotations.count == 2)
        #expect(report.quotations.map(\.verdict) == [.verbatim, .verbatim])
        #expect(report.quotations[0].warnings == [.truncated])
        #expect(report.quotations[1].warnings == [])
        #expect(report.quotations.map(\.speaker) == ["Doe", "Doe"])
    }

    @Test("[sic] after a form that the source does not have is altered")
    func sic() throws {
        #expect(try single("“I have said so repeatidly [sic]”").verdict == .altered)
    }

    @Test("another's words are misattributed")
    func misattributed() throws {
        #expect(try single("“The board agrees with me,” said Roe").verdict == .misattributed)
    }

    @Test("words that no source has are not found")
    func notFound() throws {
        let result = try single("“We have no plans”")
        #expect(result.verdict == .notFound)
        #expect(result.match == nil)
    }

    @Test("two words are verbatim, but ambiguous")
    func short() throws {
        let result = try single("“not next”")
        #expect(result.verdict == .verbatim)
        #expect(result.warnings == [.ambiguous])
    }

    @Test("a story without sources has nothing to check against, and a broken source says so")
    func without() throws {
        let story = Story(plainText: "“We will not close the hospital,” Doe said.")
        let none = QuotationChecker().check(story, against: [])
        #expect(none.quotations.map(\.verdict) == [.noSource])
        let broken = Source(id: "doe.txt", text: Self.words, isIntact: false)
        let range = CodePointRange(start: 1, end: 32)
        let bound = QuotationChecker().check(
            story, against: [broken, Self.source],
            bindings: [QuotationBinding(quotation: range, source: "doe.txt")])
        #expect(bound.quotations.map(\.verdict) == [.sourceBroken])
    }
}
