import Editorial
import Markup
import QuotationCheck
import Testing

@Suite("A story's words for the check")
struct StoryTextTests {
    @Test("headline, standfirst, caption and body stand in one text, each a paragraph")
    func fields() {
        let content = StoryContent(
            headline: "It was ‘temporary’", standfirst: "She said “No.”", body: .text("“Yes,” he said.", "Nothing."),
            leadImage: nil)
        let text = StoryText(content)
        #expect(text.string == "It was ‘temporary’\n\nShe said “No.”\n\n“Yes,” he said.\n\nNothing.")
        #expect(text.story.paragraphs.map { text.story.text(in: $0.range) } == [
            "It was ‘temporary’", "She said “No.”", "“Yes,” he said.", "Nothing.",
        ])
        let found = QuotationFinder().quotations(in: text.story)
        #expect(found.map(\.text) == ["temporary", "No.", "Yes,"])
        #expect(found.map { text.bodyRanges(of: $0.parts) } == [[], [], [0..<6]])
    }

    @Test("block quotations count whole, with who is named beside them; pull quotations are said twice and left out")
    func blocks() {
        let body = Body(blocks: [
            .quotation(
                [.paragraph([.text("The wall has gone.")]), .paragraph([.text("All of it.")])],
                attribution: [.text("Ines Calloway")], cite: nil),
            .pullQuote([.text("“The wall has gone”")], attribution: []),
            .paragraph([.text("It had.")]),
        ])
        let text = StoryText(StoryContent(headline: "Wall", body: body))
        let found = QuotationFinder().quotations(in: text.story)
        #expect(found.map(\.parts.count) == [2])
        #expect(found.first?.speaker == "Ines Calloway")
    }

    @Test("the marks around a quotation are marked with it")
    func marks() {
        for (line, marked) in [
            ("“Not next,” she said.", "“Not next,”"), ("She said “not next”, twice.", "“not next”"),
            ("She said ‘not next.’", "‘not next.’"), ("Sie sagte: „Nie“, und ging.", "„Nie“"),
        ] {
            let text = StoryText(StoryContent(headline: "x", body: .text(line)))
            let found = QuotationFinder().quotations(in: text.story)
            let scalars = Array(text.body.string.unicodeScalars)
            let words = found.flatMap { text.bodyRanges(of: $0.parts) }.map { range in
                String(String.UnicodeScalarView(scalars[range]))
            }
            #expect(words == [marked], "\(line)")
        }
    }
}
