public import Foundation

/// One Markdown file with its front matter.
public struct MarkdownDocument: Equatable, Sendable {
    public enum Kind: Sendable {
        case story, page
        /// Hugo's `_index.md`: what a section says of itself.
        case section
    }

    /// Relative to the folder, with `/`.
    public var path: String
    public var kind: Kind
    public var frontMatter: FrontMatter
    /// Markdown, with the tags of Hugo and Jekyll replaced or taken out.
    public var body: String
    /// The line of the file on which the body begins, counted from 1.
    public var bodyLine: Int
    /// The slug that the name of the file, or of its folder for a bundle, gives.
    public var nameSlug: String
    /// The date that the name gives, as Jekyll has it; midnight in the publication's time zone.
    public var nameDate: Date?
    /// Year, month and day as the name has them, with two digits at least.
    var nameDay: [String]?
    /// Files beside the `index.md` of a bundle, relative to the folder.
    public var resources: [String]
    public var notes: TransferNotes

    /// Where Hugo puts it by default, and Jekyll what stands in `_posts`; `nil` for what neither shows.
    public var defaultAddress: String? {
        var folders = path.split(separator: "/").dropLast().map(String.init)
        if let place = folders.firstIndex(of: "_posts") {
            guard let nameDay else { return nil }
            let categories = frontMatter.categories.isEmpty ? Array(folders[..<place]) : frontMatter.categories.map { $0.lowercased() }
            return "/" + (categories + nameDay + [slug + ".html"]).joined(separator: "/")
        }
        if folders.contains("_drafts") { return nil }
        // Jekyll keeps a collection in a folder with a mark before its name.
        if let first = folders.first, first.hasPrefix("_") { folders[0].removeFirst() }
        let isBundle = ["index", "_index"].contains(path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
        return "/" + ((isBundle ? folders.dropLast() : folders) + [slug]).joined(separator: "/")
    }

    /// The slug to use: the one that is set, else the name's.
    public var slug: String { frontMatter.slug ?? nameSlug }

    /// The date to use: the one that is set, else the name's.
    public var date: Date? { frontMatter.publication ?? frontMatter.date ?? nameDate }

    /// Reads a file's text.
    ///
    /// - Parameters:
    ///   - path: relative to the folder; it tells kind, slug and date.
    ///   - zone: for times that say no zone of their own.
    ///   - resources: the files beside it, for a bundle.
    /// - Throws: ``MarkdownFault`` with the line, where the front matter can't be read.
    public init(reading text: String, path: String, zone: TimeZone, resources: [String] = []) throws(MarkdownFault) {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        self.path = path
        self.resources = resources
        if let place = try FrontMatterSyntax.find(in: text, path: path) {
            frontMatter = FrontMatter(try FrontMatterSyntax.read(place, path: path), zone: zone)
            body = place.body
            bodyLine = place.bodyLine
        } else {
            frontMatter = FrontMatter()
            body = text
            bodyLine = 1
        }
        let segments = path.split(separator: "/").map(String.init)
        let file = segments.last ?? path
        var name = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        let language = Self.language(endingName: &name)
        if name == "index" || name == "_index", segments.count > 1 { name = segments[segments.count - 2] }
        (nameDate, nameDay, nameSlug) = Self.date(in: name, zone: zone)
        if let language {
            nameSlug += "-" + language
            frontMatter.language = frontMatter.language ?? language
        }
        notes = TransferNotes()
        kind = .page
        var pass = TemplateTagPass(body)
        body = pass.run()
        notes = pass.notes
        for date in frontMatter.unreadableDates {
            notes.omitted("date «\(date)»", why: "it is not a date; write it as 2026-01-31 or 2026-01-31T12:00:00Z")
        }
        kind = Self.kind(
            of: segments, isIndex: file.utf8.starts(with: "_index.".utf8), frontMatter,
            hasDate: date != nil || !frontMatter.unreadableDates.isEmpty)
        if segments.contains("_drafts") { frontMatter.isDraft = true }
    }

    private static func kind(of segments: [String], isIndex: Bool, _ matter: FrontMatter, hasDate: Bool) -> Kind {
        if isIndex { return .section }
        if matter.layout == "page" || segments.first == "pages" { return .page }
        if matter.layout == "post" || segments.dropLast().contains(where: storyFolders.contains) { return .story }
        return hasDate ? .story : .page
    }

    /// Folders that hold stories, whether these have dates or not.
    private static let storyFolders: Set<String> = ["_posts", "_drafts", "posts", "post", "stories", "articles", "blog"]

    /// `2020-01-02-slug`, as Jekyll has it; month and day may have one digit.
    private static func date(in name: String, zone: TimeZone) -> (Date?, day: [String]?, slug: String) {
        let parts = name.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, !parts[3].isEmpty,
            let date = FrontMatterDate.read(parts[..<3].joined(separator: "-"), zone: zone)
        else { return (nil, nil, name) }
        return (date, parts[..<3].map { $0.utf8.count == 1 ? "0" + $0 : $0 }, parts[3])
    }

    /// Takes the language off a name such as `about.de`, as Hugo writes it.
    private static func language(endingName name: inout String) -> String? {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
        let ending = String(name[name.index(after: dot)...])
        guard languages.contains(ending) else { return nil }
        name = String(name[..<dot])
        return ending
    }

    /// The codes that no ending of a file's name is.
    private static let languages: Set<String> = [
        "ar", "bg", "ca", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hu", "it", "ja", "ko", "nb", "nl", "no",
        "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh",
    ]
}
