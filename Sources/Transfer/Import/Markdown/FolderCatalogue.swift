import Foundation

/// What a folder says of itself beside its stories, in Standfirst's own layout: `publication.yaml`, `sections.yaml`,
/// `topics.yaml`, `series.yaml` and `comments.yaml`, each of which may be missing.
struct FolderCatalogue {
    var publication: FrontMatterValue?
    var sections: [FrontMatterValue] = []
    var topics: [FrontMatterValue] = []
    var series: [FrontMatterValue] = []
    var comments: [FrontMatterValue] = []

    /// - Throws: ``MarkdownFault`` with the line, where one of the files can't be read.
    init(folder: String) throws(MarkdownFault) {
        publication = try Self.read("publication.yaml", in: folder)
        sections = try Self.list("sections.yaml", in: folder)
        topics = try Self.list("topics.yaml", in: folder)
        series = try Self.list("series.yaml", in: folder)
        comments = try Self.list("comments.yaml", in: folder)
    }

    private static func read(_ name: String, in folder: String) throws(MarkdownFault) -> FrontMatterValue? {
        guard let text = try text(of: name, in: folder) else { return nil }
        return try FrontMatterSyntax.read(
            FrontMatterSyntax.Place(syntax: .yaml, content: text, contentLine: 1, body: "", bodyLine: 1), path: name)
    }

    private static func list(_ name: String, in folder: String) throws(MarkdownFault) -> [FrontMatterValue] {
        guard let text = try text(of: name, in: folder) else { return [] }
        // The reader of front matter wants a map; a list may stand under a key without being indented.
        let place = FrontMatterSyntax.Place(
            syntax: .yaml, content: "list:\n" + text, contentLine: 0, body: "", bodyLine: 1)
        guard case .list(let values) = try FrontMatterSyntax.read(place, path: name)["list"] else { return [] }
        return values
    }

    private static func text(of name: String, in folder: String) throws(MarkdownFault) -> String? {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw MarkdownFault(path: name, line: 0, message: "the text is not UTF-8; convert the file (iconv) and try again")
        }
        return text
    }
}
