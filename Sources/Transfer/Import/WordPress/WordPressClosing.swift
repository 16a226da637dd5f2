import Editorial
import Foundation
import Storage

extension WordPressWriting {
    /// Does what needs every story to be there: the tree of pages, what leads to attachments, and their comments.
    func close(_ stories: Stories) async throws -> ImportLedger {
        var ledger = try await placePages(stories.numbers)
        ledger.append(try await redirectAttachments(stories.numbers))
        ledger.append(try await saveComments(of: stories))
        return ledger
    }

    /// Puts each page under its parent, once: where an editor moves it later is where it stays.
    private func placePages(_ numbers: Set<Int>) async throws -> ImportLedger {
        let (source, now) = (source, now)
        let pairs = survey.pageParents.filter { numbers.contains($0.child) }
        let batches = stride(from: 0, to: pairs.count, by: 1000).map { Array(pairs[$0..<min($0 + 1000, pairs.count)]) }
        var ledger = ImportLedger()
        for batch in batches {
            ledger.append(
                try await store.write(durability: .relaxed) { connection in
                    var ledger = ImportLedger()
                    let known = try ImportRecord.digests(.place, of: batch.map { String($0.child) }, from: source, in: connection)
                    // A large site comes in several files: a parent may have come with an earlier one.
                    let earlier = try ImportRecord.digests(.story, of: batch.map { String($0.parent) }, from: source, in: connection)
                    let desk = try StoryDesk(connection, by: "import", at: now)
                    let fresh = batch.filter { known[String($0.child)] == nil }
                    for (child, parent) in fresh {
                        guard numbers.contains(parent) || earlier[String(parent)] != nil else {
                            ledger.change("page \(child)", "stands at the top: its parent \(parent) was not imported")
                            continue
                        }
                        let id: Story.ID = source.identifier(.story, child)
                        do {
                            let position = try Story.find(id, from: connection).position
                            try desk.place(id, under: source.identifier(.story, parent), at: position)
                        } catch let error as StoryError {
                            ledger.change("page \(child)", "stands at the top: \(error.description)")
                        }
                    }
                    try ImportRecord.keep(
                        fresh.map { ImportRecord(kind: .place, original: String($0.child), digest: "") }, from: source, in: connection)
                    return ledger
                })
        }
        return ledger
    }

    /// Lets the addresses of attachments' own pages lead to the stories that they were uploaded to. Those of the others
    /// lead to the files, once these are here.
    private func redirectAttachments(_ numbers: Set<Int>) async throws -> ImportLedger {
        let source = source
        var ledger = ImportLedger()
        let all = survey.attachmentOrder.compactMap { survey.attachments[$0] }.filter { numbers.contains($0.parent) }
        for start in stride(from: 0, to: all.count, by: batchSize) {
            let batch = all[start..<min(start + batchSize, all.count)]
            let more = try await store.write(durability: .relaxed) { connection in
                var ledger = ImportLedger()
                let known = try ImportRecord.digests(
                    .attachmentPage, of: batch.map { String($0.id) }, from: source, in: connection)
                let fresh = batch.filter { known[String($0.id)] == nil }
                for attachment in fresh {
                    let story: Story.ID = source.identifier(.story, attachment.parent)
                    for path in attachment.paths.compactMap({ AddressPath($0) }) {
                        do {
                            try AddressBook.give(path, to: .story(story), in: connection)
                        } catch let refusal as AddressError {
                            ledger.note(refusal, of: "attachment \(attachment.id)")
                        }
                    }
                }
                try ImportRecord.keep(
                    fresh.map { ImportRecord(kind: .attachmentPage, original: String($0.id), digest: "") }, from: source,
                    in: connection)
                return ledger
            }
            ledger.append(more)
        }
        return ledger
    }

    /// Puts comments that stood under attachments under the stories that these were uploaded to.
    private func saveComments(of stories: Stories) async throws -> ImportLedger {
        var ledger = ImportLedger()
        var comments: [Comment] = []
        let maker = WordPressComments(source: source, zone: .gmt, now: now, links: RootRelativeLinks(survey.channel))
        for (parent, attached) in stories.attachmentComments {
            guard stories.numbers.contains(parent) else {
                ledger.omit("comment of an attachment", "the attachment belongs to no story", count: attached.count)
                continue
            }
            comments += maker.make(attached, under: source.identifier(.story, parent), named: "item \(parent)", &ledger)
        }
        let batch = comments
        let saved = batch.isEmpty ? 0 : try await store.write(durability: .relaxed) { try Comment.save(batch, in: $0) }
        if saved > 0 { ledger.change("comment of an attachment", "stands under the story that the attachment belongs to", count: saved) }
        if batch.count > saved { ledger.omitKnown("comment of an attachment", count: batch.count - saved) }
        ledger.take("comment", saved)
        return ledger
    }
}
