import Foundation
import Markup

/// A web page: its article's text, and what it tells of itself.
struct HTMLPage {
    let document: Document

    private static let prologue = 1_024

    /// - Parameter charset: As HTTP names it.
    init(bytes: [UInt8], charset: String? = nil) throws(BodyError) {
        let page = try WebPage(html: Self.markup(bytes, charset), limits: DocumentText.htmlLimits)
        let facts = PageFacts(page.facts)
        document = Document(
            text: DocumentText(page.body).plain.string, title: facts.title, author: facts.author,
            publisher: facts.publisher, published: facts.published, address: facts.address, language: facts.language)
    }

    /// All the text of mark-up that is no page but a message: its paragraphs, each with the number of block quotations
    /// about it.
    static func paragraphs(of bytes: [UInt8], charset: String?) throws(BodyError) -> [(level: Int, text: String)] {
        let text = try DocumentText(html: markup(bytes, charset))
        return text.plain.paragraphs.map { (quotations(about: $0.path, in: text.body.blocks), $0.text) }
    }

    private static func quotations(about path: [BodyStep], in blocks: [Block]) -> Int {
        var blocks = blocks
        var count = 0
        for step in path {
            guard case .block(let index) = step, blocks.indices.contains(index) else { return count }
            switch blocks[index] {
            case .quotation(let inner, _, _):
                count += 1
                blocks = inner
            case .aside(_, let inner): blocks = inner
            default: return count
            }
        }
        return count
    }

    private static func markup(_ bytes: [UInt8], _ charset: String?) -> String {
        TextEncoding.text(bytes, charset: charset ?? declaredCharset(in: bytes))
    }

    /// What `<meta charset=…>` says within the first bytes, where HTML wants it.
    private static func declaredCharset(in bytes: [UInt8]) -> String? {
        let start = String(decoding: bytes.prefix(prologue), as: UTF8.self).lowercased()
        guard let key = start.firstRange(of: "charset=") else { return nil }
        let value = start[key.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
        let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return name.isEmpty ? nil : String(name)
    }
}
