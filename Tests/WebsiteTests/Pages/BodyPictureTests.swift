import Markup
import Testing

@testable import Website

@Suite("Bodies on pages")
struct BodyPictureTests {
    @Test("a body's pictures come in the page's sizes and its words in the page's language")
    func rendered() throws {
        let samples = try PageSamples(language: "ar")
        let picture = try samples.picture("The wall")
        let renderer = BodyRenderer(labels: samples.paper.wording.bodyLabels, file: { _ in nil }) { asked in
            picture.html(in: asked.place)
        }
        let media = try #require(MediaName(parsing: "018f6f1e-0000-7000-8000-000000000001"))
        let figure = Figure(image: .media(media), alt: "The wall", placement: .full)
        let body = Body(
            blocks: [.figure(figure), .paragraph([.text("One"), .footnoteReference(1)])],
            footnotes: [Footnote(blocks: [.paragraph([.text("Two")])])])
        let html = renderer.html(of: body).string
        #expect(html.contains("sizes=\"100vw\" width=\"1280\" height=\"853\" alt=\"The wall\" loading=\"lazy\""))
        #expect(html.contains("الحواشي") && html.contains("الحاشية ١"))
    }

    @Test("the story at the head of a section's list has a picture as large as its place")
    func listLead() throws {
        let samples = try PageSamples()
        let teaser = TeaserView(headline: "The wall", url: SafeURL(path: ["wall"]), picture: try samples.picture("The wall"))
        let html = listing([teaser, teaser], isLed: true, in: samples.paper).string
        let sizes = html.matches(of: /<source type="image\/avif" srcset="([^"]*)" sizes="([^"]*)">/).map { ($0.1, $0.2) }
        #expect(sizes.map { $0.1.contains("37rem") } == [true, false])
        #expect(sizes.map { $0.0.contains("1280w") } == [true, false])
    }
}
