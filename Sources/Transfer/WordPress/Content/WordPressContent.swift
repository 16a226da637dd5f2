import Foundation

/// The body of a WordPress item, converted.
public struct WordPressContent: Equatable, Sendable {
    /// HTML of the body's closed vocabulary, still to be parsed by the body's own parser.
    public var html: String
    /// What stands before the place where the reader was asked to read on; `nil` where that mark is missing.
    public var teaser: String?
    /// What became something else, and what could not be carried over.
    public var notes: TransferNotes
    /// The files that the body shows or links to, each once.
    public var references: [MediaReference]

    /// Converts a body, from the classic or the block editor.
    ///
    /// - Parameters:
    ///   - content: `content:encoded` as it stands.
    ///   - itemID: the item; a gallery without ids shows what is attached to it.
    ///   - footnotes: the value of its `footnotes` field, JSON.
    ///   - lookup: what is known of the rest of the export.
    public init(converting content: String, itemID: Int? = nil, footnotes: String? = nil, lookup: ContentLookup = ContentLookup()) {
        let prepared = ContentPreparation.prepare(content, lookup: lookup, itemID: itemID)
        notes = prepared.notes
        var imported: [ImportedFootnote] = []
        if let footnotes, !footnotes.isEmpty {
            do {
                imported = try JSONDecoder().decode([ImportedFootnote].self, from: Data(footnotes.utf8))
            } catch {
                notes.omitted("footnotes", why: "the field that holds them is not valid JSON")
            }
        }
        var writer = BodyWriter(ContentTree(prepared.bytes), lookup: lookup, footnotes: imported)
        writer.flow(ContentTree.root)
        writer.endParagraph()
        teaser = writer.moreOffset.map { String(decoding: writer.output[..<$0], as: UTF8.self) }
        writer.writeFootnotes()
        html = String(decoding: writer.output, as: UTF8.self)
        notes.append(writer.notes)
        references = prepared.references
        for reference in writer.references where !references.contains(reference) { references.append(reference) }
    }
}
