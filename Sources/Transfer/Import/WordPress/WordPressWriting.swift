import Editorial
import Foundation
import Markup
import Storage

/// Writes an export into the newsroom, a batch at a time.
struct WordPressWriting: Sendable {
    let source: ImportSource
    let survey: WordPressSurvey
    let store: any Store
    /// The site's own, for times without GMT.
    let zone: TimeZone
    let now: Timestamp
    let batchSize: Int

    /// Which items are stories here now, and the comments that stand under no story of their own.
    struct Stories: Sendable {
        var numbers: Set<Int> = []
        var attachmentComments: [(parent: Int, comments: [WXRComment])] = []
    }

    // MARK: Before the stories

    func open(_ settings: WordPressImport.Settings) async throws -> ImportLedger {
        guard settings.isNew else { return ImportLedger() }
        var ledger = ImportLedger()
        try await store.write { try settings.publication.save(in: $0) }
        ledger.change("settings", "made for “\(settings.publication.name)”; change them with `standfirst setup`")
        if settings.publication.timeZone == "UTC", let offset = survey.offsets.max(by: { $0.value < $1.value })?.key, offset != 0 {
            ledger.change(
                "time zone",
                "UTC: the file's clocks are \(offset / 60) minutes from it but name no zone; set it with `standfirst setup --time-zone`")
        }
        return ledger
    }

    /// Writes a record for each attachment; their files come later.
    func writeMedia() async throws -> ImportLedger {
        var ledger = ImportLedger()
        let order = survey.attachmentOrder
        for start in stride(from: 0, to: order.count, by: batchSize) {
            let batch = order[start..<min(start + batchSize, order.count)].compactMap { survey.attachments[$0] }
            ledger.append(try await write(batch))
        }
        return ledger
    }

    private func write(_ attachments: [WordPressSurvey.Attachment]) async throws -> ImportLedger {
        let (source, zone, now) = (source, zone, now)
        return try await store.write(durability: .relaxed) { connection in
            var ledger = ImportLedger()
            var records: [ImportRecord] = []
            let known = try ImportRecord.digests(.media, of: attachments.map { String($0.id) }, from: source, in: connection)
            for attachment in attachments {
                if let digest = known[String(attachment.id)] {
                    if digest != attachment.digest {
                        ledger.omit("attachment \(attachment.id)", "it changed since it was imported; ours was kept")
                    } else {
                        ledger.omitKnown("attachment")
                    }
                    continue
                }
                ledger.append(attachment.notes)
                var media = Media(
                    wantedFrom: attachment.address, id: source.identifier(.media, attachment.id),
                    createdAt: attachment.date(in: zone).map { Timestamp($0) } ?? now)
                if attachment.width > 0, attachment.height > 0 {
                    media.size = PixelSize(width: attachment.width, height: attachment.height)
                }
                media.title = WordPressDirectoryWriter.text(attachment.title)
                media.alt = attachment.alternativeText
                media.caption = WordPressDirectoryWriter.text(attachment.caption)
                media.credit = attachment.credit.nonEmpty
                try connection.insertMedia(media)
                records.append(ImportRecord(kind: .media, original: String(attachment.id), digest: attachment.digest))
                ledger.take("attachment")
            }
            try ImportRecord.keep(records, from: source, in: connection)
            return ledger
        }
    }

    // MARK: Stories

    func writeStories(
        path: String, total: Int, _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> (ImportLedger, Stories) {
        let (source, survey) = (source, survey)
        let (directory, opened) = try await store.write { connection in
            var writer = WordPressDirectoryWriter(survey, source, connection)
            return try writer.write()
        }
        var ledger = opened
        var stories = Stories()
        let maker = WordPressStoryMaker(source: source, survey: survey, directory: directory, zone: zone, now: now)
        var reader = try WordPressBatchReader(path: path, size: batchSize)
        try await withThrowingTaskGroup(of: ImportLedger.self) { writes in
            while let batch = try reader.next() {
                stories.attachmentComments += batch.attachmentComments
                let outcomes = try await convert(batch.items, maker)
                for case .known(let more) in outcomes { ledger.append(more) }
                stories.numbers.formUnion(zip(batch.items, outcomes).compactMap { item, outcome in outcome.isHere ? item.id : nil })
                // One write at a time; the next batch is read and converted while it runs.
                if let written = try await writes.next() { ledger.append(written) }
                writes.addTask { try await write(outcomes) }
                progress(ImportProgress(.stories, done: reader.count, of: total))
            }
            while let written = try await writes.next() { ledger.append(written) }
        }
        ledger.append(reader.ledger)
        return (ledger, stories)
    }

    /// What becomes of an item in this import.
    enum Outcome: Sendable {
        case fresh(WordPressStory)
        case omitted(ImportLedger)
        /// It was imported before.
        case known(ImportLedger)
        /// It was imported before, and has other comments now.
        case commented([Comment], ImportRecord, ImportLedger)

        var isHere: Bool {
            if case .omitted = self { false } else { true }
        }
    }

    private func convert(_ items: [WXRItem], _ maker: WordPressStoryMaker) async throws -> [Outcome] {
        let source = source
        let originals = items.map { $0.original }
        // A large site comes in several files: a featured image may have come with an earlier one.
        let featured = items.compactMap { WordPressItemMeta.featuredImage(of: $0) }.filter { survey.attachments[$0] == nil }
            .map { source.identifier(.media, $0) as Media.ID }
        let (known, earlier) = try await store.read { connection in
            (
                try ImportRecord.digests(.story, of: originals, from: source, in: connection),
                featured.isEmpty ? [:] : try connection.media(featured)
            )
        }
        var maker = maker
        maker.earlierMedia = earlier
        let share = max(1, (items.count + 3) / 4)
        return await withTaskGroup(of: (Int, [Outcome]).self) { [maker] group in
            for start in stride(from: 0, to: items.count, by: share) {
                let part = items[start..<min(start + share, items.count)]
                group.addTask { (start, part.map { outcome(of: $0, maker, known) }) }
            }
            var parts: [(Int, [Outcome])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    private func outcome(of item: WXRItem, _ maker: WordPressStoryMaker, _ known: [String: String]) -> Outcome {
        let original = item.original
        guard let there = known[original] else {
            switch maker.make(item, original: original) {
            case .story(let story): return .fresh(story)
            case .omitted(let ledger): return .omitted(ledger)
            }
        }
        var ledger = ImportLedger()
        let name = WordPressStoryMaker.name(of: item)
        let parts = there.split(separator: " ", omittingEmptySubsequences: false)
        if parts.first.map(String.init) != item.digest {
            ledger.omit(name, "it changed since it was imported; ours was kept")
        } else {
            ledger.omitKnown(item.type)
        }
        guard parts.last.map(String.init) != item.commentsDigest else {
            if !item.comments.isEmpty { ledger.omitKnown("comment", count: item.comments.count) }
            return .known(ledger)
        }
        let comments = WordPressComments(source: source, zone: maker.zone, now: now, links: RootRelativeLinks(survey.channel))
            .make(item.comments, under: source.identifier(.story, original), named: name, &ledger)
        // The story's own digest stays that of what was imported.
        let record = ImportRecord(kind: .story, original: original, digest: "\(parts.first ?? "") \(item.commentsDigest)")
        return .commented(comments, record, ledger)
    }

    private func write(_ outcomes: [Outcome]) async throws -> ImportLedger {
        let (source, now) = (source, now)
        return try await store.write(durability: .relaxed) { connection in
            var ledger = ImportLedger()
            var importer = try StoryImporter(connection, at: now)
            var records: [ImportRecord] = []
            var comments: [Comment] = []
            var newer: [Comment] = []
            try Self.insertMissing(outcomes, in: connection)
            for outcome in outcomes {
                switch outcome {
                case .known: break
                case .omitted(let more): ledger.append(more)
                case .commented(let more, let record, let notes):
                    newer += more
                    records.append(record)
                    ledger.append(notes)
                case .fresh(let item):
                    let result = try importer.add(item.story)
                    comments += item.comments
                    records.append(item.record)
                    ledger.append(item.ledger)
                    ledger.take(item.type)
                    ledger.note(result, of: item.name)
                }
            }
            let (saved, added) = (try Comment.save(comments, in: connection), try Comment.save(newer, in: connection))
            ledger.take("comment", saved + added)
            ledger.omitRepeatedComments(comments.count - saved)
            if newer.count > added { ledger.omitKnown("comment", count: newer.count - added) }
            try importer.finish()
            try ImportRecord.keep(records, from: source, in: connection)
            return ledger
        }
    }

    private static func insertMissing(_ outcomes: [Outcome], in connection: any Connection) throws {
        var wanted: [Media.ID: Media] = [:]
        for case .fresh(let item) in outcomes {
            for media in item.media { wanted[media.id] = media }
        }
        guard !wanted.isEmpty else { return }
        let there = try connection.media(wanted.keys)
        for media in wanted.values.sorted(by: { $0.id < $1.id }) where there[media.id] == nil {
            try connection.insertMedia(media)
        }
    }
}

extension WXRItem {
    /// What the item is called in the records.
    var original: String {
        id.map { String($0) } ?? guid.nonEmpty ?? link.nonEmpty ?? "\(type) in line \(line)"
    }
}
