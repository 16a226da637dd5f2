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
}
