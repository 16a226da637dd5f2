import Documents
import QuotationCheck
import Testing

@Suite("Replies in e-mails")
struct EmailReplyTests {
    private func read(_ text: String) throws -> Document { try Document(parsing: Array(text.utf8), as: .email) }

    /// Who says each of the words.
    private func speaker(of words: String, in document: Document) throws -> String? {
        guard case .given(let turns) = document.turns else { return nil }
        let place = try #require(document.text.firstRange(of: words))
        let start = document.text.unicodeScalars.distance(from: document.text.startIndex, to: place.lowerBound)
        return turns.first { $0.range.start <= start && start < $0.range.end }?.speaker
    }

    private func verdict(_ story: String, _ document: Document) -> Verdict? {
        let source = Source(id: "mail", text: document.text, speaker: document.speaker, turns: document.turns)
        return QuotationChecker().check(Story(plainText: story), against: [source]).quotations.first?.verdict
    }

    @Test("what is quoted is no one's but whoever's the line before names, at each level", arguments: [
        ("On Mon, 23 Nov 2026 at 10:00, Jane Doe <doe@trust.example> wrote:", "Jane Doe"),
        ("On Mon, 23 Nov 2026 10:00 AM Jane Doe\n<doe@trust.example> wrote:", "Jane Doe"),
        ("Jane Doe writes:", "Jane Doe"), ("Am 23.11.2026 um 10:00 schrieb Jane Doe <doe@trust.example>:", "Jane Doe"),
        ("Le 23 nov. 2026 à 10:00, Jane Doe a écrit :", "Jane Doe"), ("On 23/11/2026, <doe@trust.example> wrote:", "doe@trust.example"),
        ("You said this:", "unnamed correspondent"), ("", "unnamed correspondent"),
    ])
    func attributions(line: String, name: String) throws {
        let document = try read(
            "From: Lee Adams <lee@trust.example>\r\nSubject: Re: Debt\r\n\r\nWe dispute it.\r\n\r\n\(line)\r\n> You owe us\r\n> a lot of money.\r\n> Ann Roe wrote:\r\n> > Please remind them.\r\n\r\nThat is all.\r\n")
        #expect(try speaker(of: "We dispute it", in: document) == "Lee Adams")
        #expect(try speaker(of: "You owe us\na lot of money.", in: document) == name)
        #expect(try speaker(of: "Please remind them", in: document) == "Ann Roe")
        #expect(try speaker(of: "That is all", in: document) == "Lee Adams")
    }

    @Test("a correspondent's words are not the sender's, and no quotation runs from one to the other")
    func verdicts() throws {
        let document = try read(
            "From: Lee Adams <lee@trust.example>\n\nWe dispute every word of it.\n\nOn Monday, Jane Doe wrote:\n> You owe us a lot of money.\nWe do not owe you anything at all.\n")
        #expect(verdict("“You owe us a lot of money,” said Lee Adams.", document) == .misattributed)
        #expect(verdict("“You owe us a lot of money,” said Jane Doe.", document) == .verbatim)
        #expect(verdict("“We do not owe you anything at all,” said Lee Adams.", document) == .verbatim)
        #expect(verdict("“You owe us a lot of money. We do not owe you anything at all,” said Jane Doe.", document) != .verbatim)
        let unnamed = try read("From: Lee Adams <lee@trust.example>\n\nNo.\n\n> You owe us a lot of money.\n")
        #expect(verdict("“You owe us a lot of money,” said Lee Adams.", unnamed) == .misattributed)
    }

    @Test("block quotations of mark-up, forwarded messages and heads without marks are others' as well")
    func otherShapes() throws {
        let html = try read(
            "From: Lee Adams <lee@trust.example>\nContent-Type: text/html; charset=utf-8\n\n<p>We dispute it.</p><div>On 23 Nov 2026, Jane Doe wrote:</div><blockquote><p>You owe us.</p><blockquote>Remind them.</blockquote></blockquote>")
        #expect(html.text == "We dispute it.\n\nOn 23 Nov 2026, Jane Doe wrote:\n\nYou owe us.\n\nRemind them.")
        #expect(try speaker(of: "You owe us", in: html) == "Jane Doe")
        #expect(try speaker(of: "Remind them", in: html) == "unnamed correspondent 2")
        let head = try read(
            "From: Lee Adams <lee@trust.example>\n\nSee below.\n\nFrom: Jane Doe <doe@trust.example>\nSent: Monday\nTo: Lee Adams\n\nYou owe us.\n")
        #expect(try speaker(of: "See below", in: head) == "Lee Adams")
        #expect(try speaker(of: "You owe us", in: head) == "Jane Doe")
        let forwarded = try read(
            "From: Lee Adams <lee@trust.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: Jane Doe <doe@trust.example>\n\nYou owe us.\n--b--\n")
        #expect(try speaker(of: "See below", in: forwarded) == "Lee Adams")
        #expect(try speaker(of: "You owe us", in: forwarded) == "Jane Doe")
    }

    @Test("a message that quotes nobody says nothing of who speaks in it")
    func release() throws {
        let document = try read("From: Press Office <press@trust.example>\n\n“We agree,” said Doe.\n")
        #expect(document.turns == .labelled && document.author == "Press Office")
    }
}
