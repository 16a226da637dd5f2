import Editorial
import PropertyTesting
import QuotationCheck
import Storage
import Testing

@Suite("The quotation gate")
struct QuotationGateTests {
    private static let key = QuotationKey(words: "We have no plans")

    private func finding(
        _ verdict: Verdict, words: String = "We have no plans", id: String = "q1", isCarried: Bool = false,
        visibility: SourceVisibility? = nil
    ) -> QuotationFinding {
        let range = CodePointRange(start: 0, end: words.unicodeScalars.count)
        let now = Timestamp(seconds: 1)
        return QuotationFinding(
            key: QuotationKey(words: words),
            checked: CheckedQuotation(
                id: id, text: words, range: range, parts: [.init(range: range)], speaker: nil, verdict: verdict),
            place: visibility.map {
                SourcePlace(source: Editorial.Source.ID(at: now), version: SourceVersion.ID(at: now), range: range, visibility: $0)
            }, isCarried: isCarried)
    }

    private func gate(
        _ findings: QuotationFinding..., rules: QuotationRules = QuotationRules(), requiresReview: Bool = false
    ) -> QuotationGate {
        QuotationGate(rules: rules, author: "Ama", requiresReview: requiresReview, phase: .checked(findings))
    }

    @Test("each verdict passes by itself, or waits for an editor", arguments: Verdict.allCases)
    func verdicts(verdict: Verdict) {
        let answer = gate(finding(verdict)).answer
        #expect((answer == .pass) == (verdict == .verbatim || verdict == .verbatimMarked))
    }

    @Test("a revision that nobody has checked waits, unless it quotes nobody")
    func unchecked() throws {
        var gate = gate()
        #expect(try gate.take(.saved(3)) == [.check])
        #expect(gate.answer == .waitForCheck(3))
        #expect(throws: QuotationRefusal.notChecked) {
            try gate.take(.decided(.override(reason: "So be it."), on: Self.key, by: "Bo"))
        }
        _ = try gate.take(.saved(0))
        #expect(gate.answer == .pass)
        _ = try gate.take(.saved(1))
        #expect(try gate.take(.checked([finding(.verbatim)])) == [.settle([.passes])])
        #expect(gate.answer == .pass)
    }

    @Test("a decision opens the gate, and taking it back closes it", arguments: [
        QuotationChoice.notAQuotation(reason: "A nickname."), .attested(by: "Ama", reason: "Her notes."),
        .translated(by: "Ama", reason: "From the German."), .override(reason: "Heard by all."),
    ])
    func decisions(choice: QuotationChoice) throws {
        var gate = gate(finding(.notFound))
        let actions = try gate.take(.decided(choice, on: Self.key, by: "Bo"))
        let standing: QuotationStanding = choice.kind == .override ? .overridden : .ruled
        #expect(actions == [.record(choice, on: Self.key, verdict: .notFound, by: "Bo"), .settle([standing])])
        #expect(gate.answer == .pass)
        let reopened = QuotationChoice.reopen(reason: "We were wrong.")
        #expect(try gate.take(.decided(reopened, on: Self.key, by: "Bo")).last == .check)
        #expect(gate.answer == .wait([OpenQuotation(id: "q1", words: Self.key.words, verdict: .notFound)]))
        #expect(throws: QuotationRefusal.nothingDecided) { try gate.take(.decided(reopened, on: Self.key, by: "Bo")) }
    }

    @Test("an edit of other words keeps a decision, and one of the quotation voids it")
    func edits() throws {
        var gate = gate(finding(.notFound), finding(.verbatim, words: "Not next year", id: "q2"))
        _ = try gate.take(.decided(.override(reason: "Heard."), on: Self.key, by: "Bo"))
        _ = try gate.take(.saved(2))
        _ = try gate.take(.checked([finding(.verbatim, words: "Another one", id: "q1"), finding(.notFound, id: "q2")]))
        #expect(gate.answer == .pass)
        _ = try gate.take(.saved(1))
        _ = try gate.take(.checked([finding(.notFound, words: "We have few plans")]))
        #expect(gate.open.map(\.key.words) == ["We have few plans"])
    }

    @Test("to print in spite of one verdict is not to print in spite of another")
    func otherVerdict() throws {
        var gate = gate(finding(.altered))
        _ = try gate.take(.decided(.override(reason: "A slip of the source."), on: Self.key, by: "Bo"))
        _ = try gate.take(.checked([finding(.misattributed)]))
        #expect(gate.open.count == 1)
        _ = try gate.take(.checked([finding(.altered)]))
        #expect(gate.open.isEmpty)
        _ = try gate.take(.checked([finding(.verbatim)]))
        #expect(gate.standing(of: finding(.verbatim)) == .passes)
    }

    @Test("not found stays decided where a source is attached that hasn't it either")
    func noSource() throws {
        var gate = gate(finding(.noSource))
        _ = try gate.take(.decided(.override(reason: "Heard."), on: Self.key, by: "Bo"))
        _ = try gate.take(.checked([finding(.notFound)]))
        #expect(gate.answer == .pass)
    }

    @Test("words from a confidential source are vouched for by a person")
    func confidential() throws {
        var gate = gate(finding(.verbatim, visibility: .confidential))
        #expect(gate.answer != .pass)
        _ = try gate.take(.decided(.attested(by: "Ama", reason: "The recording."), on: Self.key, by: "Bo"))
        #expect(gate.answer == .pass)
    }

    @Test("a reason, a name and another person are asked for")
    func refusals() {
        var gate = gate(finding(.notFound), requiresReview: true)
        func refusal(_ choice: QuotationChoice, _ person: String = "Bo") -> QuotationRefusal? {
            do {
                _ = try gate.take(.decided(choice, on: Self.key, by: person))
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(.override(reason: " ")) == .reasonMissing)
        #expect(refusal(.attested(by: "", reason: "Notes.")) == .nobodyNamed)
        #expect(refusal(.override(reason: "Heard."), "Ama") == .ownWords("Ama"))
        #expect(gate.open.count == 1)
        let passing = finding(.verbatim)
        var other = QuotationGate(rules: QuotationRules(), author: "Ama", phase: .checked([passing]))
        #expect(throws: QuotationRefusal.passesByItself) {
            try other.take(.decided(.override(reason: "Heard."), on: passing.key, by: "Bo"))
        }
        #expect(throws: QuotationRefusal.noSuchQuotation("Else")) {
            try other.take(.decided(.override(reason: "Heard."), on: QuotationKey(words: "Else"), by: "Bo"))
        }
    }

    @Test("the publication's rules say whether stories wait")
    func rules() {
        let bad = finding(.altered)
        let open = [OpenQuotation(id: "q1", words: Self.key.words, verdict: .altered)]
        #expect(gate(bad, rules: QuotationRules(gate: .required)).answer == .wait(open))
        #expect(gate(bad, rules: QuotationRules(gate: .warn)).answer == .warn(open))
        #expect(gate(bad, rules: QuotationRules(gate: .off)).answer == .pass)
    }

    @Test("what was printed elsewhere is neither asked about nor called checked")
    func carried() {
        let gate = gate(finding(.notFound, isCarried: true))
        #expect(gate.answer == .pass)
        #expect(gate.standing(of: gate.findings[0]) == .carried)
    }

    @Test("in any order of events, nothing passes that neither the check nor a person passed", arguments: 0..<200)
    func anyOrder(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var gate = gate()
        let words = ["One", "Two", "Three"]
        for _ in 0..<30 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: _ = try gate.take(.saved(.random(in: 0...3, using: &random)))
            case 1:
                let findings = try words.map { word in
                    finding(try #require(Verdict.allCases.randomElement(using: &random)), words: word, id: word)
                }
                _ = try gate.take(.checked(findings))
            default:
                let choices: [QuotationChoice] = [
                    .notAQuotation(reason: "a"), .override(reason: "b"), .attested(by: "c", reason: "d"), .reopen(reason: "e"),
                ]
                let choice = try #require(choices.randomElement(using: &random))
                let word = try #require(words.randomElement(using: &random))
                _ = try? gate.take(.decided(choice, on: QuotationKey(words: word), by: "Bo"))
            }
            guard gate.answer == .pass else { continue }
            for finding in gate.findings where !finding.checked.verdict.passesByItself {
                #expect(gate.decision(on: finding) != nil, "seed \(seed)")
            }
        }
    }
}
