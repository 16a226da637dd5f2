import Foundation
import Testing

@testable import QuotationCheck

@Suite("Checking")
struct CheckTests {
    let transcript = Source(
        id: "meeting.txt",
        text: """
            MS. DOE: We will keep the library open in 2027. It costs £5 million, or 5% of the budget.
            Will we sell the pool? The pool — is … safe.
            MR. ROE: I do not agree that the library should stay open at all. “No sale” is the promise.
            """)

    func verdicts(_ story: String, _ sources: [Source]? = nil) -> [Verdict] {
        QuotationChecker().check(Story(plainText: story), against: sources ?? [transcript])
            .quotations.map(\.verdict)
    }

    @Test(
        "what passes",
        arguments: [
            ("“We will keep the library open,” said Doe, “in 2027.”", Verdict.verbatim),
            ("“We will keep the library open in 2027,” said Jane Doe.", .verbatim),
            ("“It costs £5 million, or 5% of the budget”", .verbatim),
            ("“The pool – is ... safe.”", .verbatim), ("“‘No sale’ is the promise,” said Roe.", .verbatim),
            ("“[T]he library should stay open at all”", .verbatimMarked),
            ("“We will keep the library open [sic] in 2027”", .verbatimMarked),
            ("“… the library should stay open …”", .verbatimMarked),
            ("“We will keep the library open […] The pool — is … safe”", .verbatimMarked),
        ])
    func passes(_ story: String, _ verdict: Verdict) {
        #expect(verdicts(story).first == verdict, "\(story)")
    }

    @Test(
        "what does not",
        arguments: [
            "“We will keep the library open in 2028,” said Doe.", "“It costs £5 million, or 5 of the budget”",
            "“It costs 5 million, or 5% of the budget”", "“5 million, or 5% of the budget”",
            "“It costs £5 million, or 5”", "“I do agree that the library should stay open”",
            "“I don't agree that the library should stay open”", "“The pool, is safe.”",
            "“It costs £5 million … I do not agree that the library”", "“Will we sell the pool!”",
            "“We will keep the library open in 2027,” said Roe.", "“[We will close the library now]”",
            "“keep the Library open in 2027”", "“No sale is the promise made here”",
            "“the library should stay opn [sic] at all”", "“I do not agree … not agree that the library”",
            "“the library should stay open [at all] [sic]”", "“the library should stay … open”",
            "“We will keep the library open. in 2027”",
        ])
    func fails(_ story: String) {
        let report = QuotationChecker().check(Story(plainText: story), against: [transcript])
        #expect(!report.passes && !report.quotations.isEmpty, "\(story)")
    }

    @Test("a passage over two turns is nobody's")
    func turns() {
        let text = "We will stay here today. We will go home tomorrow."
        let source = Source(
            id: "cues", text: text,
            turns: .given([
                SpeakerTurn(speaker: "Doe", range: .init(start: 0, end: 24)),
                SpeakerTurn(speaker: "Roe", range: .init(start: 25, end: 50)),
            ]))
        #expect(verdicts("“We will stay here today. We will go home tomorrow”", [source]) == [.misattributed])
        #expect(verdicts("“We will stay here today,” said Doe.", [source]) == [.verbatim])
    }

    @Test("speakers are told apart wherever in a text their labels begin", arguments: [77 << 10, 5 << 20])
    func lateLabels(_ preamble: Int) async {
        let prose = "The minutes were taken as ever: by hand, and nobody was the wiser for it.\n"
        let text =
            String(repeating: prose, count: preamble / prose.utf8.count)
            + "Doe: We will keep the library open.\nRoe: It costs too much for us all.\n"
        let source = Source(id: "late.txt", text: text)
        #expect(verdicts("“It costs too much for us all,” said Doe.", [source]) == [.misattributed])
        #expect(verdicts("“It costs too much for us all,” said Roe.", [source]) == [.verbatim])
        #expect(verdicts("“We will keep the library open. It costs too much for us all,” said Doe.", [source]) != [.verbatim])
        let position = CodePointRange(start: text.count - 30, end: text.count - 1)
        let request = QuotationRequest(
            id: "1", text: "It costs too much for us all", speaker: "Doe", source: source.id, position: position)
        #expect(QuotationChecker().check([request], against: [source]).map(\.verdict) == [.misattributed])
        #expect(
            await QuotationChecker().check([request], against: [source], workers: 2).map(\.verdict) == [.misattributed])
    }

    @Test("what stands twice is ambiguous until a person binds it")
    func ambiguous() throws {
        let source = Source(id: "s", text: "We will stay here today. Later: We will stay here today.")
        let story = Story(plainText: "“We will stay here today.”")
        let open = QuotationChecker().check(story, against: [source]).quotations[0]
        #expect(open.verdict == .verbatim && open.warnings == [.ambiguous])
        let binding = QuotationBinding(
            quotation: open.range, source: "s", position: CodePointRange(start: 32, end: 56))
        let bound = QuotationChecker().check(story, against: [source], bindings: [binding]).quotations[0]
        #expect(bound.verdict == .verbatim && bound.warnings == [])
        #expect(bound.match?.range.start == 32)
    }

    @Test("the policy decides on the first letter, on long omissions and on interrupted parts")
    func policy() {
        let strict = QuotationChecker(policy: QuotationPolicy(allowsInitialCaseChange: false, omissionCap: 3))
        let loose = QuotationChecker(policy: QuotationPolicy(requiresContiguousParts: false))
        let lower = Story(plainText: "He said “we will keep the library open in 2027”.")
        #expect(strict.check(lower, against: [transcript]).quotations[0].verdict == .altered)
        #expect(loose.check(lower, against: [transcript]).quotations[0].verdict == .verbatim)
        let long = Story(plainText: "“We will keep the library open … Will we sell the pool?”")
        #expect(strict.check(long, against: [transcript]).quotations[0].warnings.contains(.longOmission))
        let apart = Story(plainText: "“We will keep the library open,” Doe said. “Will we sell the pool?”")
        #expect(strict.check(apart, against: [transcript]).quotations[0].verdict == .spliced)
        #expect(loose.check(apart, against: [transcript]).quotations[0].verdict == .verbatimMarked)
    }

    @Test("an ellipsis over a negation passes with a warning")
    func hidden() {
        let report = QuotationChecker().check(
            Story(plainText: "“I do … agree that the library should stay open”"), against: [transcript])
        #expect(report.quotations[0].verdict == .verbatimMarked)
        #expect(report.quotations[0].warnings == [.negation])
    }

    @Test("a run of twelve words outside quotation marks is copied")
    func copied() throws {
        let text = "It rained. I do not agree that the library should stay open at all, she wrote."
        let story = Story(plainText: text)
        let report = QuotationChecker().check(story, against: [transcript])
        let passage = try #require(report.copied.first)
        #expect(story.text(in: passage.range) == "I do not agree that the library should stay open at all")
        #expect(passage.words == 12)
        #expect(report.copied.count == 1)
    }

    @Test("an inner quotation that a source has is listed where the outer one does not pass")
    func inner() {
        let inner = "I do not agree that the library should stay open at all."
        let report = QuotationChecker().check(
            Story(plainText: "“Roe said: ‘\(inner)’ So be it,” said Doe."), against: [transcript])
        #expect(report.quotations.map(\.verdict.passesByItself) == [false, true])
        #expect(report.quotations.last?.text == inner)
        #expect(verdicts("“‘No sale’ is the promise,” said Roe.") == [.verbatim])
    }

    @Test("the JSON has the shape that is documented")
    func json() throws {
        let report = QuotationChecker().check(
            Story(
                plainText: "“We will keep the library open in 2027,” said Doe. “Nothing of the kind was ever heard.”"),
            against: [transcript])
        let data = try JSONEncoder().encode(report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(object.keys) == ["quotations", "copied", "summary"])
        let first = try #require((object["quotations"] as? [[String: Any]])?.first)
        #expect(
            Set(first.keys) == [
                "id", "text", "range", "speaker", "verdict", "warnings", "match", "edits", "parts",
            ])
        #expect(try JSONDecoder().decode(CheckReport.self, from: data).quotations.count == report.quotations.count)
    }

    @Test("several workers give the answers of one")
    func workers() async {
        let requests = (0..<40).map {
            QuotationRequest(
                id: "\($0)", text: $0 % 2 == 0 ? "keep the library open in 2027" : "keep the museum open in 2027 or so")
        }
        let checker = QuotationChecker()
        let alone = checker.check(requests, against: [transcript])
        #expect(await checker.check(requests, against: [transcript], workers: 2) == alone)
    }

    @Test("a person's ruling needs a name and a reason")
    func ruling() throws {
        #expect(throws: RulingFault.nobodyNamed) {
            try Ruling(kind: .attested, person: " ", reason: "notes")
        }
        let result = QuotationChecker().check(Story(plainText: "“scare”"), against: [transcript]).quotations[0]
        let ruling = try Ruling(kind: .notAQuotation, person: "J. Doe", reason: "a nickname")
        #expect(result.isShort && result.ruled(ruling).verdict == .notAQuotation)
    }

    @Test(
        "a name is not cut at the sign that holds it together, nor feet taken for inches",
        arguments: [
            ("We have asked AT&T to pay for it.", "We have asked AT"),
            ("Write to jane@doe.example before noon today.", "doe.example before noon today"),
            ("We all use #MeToo now and then today.", "MeToo now and then today"),
            ("It was posted by @doe and others at noon.", "doe and others at noon"),
            ("The whole thing is written in C++ I think.", "the whole thing is written in C"),
            ("The school was given an A+ last year.", "The school was given an A"),
            ("The wall was 5' high and the door was open.", "The wall was 5\" high and the door was open."),
        ])
    func cut(_ source: String, _ printed: String) {
        let result = QuotationChecker().check(
            [QuotationRequest(id: "1", text: printed)], against: [Source(id: "s", text: source)])[0]
        #expect(!result.verdict.passesByItself)
        #expect(!result.warnings.contains(.number))
    }

    func verdict(_ printed: String, in source: String) -> Verdict {
        QuotationChecker().check(
            [QuotationRequest(id: "1", text: printed)], against: [Source(id: "s", text: source)])[0].verdict
    }

    @Test(
        "an apostrophe at the edge of a word is a part of it",
        arguments: [
            ("In 1920 the land was given to the boys’ club.", "The land was given to the boys,"),
            ("In 1920 the land was given to the boys' club.", "the land was given to the boys"),
            ("’Cause we said so to all of them.", "Cause we said so to all of them"),
            ("She says that we are all goin’ home now.", "She says that we are all goin"),
            ("’Tis the season for all of it.", "Tis the season for all of it"),
            ("The ‘old’ land was given to the boys’ club.", "land was given to the boys"),
            ("The land was given to the boys’ club and nobody else at all.", "The land was given to the boys … and nobody else"),
        ])
    func edgeApostrophe(_ source: String, _ printed: String) {
        #expect(verdict(printed, in: source) == .altered)
    }

    @Test(
        "a quotation mark of the source's own is no part of a word",
        arguments: [
            ("He wrote: ‘The land was given to the boys’.", "The land was given to the boys"),
            ("He wrote: ‘Given to the boys’ of the town.", "Given to the boys"),
            ("'We gave the land away' was what he said.", "We gave the land away"),
            ("“He said: ‘We gave the land away’,” she told us.", "We gave the land away"),
            ("The land was given to the boys’ club.", "The land was given to the boys’"),
        ])
    func edgeMark(_ source: String, _ printed: String) {
        #expect(verdict(printed, in: source).passesByItself)
    }

    @Test(
        "paragraphs that end no sentence are not joined into one",
        arguments: [
            "We love our new town hall\n\nand the people in it deserve better",
            "We love our new town hall\n \nand the people in it deserve better",
            "We love our new “town hall”\r\n\r\nand the people in it deserve better",
        ])
    func seam(_ source: String) {
        let printed = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(verdict(printed, in: source) == .spliced)
        #expect(verdict("w" + printed.dropFirst(), in: source) == .spliced)
        #expect(verdict(source, in: source) == .verbatim)
        #expect(verdict("We love our new town hall [and] the people in it", in: source).passesByItself == !source.contains("“"))
    }

    @Test(
        "lines are joined, and paragraphs that end a sentence",
        arguments: [
            "We love our new town hall\nand the people in it", "We love our new town hall.\n\nAnd the people in it",
            "We love “our new town hall.”\n\nAnd the people in it", "We love (our new town hall!)\n\nAnd the people in it",
            "We love our new town hall:\n\nand the people in it", "We love our new town hall…\n\nand the people in it",
        ])
    func lines(_ source: String) {
        let printed = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(verdict(printed, in: source) == .verbatim)
    }

    @Test("a quotation over paragraphs may cross the source's")
    func paragraphs() {
        let source = Source(id: "s", text: "We love our new town hall\n\nand the people in it deserve better")
        #expect(
            verdicts("“We love our new town hall\n\n“and the people in it deserve better,” he said.", [source])
                == [.verbatim])
    }

    @Test(
        "a space between a number and its sign is neither lost nor made",
        arguments: [("It costs 5 % more now", "It costs 5% more now"), ("It costs £ 5 more now", "It costs £5 more now")])
    func quantitySpace(_ left: String, _ right: String) {
        #expect(verdict(left, in: right) == .altered)
        #expect(verdict(right, in: left) == .altered)
        #expect(verdict(left, in: left.replacing(" ", with: "\u{A0}")) == .verbatim)
    }
}
