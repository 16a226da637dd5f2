import Editorial
import Foundation
import Markup
import Storage

/// What can be done once a folder's stories are in: the tree of pages, comments, policies and the front.
struct FolderClosing: Sendable {
    let source: ImportSource
    let directory: FolderDirectory
    let now: Timestamp

    /// Puts pages under the pages that they name, each once: where an editor puts them later is where they stay.
    func place(_ children: [FolderStory], in connection: any Connection, _ ledger: inout ImportLedger) throws {
        let known = try ImportRecord.digests(.place, of: children.map(\.original), from: source, in: connection)
        let fresh = children.filter { known[$0.original] == nil }
        for item in fresh { try place(item, under: item.parentSlug ?? "", in: connection, &ledger) }
        try ImportRecord.keep(
            fresh.map { ImportRecord(kind: .place, original: $0.original, digest: "") }, from: source, in: connection)
    }

    private func place(
        _ item: FolderStory, under slug: String, in connection: any Connection, _ ledger: inout ImportLedger
    ) throws {
        guard let parent = directory.stories[slug] else {
            return ledger.omit("place of \(item.original) under “\(slug)”", "the folder has no such page")
        }
        let desk = try StoryDesk(connection, by: "import", at: now)
        do {
            try desk.place(item.story.id, under: parent, at: item.story.position)
        } catch let error as StoryError {
            ledger.omit("place of \(item.original) under “\(slug)”", error.description)
        }
    }

    /// Reads `comments.yaml`.
    func comments(_ values: [FrontMatterValue], into ledger: inout ImportLedger) -> [Comment] {
        values.compactMap { value in
            ledger.find("comment")
            let original = value["id"]?.string ?? "\(value["story"]?.string ?? "") \(value["date"]?.string ?? "")"
            guard let slug = value["story"]?.string, let story = directory.stories[slug] else {
                ledger.omit("comment \(original)", "the folder has no story “\(value["story"]?.string ?? "")”")
                return nil
            }
            let date = value["date"]?.string.flatMap { FrontMatterDate.read($0, zone: .gmt) }.map { Timestamp($0) }
            guard let body = try? ParsedBody(markdown: value["text"]?.string ?? "").body else {
                ledger.omit("comment \(original)", "its text can't be read")
                return nil
            }
            return Comment(
                id: source.identifier(.comment, original), story: story,
                parent: value["parent"]?.string.map { source.identifier(.comment, $0) },
                state: value["status"]?.string.flatMap { Comment.State(rawValue: $0) } ?? .approved,
                authorName: value["name"]?.string ?? "", createdAt: date ?? now, body: body)
        }
    }

    /// Sets the policies and the front, once.
    func settle(_ settings: FolderSettings, in connection: any Connection, _ ledger: inout ImportLedger) throws {
        let record = ImportRecord(kind: .settings, original: "front", digest: "")
        guard try ImportRecord.digests(.settings, of: [record.original], from: source, in: connection).isEmpty else { return }
        var publication = try Publication.read(from: connection)
        publication.policies = try published(settings.policies, in: connection, &ledger)
        try publication.save(in: connection)
        let front = settings.front
        var slots: [FrontSlot] = []
        func add(_ slugs: [String], _ weight: FrontSlot.Weight, _ ledger: inout ImportLedger) throws {
            for slug in slugs {
                guard let id = directory.stories[slug], try Story.find(id, from: connection).state == .published else {
                    ledger.omit("“\(slug)” on the front", "there is no such story, or it is not published")
                    continue
                }
                guard !slots.contains(where: { $0.story == id }) else { continue }
                slots.append(FrontSlot(weight: weight, position: slots.count { $0.weight == weight }, story: id))
            }
        }
        try add(front.lead.map { [$0] } ?? [], .lead, &ledger)
        try add(front.secondary, .secondary, &ledger)
        try add(front.opinion, .opinion, &ledger)
        try add(front.river, .river, &ledger)
        for name in settings.unknown { ledger.omit("setting “\(name)” of publication.yaml", "Standfirst has no such setting") }
        try FrontSlot.curate(slots, in: connection)
        try ImportRecord.keep([record], from: source, in: connection)
    }

    /// Those policies whose pages are there.
    private func published(
        _ policies: Publication.Policies, in connection: any Connection, _ ledger: inout ImportLedger
    ) throws -> Publication.Policies {
        var policies = policies
        let fields: [WritableKeyPath<Publication.Policies, Slug?>] = [
            \.ethics, \.corrections, \.ownershipAndFunding, \.masthead, \.privacy, \.contact, \.about, \.verification,
        ]
        for field in fields {
            guard let slug = policies[keyPath: field] else { continue }
            if try Story.pageAddress(of: slug, from: connection) == nil {
                policies[keyPath: field] = nil
                ledger.omit("policy page “\(slug)”", "there is no such published page")
            }
        }
        return policies
    }
}
