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
    /// Files beside the `index.md` of a bundle, relative to the folder.
    public var resources: [String]
    public var notes: TransferNotes

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
        if name == "index" || name == "_index", segments.count > 1 { name = segments[segments.count - 2] }
        (nameDate, nameSlug) = Self.date(in: name, zone: zone)
        notes = TransferNotes()
        kind = .page
        var pass = TemplateTagPass(body)
        body = pass.run()
        notes = pass.notes
        for date in frontMatter.unreadableDates {
            notes.omitted("date «\(date)»", why: "it is not a date; write it as 2026-01-31 or 2026-01-31T12:00:00Z")
        }
        kind = Self.kind(of: segments, isIndex: file.utf8.starts(with: "_index.".utf8), frontMatter, hasDate: date != nil)
        if segments.contains("_drafts") { frontMatter.isDraft = true }
    }

    private static func kind(of segments: [String], isIndex: Bool, _ matter: FrontMatter, hasDate: Bool) -> Kind {
        if isIndex { return .section }
        if matter.layout == "page" || segments.first == "pages" { return .page }
        if segments.contains("_posts") || segments.contains("_drafts") || matter.layout == "post" { return .story }
        return hasDate ? .story : .page
    }

    /// `2020-01-02-slug`, as Jekyll has it.
    private static func date(in name: String, zone: TimeZone) -> (Date?, slug: String) {
        let bytes = Array(name.utf8)
        guard bytes.count > 11, bytes[10] == UInt8(ascii: "-"),
            let date = FrontMatterDate.read(String(decoding: bytes[..<10], as: UTF8.self), zone: zone)
        else { return (nil, name) }
        return (date, String(decoding: bytes[11...], as: UTF8.self))
    }
}
