import Testing

@testable import QuotationCheck

/// More places read like a quotation than are kept of a scan, and only the last of them has it.
@Suite("A second look")
struct SecondLookTests {
    private func verdict(_ text: String, by speaker: String? = nil, among others: [String], and last: String)
        -> CheckedQuotation
    {
        let sources = (others + [last]).enumerated().map { Source(id: "\($0)", text: $1) }
        let request = QuotationRequest(id: "1", text: text, speaker: speaker)
        return QuotationChecker().check([request], against: sources)[0]
    }

    @Test(
        "a source that has it as printed is found behind any number that have it otherwise",
        arguments: ["we WILL not close the hospital this year", "we will not close; the hospital this year"])
    func otherwise(_ like: String) {
        let others = (0..<30).map { "Minute \($0): \(like)." }
        let last = "She said that we will not close the hospital this year, and left."
        let alone = verdict("We will not close the hospital this year", among: [], and: last)
        let among = verdict("We will not close the hospital this year", among: others, and: last)
        #expect(alone.verdict == .verbatim && among.verdict == .verbatim)
        #expect(among.match?.source == "30" && among.match?.exact == alone.match?.exact)
        #expect(verdict("We will not close the hospital this year", among: others, and: like).verdict == .altered)
    }

    @Test("who said it is found behind any number of others who did")
    func speakers() {
        let others = (0..<30).map { "MS. ROE: We will not close the hospital this year, item \($0).\nMR. COE: Yes.\n" }
        let last = "MS. DOE: We will not close the hospital this year.\nMR. COE: No.\n"
        let found = verdict("We will not close the hospital this year", by: "Doe", among: others, and: last)
        #expect(found.verdict == .verbatim && found.match?.source == "30")
        let nobody = verdict("We will not close the hospital this year", by: "Poe", among: others, and: last)
        #expect(nobody.verdict == .misattributed)
    }

    @Test("a short one is found among as many places as are compared, and said to be unsure beyond")
    func bounded() {
        func found(_ times: Int) -> CheckedQuotation {
            let text = String(repeating: "thank you very much. ", count: times) + "Thank YOU very much."
            return verdict("Thank YOU very much", among: [], and: text)
        }
        #expect(found(500).verdict == .verbatim)
        let beyond = found(SecondLook.most + 10)
        #expect(beyond.verdict == .altered && beyond.warnings.contains(.ambiguous))
    }

    @Test("a quotation whose better likenesses are all wrong is found with its omission")
    func omission() {
        let others = (0..<30).map { "It said: we will not close the hospital in the next year, \($0)." }
        let last = "We will not close the hospital in any way that hurts people in the coming year, and left."
        let found = verdict("We will not close the hospital in … the coming year", among: others, and: last)
        #expect(found.verdict == .verbatimMarked && found.match?.source == "30")
    }
}
