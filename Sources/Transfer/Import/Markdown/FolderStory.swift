import Editorial
import Foundation
import Markup
import Storage

/// A file of the folder, made into a story or a standing page.
struct FolderStory: Sendable {
    var story: ImportedStory
    /// The key of its record: its path.
    var original: String
    var digest: String
    var shown: [FolderPictures.Shown] = []
    /// The slug of the page above it.
    var parentSlug: String?
    var ledger = ImportLedger()
}

/// What a folder's names stand for here.
struct FolderDirectory: Sendable {
    var sections: [String: Section.ID] = [:]
    var topics: [String: Topic.ID] = [:]
    var series: [String: Topic.ID] = [:]
    var people: [String: Person.ID] = [:]
    /// Stories by slug.
    var stories: [String: Story.ID] = [:]
}

/// Makes stories of files.
struct FolderStoryMaker: Sendable {
    let source: ImportSource
    let pictures: FolderPictures
    let directory: FolderDirectory
    let links: FolderLinks
    let now: Timestamp

    func make(_ document: MarkdownDocument) throws(BodyError) -> FolderStory {
        let matter = document.frontMatter
        var ledger = ImportLedger()
        ledger.append(document.notes)
        var shown: [FolderPictures.Shown] = []
        var parsed = try read(document) { address in
            guard let file = pictures.file(at: address.string, in: document.path) else { return nil }
            if !shown.contains(file) { shown.append(file) }
            return MediaName(parsing: file.id.description)
        }
        for change in parsed.changes where change.how == .pictureUnresolved && !change.what.contains("//") {
            ledger.omit("picture \(change.what) of \(document.path)", "the folder has no such file")
        }
        ledger.append(parsed.changes.filter { $0.how != .pictureUnresolved || $0.what.contains("//") })
        parsed.body = try links.apply(to: parsed.body, of: document, &shown, &ledger)
        var content = StoryContent(
            kicker: matter.kicker, headline: matter.title ?? document.slug, standfirst: matter.standfirst ?? matter.description,
            body: parsed.body, language: matter.language.flatMap { LanguageTag(parsing: $0) },
            bylines: bylines(matter.authors, &ledger), related: matter.related.compactMap { directory.stories[$0] })
        if matter.standfirst != nil { content.searchDescription = matter.description }
        if document.kind == .story {
            content.sections = Self.sectionPaths(of: document).compactMap { directory.sections[$0] }
            content.topics = matter.topics.compactMap { directory.topics[$0] } + matter.series.compactMap { directory.series[$0] }
        }
        for slug in matter.related where directory.stories[slug] == nil {
            ledger.omit("related story “\(slug)” of \(document.path)", "the folder has no such story")
        }
        if let image = matter.image {
            if let file = pictures.file(at: image.file, in: document.path) {
                if !shown.contains(file) { shown.append(file) }
                content.leadImage = LeadImage(
                    media: file.id, alt: image.alternativeText, caption: image.caption.nonEmpty, credit: image.credit.nonEmpty)
            } else {
                ledger.omit("lead image \(image.file) of \(document.path)", "the folder has no such file")
            }
        }
        for entry in matter.leftovers where !["order", "parent"].contains(entry.key) {
            ledger.omit("front matter “\(entry.key)”", "Standfirst has nothing for it")
        }
        var made = FolderStory(
            story: story(document, content, &ledger), original: document.path, digest: digest(document), shown: shown)
        made.parentSlug = document.kind == .page ? matter.leftovers.first { $0.key == "parent" }?.value.string : nil
        made.ledger = ledger
        return made
    }

    private func read(
        _ document: MarkdownDocument, _ media: (SafeURL) -> MediaName?
    ) throws(BodyError) -> ParsedBody {
        let isHTML = document.path.hasSuffix(".html") || document.path.hasSuffix(".htm")
        return isHTML ? try ParsedBody(html: document.body, media: media) : try ParsedBody(markdown: document.body, media: media)
    }

    private func story(
        _ document: MarkdownDocument, _ content: StoryContent, _ ledger: inout ImportLedger
    ) -> ImportedStory {
        let matter = document.frontMatter
        let date = document.date.map { Timestamp($0) } ?? now
        var state: StoryState = .published
        if matter.isDraft { state = .draft } else if document.kind == .story, date > now { state = .scheduled }
        if document.date == nil, document.kind == .story, state == .published { ledger.change(document.path, "has no date: dated now") }
        if matter.title == nil { ledger.change(document.path, "has no title: its name is its headline") }
        if let expiry = matter.expiry {
            if Timestamp(expiry) <= now {
                state = .draft
                ledger.change(document.path, "has expired: a draft")
            } else {
                ledger.omit("expiry date of \(document.path)", "a story stays until it is withdrawn")
            }
        }
        var kind: StoryKind = document.kind == .page ? .page : .news
        if document.kind == .story, let name = matter.kind {
            if let known = StoryKind(rawValue: name), known != .page {
                kind = known
            } else {
                ledger.change("kind “\(name)”", "news: the paper has no such kind")
            }
        }
        let address = matter.address.flatMap { $0.contains(":") ? nil : AddressPath($0.hasPrefix("/") ? $0 : "/" + $0) }
        let former = (matter.formerAddresses + [links.address(of: document)].compactMap(\.self))
            .compactMap { AddressPath($0.hasPrefix("/") ? $0 : "/" + $0) }
        return ImportedStory(
            id: source.identifier(.story, document.path), kind: kind,
            slug: Slug(parsing: document.slug) ?? Slug(of: document.slug), address: address, formerAddresses: former,
            state: state, createdAt: min(date, now), firstPublishedAt: state == .published ? date : nil,
            updatedAt: matter.modification.map { Timestamp($0) }, scheduledFor: state == .scheduled ? date : nil,
            position: matter.weight ?? order(matter),
            revisions: [.init(createdAt: min(date, now), content: content)])
    }

    private func order(_ matter: FrontMatter) -> Int {
        matter.leftovers.first { $0.key == "order" }?.value.string.flatMap { Int($0) } ?? 0
    }

    private func bylines(_ authors: [FrontMatter.Author], _ ledger: inout ImportLedger) -> [Byline] {
        authors.compactMap { author in
            guard let person = directory.people[author.name] else {
                ledger.omit("author “\(author.name)”", "the folder has no such person")
                return nil
            }
            guard let role = author.role else { return Byline(person: person) }
            if let known = Byline.Role(rawValue: role) { return Byline(person: person, role: known) }
            let nearest = Self.roles[role] ?? .contributor
            ledger.change("role “\(role)”", nearest.rawValue)
            return Byline(person: person, role: nearest)
        }
    }

    private static let roles: [String: Byline.Role] = [
        "author": .reporter, "writer": .reporter, "columnist": .reporter, "court artist": .illustrator,
        "photography": .photographer, "data": .contributor,
    ]

    /// The sections that a file names, or those of the folder that it stands in.
    static func sectionPaths(of document: MarkdownDocument) -> [String] {
        if let section = document.frontMatter.section { return [section] }
        if !document.frontMatter.categories.isEmpty { return document.frontMatter.categories }
        var folders = document.path.split(separator: "/").dropLast().map(String.init)
        // A bundle's own folder is the story's, not a section's.
        if document.path.hasSuffix("/index.md") { folders = folders.dropLast() }
        let named = folders.filter { !plainFolders.contains($0.lowercased()) && Int($0) == nil }
        return named.isEmpty ? [] : [named.joined(separator: "/")]
    }

    /// Folders that say what is in them and not what it is about.
    private static let plainFolders: Set<String> = [
        "post", "posts", "_posts", "_drafts", "drafts", "stories", "articles", "blog", "content",
    ]

    private func digest(_ document: MarkdownDocument) -> String {
        var digest = ContentDigest()
        digest.add(document.body)
        digest.add(String(describing: document.frontMatter))
        return digest.text
    }
}

extension Timestamp {
    init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}

extension String {
    /// The text, unless there is nothing to read in it.
    var nonEmpty: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
