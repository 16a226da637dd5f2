import Editorial
import Foundation
import Markup
import Storage

/// Makes stories of posts and pages. It touches nothing, so that many can work at once.
struct WordPressStoryMaker: Sendable {
    let source: ImportSource
    let survey: WordPressSurvey
    let directory: WordPressDirectory
    /// The site's own, for times without GMT.
    let zone: TimeZone
    let now: Timestamp
    /// Featured images that an earlier file of the same site brought.
    var earlierMedia: [Media.ID: Media] = [:]

    /// - Parameter original: What the item is called in the records.
    func make(_ item: WXRItem, original: String) -> WordPressOutcome {
        var ledger = ImportLedger()
        let name = Self.name(of: item)
        if let why = Self.omission(of: item) {
            ledger.omit(name, why)
            if !item.comments.isEmpty { ledger.omit("comment of \(name)", "what it stands under was left out", count: item.comments.count) }
            return .omitted(ledger)
        }
        let id: Story.ID = source.identifier(.story, original)
        let meta = WordPressItemMeta(of: item)
        var media: [Media] = []
        let content: StoryContent
        do {
            content = try self.content(of: item, meta, named: name, &media, &ledger)
        } catch {
            ledger.omit(name, error.description)
            return .omitted(ledger)
        }
        ledger.append(meta.notes)
        for key in meta.unused where !WordPressItemMeta.isHousekeeping(key) { ledger.omit("field “\(key)”", "Standfirst has nothing for it") }
        let story = story(id, item, content, named: name, &ledger)
        let comments = WordPressComments(source: source, zone: zone, now: now, links: RootRelativeLinks(survey.channel))
            .make(item.comments, under: id, named: name, &ledger)
        return .story(
            WordPressStory(
                story: PreparedStory(story), type: item.type, name: name, media: media, comments: comments,
                record: ImportRecord(kind: .story, original: original, digest: "\(item.digest) \(item.commentsDigest)"),
                ledger: ledger))
    }

    static func name(of item: WXRItem) -> String {
        let title = item.title.nonEmpty.map { " “\($0)”" } ?? ""
        return "\(item.type) \(item.id.map { String($0) } ?? "in line \(item.line)")\(title)"
    }

    private static func omission(of item: WXRItem) -> String? {
        switch item.status {
        case "trash": "it is in the trash"
        case "auto-draft": "an empty draft that WordPress made by itself"
        default: nil
        }
    }

    // MARK: The story

    private func story(
        _ id: Story.ID, _ item: WXRItem, _ content: StoryContent, named name: String, _ ledger: inout ImportLedger
    ) -> ImportedStory {
        let written = WordPressTime.resolve(gmt: item.dateGMT, local: item.date, rss: item.publicationDate, in: zone)
        let date = written.map { Timestamp($0) } ?? now
        let modified = WordPressTime.resolve(gmt: item.modifiedGMT, local: item.modified, in: zone).map { Timestamp($0) }
        let (state, visibility) = state(of: item, named: name, &ledger)
        if written == nil, state == .published { ledger.change(name, "its date can't be read: dated now") }
        let (address, former) = addresses(of: item, state, named: name, &ledger)
        let created = min(date, now)
        return ImportedStory(
            id: id, kind: item.type == "page" ? .page : .news, slug: Self.slug(of: item), address: address,
            formerAddresses: former, state: state, visibility: visibility, createdAt: created,
            firstPublishedAt: state == .published ? date : nil, updatedAt: modified,
            scheduledFor: state == .scheduled ? date : nil, isPinned: item.isSticky,
            commentsOpen: item.commentStatus == "open", position: item.menuOrder,
            revisions: [.init(createdAt: max(created, min(modified ?? created, now)), content: content)])
    }

    private func state(
        of item: WXRItem, named name: String, _ ledger: inout ImportLedger
    ) -> (StoryState, StoryVisibility) {
        if !item.password.isEmpty {
            ledger.change(name, "was protected by a password: a draft that only staff see")
            return (.draft, .staff)
        }
        switch item.status {
        case "publish": return (.published, .everyone)
        case "future": return (.scheduled, .everyone)
        case "draft": return (.draft, .everyone)
        case "pending": return (.inReview, .everyone)
        case "private":
            ledger.change(name, "was private: a draft that only staff see")
            return (.draft, .staff)
        default:
            ledger.change(name, "has the status “\(item.status)”, which the newsroom doesn't know: a draft")
            return (.draft, .everyone)
        }
    }

    private func addresses(
        of item: WXRItem, _ state: StoryState, named name: String, _ ledger: inout ImportLedger
    ) -> (AddressPath?, [AddressPath]) {
        let addresses = WordPressAddresses(of: item, in: survey.channel)
        var former = addresses.former
        var address = addresses.permalink.flatMap { AddressPath($0) }
        if address?.description == "/" {
            ledger.change(name, "was the site's front: it gets an address of its own")
            address = nil
        }
        // Before it is published nobody has seen the address; it gets the paper's own then.
        if state != .published, let permalink = addresses.permalink {
            former.append(permalink)
            address = nil
        }
        return (address, former.compactMap { AddressPath($0) }.filter { $0.description != "/" })
    }

    private static func slug(of item: WXRItem) -> Slug {
        let isEncoded = item.name.utf8.contains(UInt8(ascii: "%"))
        let decoded = (isEncoded ? item.name.removingPercentEncoding ?? item.name : item.name).lowercased()
        if let slug = Slug(parsing: decoded), slug.string.count <= Slug.lengthLimit { return slug }
        let words = decoded.nonEmpty ?? WordPressDirectoryWriter.text(item.title)
        return Slug(of: words ?? "\(item.type) \(item.id ?? item.line)")
    }

    // MARK: What readers see

    private func content(
        of item: WXRItem, _ meta: WordPressItemMeta, named name: String, _ media: inout [Media], _ ledger: inout ImportLedger
    ) throws(BodyError) -> StoryContent {
        let bodies = WordPressBodies(source: source, survey: survey, now: now)
        let body = try bodies.read(item, footnotes: meta.footnotes, &media, &ledger)
        let title = WordPressDirectoryWriter.text(item.title) ?? ""
        // Lists link a story by its headline: one without would be out of a reader's reach.
        let headline: String
        if title.isEmpty {
            let opening = body.excerpt(words: 8)
            headline = opening.isEmpty ? Self.slug(of: item).string : opening
            ledger.change(name, "has no title: its opening words are its headline")
        } else {
            headline = title
        }
        let standfirst = item.excerpt.isEmpty ? nil : WordPressDirectoryWriter.text(item.excerpt)
        let bylines = bylines(of: item)
        let snippet = snippet(of: item, headline, standfirst)
        noteTerms(of: item, &ledger)
        if item.excerpt.contains("<a ") { ledger.change("links in the excerpt of \(name)", "dropped: a standfirst is plain text") }
        return StoryContent(
            headline: headline, standfirst: standfirst, body: body, bylines: bylines,
            sections: unique(item.terms.compactMap { $0.taxonomy == "category" ? directory.sections[survey.slug(of: $0)] : nil }),
            topics: unique(item.terms.compactMap { $0.taxonomy == "post_tag" ? directory.topics[survey.slug(of: $0)] : nil }),
            leadImage: leadImage(meta, named: name, &ledger), searchTitle: snippet.title, searchDescription: snippet.description)
    }

    private func bylines(of item: WXRItem) -> [Byline] {
        let coauthors = item.coauthors.map { survey.login(of: $0) }
        let logins = coauthors.isEmpty ? [item.creator] : coauthors
        return unique(logins.compactMap { directory.people[$0] }).map { Byline(person: $0) }
    }

    private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    private func snippet(of item: WXRItem, _ headline: String, _ standfirst: String?) -> SearchSnippet {
        SearchSnippet(
            of: item,
            in: SearchSnippet.Context(
                itemTitle: headline, siteTitle: survey.channel.title, siteDescription: survey.channel.description,
                excerpt: standfirst ?? "", author: survey.creators[item.creator]?.name ?? item.creator,
                category: item.terms.first { $0.taxonomy == "category" }?.name ?? "",
                tag: item.terms.first { $0.taxonomy == "post_tag" }?.name ?? "", date: String(item.date.prefix(10))))
    }

    private func noteTerms(of item: WXRItem, _ ledger: inout ImportLedger) {
        for term in item.terms where !["category", "post_tag", "author"].contains(term.taxonomy) {
            if term.taxonomy == "post_format" {
                let format = term.slug.hasPrefix("post-format-") ? String(term.slug.dropFirst(12)) : term.slug
                ledger.change("post format “\(format)”", "a news story like others; its kind can be changed")
            } else {
                ledger.omit("term of \(term.taxonomy) on an item", "Standfirst has sections and topics alone")
            }
        }
    }

    private func leadImage(_ meta: WordPressItemMeta, named name: String, _ ledger: inout ImportLedger) -> LeadImage? {
        guard let id = meta.featuredImage else { return nil }
        guard let attachment = survey.attachments[id] else {
            if let media = earlierMedia[source.identifier(.media, id)], media.kind == .image {
                return LeadImage(media: media.id, alt: media.alt, caption: media.caption, credit: media.credit)
            }
            ledger.omit("featured image of \(name)", "the attachment \(id) is not in the file")
            return nil
        }
        guard MediaAddress.kind(of: attachment.address) == .picture else {
            ledger.omit("featured image of \(name)", "the attachment \(id) is no picture")
            return nil
        }
        return LeadImage(
            media: source.identifier(.media, id), alt: attachment.alternativeText,
            caption: WordPressDirectoryWriter.text(attachment.caption), credit: attachment.credit.nonEmpty)
    }
}
