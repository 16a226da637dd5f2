import Documents
import PropertyTesting
import QuotationCheck
import Testing

@Suite("Documents")
struct DocumentTests {
    private func read(_ text: String, _ format: DocumentFormat) throws -> Document {
        try Document(parsing: Array(text.utf8), as: format)
    }

    @Test("Markdown gives what its front matter says, and its text without")
    func markdown() throws {
        let document = try read(
            """
            ---
            title: "Board in public: the transcript"
            publisher: Eastmarch Trust
            published: 2024-12-09
            url: https://trust.example/board
            kind: transcript
            language: en-GB
            ---

            # The board

            VERITY CROME: We *come* to item seven.
            """, .markdown)
        #expect(document.title == "Board in public: the transcript")
        #expect(document.publisher == "Eastmarch Trust")
        #expect(document.published == "2024-12-09")
        #expect(document.address == "https://trust.example/board")
        #expect(document.language == "en-GB")
        #expect(document.headings["kind"] == "transcript")
        #expect(document.text == "The board\n\nVERITY CROME: We come to item seven.")
    }

    @Test("an e-mail gives its subject, sender, moment and the plainer of its texts")
    func email() throws {
        let document = try read(
            """
            From: =?utf-8?Q?J=C3=B6rg?= Fell <fell@trust.example>
            Subject: =?iso-8859-1?B?Uuljb3Jk?=
            Date: Tue, 3 Nov 2026 09:05:07 +0100 (CET)
            Content-Type: multipart/alternative; boundary="x"

            --x
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            We will=
             not close the caf=E9.
            --x
            Content-Type: text/html

            <p>We will not close.</p>
            --x--
            """.replacing("\n", with: "\r\n"), .email)
        #expect(document.title == "Récord")
        #expect(document.author == "Jörg Fell")
        #expect(document.published == "2026-11-03T09:05:07+01:00")
        #expect(document.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") == "Récord We will not close the café.")
    }

    @Test("voices of captions are turns, in code points")
    func captions() throws {
        let document = try read(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Åsa Bruun>Nobody asked.\n\n00:02.000 --> 00:03.000\n<v Len>I did.", .webVTT)
        #expect(document.text == "Nobody asked.\nI did.")
        #expect(document.turns == .given([
            SpeakerTurn(speaker: "Åsa Bruun", range: CodePointRange(start: 0, end: 13)),
            SpeakerTurn(speaker: "Len", range: CodePointRange(start: 14, end: 20)),
        ]))
        let subRip = try read("1\n00:00:01,000 --> 00:00:02,000\nHello <i>there</i>.", .subRip)
        #expect(subRip.text == "Hello there.")
    }

    @Test("a post is read in the shapes of the common networks", arguments: [
        #"{"title":"T","url":"https://p.example/1","speaker":"Shona Mather","text":"Crab is back."}"#,
        #"{"content":"<p>Crab is <b>back</b>.</p>","url":"https://p.example/1","created_at":"2025-06-08","account":{"display_name":"Shona Mather"}}"#,
        #"{"uri":"https://p.example/1","author":{"displayName":"Shona Mather","handle":"s"},"record":{"text":"Crab is back.","createdAt":"2025-06-08"}}"#,
        #"{"data":{"text":"Crab is back.","created_at":"2025-06-08"},"includes":{"users":[{"name":"Shona Mather"}]},"url":"https://p.example/1"}"#,
        #"{"full_text":"Crab is back.","user":{"name":"Shona Mather"},"url":"https://p.example/1"}"#,
    ])
    func posts(json: String) throws {
        let document = try read(json, .post)
        #expect(document.text == "Crab is back.")
        #expect(document.speaker == "Shona Mather")
        #expect(document.address == "https://p.example/1")
    }

    @Test("JSON that is no post says what one is", arguments: ["", "[]", "{}", #"{"text":""}"#, "{\"text\":1}", "nonsense"])
    func noPost(json: String) {
        #expect(throws: DocumentFault.self) { try read(json, .post) }
    }

    @Test("the language of running text is told, and not that of scraps")
    func languages() {
        let texts: [(String, String?)] = [
            ("We will not close the hospital, and I have said so to the board in the past. It is not for this year.", "en"),
            ("Wir bauen seit 1906 kleine Schiffe für die Inseln, und das ist nicht einfach mit dem Wind im Februar auf der See.", "de"),
            ("Nous ne fermons pas la maison, et je ne sais pas si les gens qui sont dans la ville le veulent pour eux.", "fr"),
            ("Nobody asked.", nil), ("", nil), ("12 13 14 15 16 17 18 19 20 21 22 23 24 25", nil),
            ("Zażółć gęślą jaźń i nic więcej nie powiem o tym dziś wieczorem przy stole w kuchni babci", nil),
        ]
        for (text, language) in texts { #expect(LanguageGuess.language(of: text) == language, "\(text)") }
    }

    @Test("no bytes crash a reader, in any format")
    func fuzz() {
        var generator = SeededGenerator()
        let scraps = [
            "---\n", "title: x\n", "From: a\r\n", "Content-Type: multipart/mixed; boundary=b\r\n", "\r\n", "--b\r\n", "--b--", "=?u?q?=",
            "=?utf-8?B?AAAA?=", "=\r\n", "=C3", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n", "<v A>", "</v>", "{", "}", "\"text\":",
            "\"content\":\"<p>\"", "[", "]", ",", "<p>", "<table>", "<script type=\"application/ld+json\">", "&amp;", "é", "\u{0}", "“", " ",
            "\n", "NAME: ", "Date: Tue, 3 Nov 2026 09:05:07 +0100\r\n", "{\\an8}", "# ", "> ", "charset=utf-16", "\u{FEFF}",
            "Content-Transfer-Encoding: base64\r\n",
        ]
        for _ in 0..<2_000 {
            var bytes = (0..<Int.random(in: 0..<24, using: &generator)).flatMap { _ in
                Array(scraps.randomElement(using: &generator)!.utf8)
            }
            for _ in 0..<Int.random(in: 0..<4, using: &generator) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            for format in DocumentFormat.allCases where format != .pdf {
                guard let document = try? Document(parsing: bytes, as: format) else { continue }
                guard case .given(let turns) = document.turns else { continue }
                let count = document.text.unicodeScalars.count
                #expect(turns.allSatisfy { $0.range.start <= $0.range.end && $0.range.end <= count }, "\(generator) \(format)")
            }
        }
    }
}
