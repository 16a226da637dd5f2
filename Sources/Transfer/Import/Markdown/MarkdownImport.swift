public import Editorial
import Foundation
import Markup
public import Storage
import SystemPackage

/// Imports a folder of Markdown: Hugo's, Jekyll's, or one in Standfirst's own layout.
///
/// Importing twice changes nothing; a file that changed since is reported and ours is kept.
public struct MarkdownImport: Sendable {
    public struct Options: Sendable {
        /// What the identifiers here are made from; by default the folder's name.
        public var source: String?
        /// The public origin of a publication that is made by the import.
        public var baseURL: String
        /// For times that name no zone, where there is no publication yet.
        public var timeZone: String?

        public init(source: String? = nil, baseURL: String = "http://localhost:8080", timeZone: String? = nil) {
            self.source = source
            self.baseURL = baseURL
            self.timeZone = timeZone
        }
    }

    private let path: String
    private let options: Options
    private let store: any Store
    private let archive: MediaArchive
    private let sources: SourceArchive?
    private let clock: TimeSource
    private let source: ImportSource

    /// - Parameter sources: Where what a folder in Standfirst's own layout keeps under `sources` is archived; nowhere if
    ///   there is none.
    public init(
        folder path: String, into store: any Store, media archive: MediaArchive, sources: SourceArchive? = nil,
        options: Options = Options(), clock: TimeSource = .system
    ) {
        self.path = path
        self.options = options
        self.store = store
        self.archive = archive
        self.sources = sources
        self.clock = clock
        source = ImportSource(name: options.source ?? "markdown:\(URL(filePath: path).standardizedFileURL.lastPathComponent)")
    }

    /// Imports the folder.
    /// - Throws: ``MarkdownImportError/faults(_:)`` where a file can't be read, and then nothing was imported.
    public func run(progress: @Sendable (ImportProgress) -> Void = { _ in }) async throws -> ImportReport {
        progress(ImportProgress(.checking))
        let catalogue = try FolderCatalogue(folder: path)
        let settings = catalogue.publication.map { FolderSettings(value: $0) }
        let publication = try await publication(settings)
        let zone = TimeZone(identifier: publication.timeZone) ?? .gmt
        let folder = MarkdownFolder(path: path, zone: zone)
        let contents = try folder.read()
        guard contents.faults.isEmpty else { throw MarkdownImportError.faults(contents.faults) }
        let isOwnLayout = settings != nil
        let people = contents.documents.filter { isOwnLayout && $0.path.hasPrefix("people/") }
        let documents = contents.documents.filter { document in
            !isOwnLayout || !(document.path.hasPrefix("people/") || document.path.hasPrefix("sources/"))
        }

        var ledger = ImportLedger()
        ledger.append(contents.notes)
        let pictures = FolderPictures(source: source, folder: folder)
        try await prepare(publication, catalogue, people, pictures, into: &ledger)
        let directory = try await register(catalogue, documents, people, pictures, into: &ledger)
        let stories = try await importStories(
            documents, directory, pictures, isOwnLayout: isOwnLayout, into: &ledger, progress)
        try await finish(settings, catalogue, stories, directory, into: &ledger)
        if isOwnLayout, let sources {
            let folder = FolderSources(path: path + "/sources", source: source)
            try await folder.archive(in: sources, for: documents, directory, into: &ledger)
        }
        return ledger.report
    }

    // MARK: Settings

    private func publication(_ settings: FolderSettings?) async throws -> Publication {
        let there = try await store.read { connection in
            do { return try Publication.read(from: connection) as Publication? } catch PublicationError.notSetUp { return nil }
        }
        if let there { return there }
        if let made = settings?.publication(baseURL: options.baseURL) { return made }
        guard let language = LanguageTag(parsing: "en-GB") else { throw MarkdownImportError.noName }
        let name = URL(filePath: path).standardizedFileURL.lastPathComponent
        return Publication(
            name: name.isEmpty ? "Newspaper" : name, language: language, timeZone: options.timeZone ?? "UTC",
            baseURL: options.baseURL)
    }

    private func prepare(
        _ publication: Publication, _ catalogue: FolderCatalogue, _ people: [MarkdownDocument],
        _ pictures: FolderPictures, into ledger: inout ImportLedger
    ) async throws {
        let isNew = try await store.write { connection in
            do {
                _ = try Publication.read(from: connection)
                return false
            } catch PublicationError.notSetUp {
                try publication.save(in: connection)
                return true
            }
        }
        if isNew { ledger.change("settings", "made for “\(publication.name)”; change them with `standfirst setup`") }
        let portraits = people.compactMap { person -> FolderPictures.Shown? in
            portrait(of: person).flatMap { pictures.file(at: $0.file, in: person.path) }
        }
        try await keep(portraits, into: &ledger)
    }

    private func portrait(of person: MarkdownDocument) -> (file: String, alt: String)? {
        guard let value = person.frontMatter.leftovers.first(where: { $0.key == "portrait" })?.value else { return nil }
        return (value["file"]?.string ?? value.string).map { ($0, value["alt"]?.string ?? "") }
    }

    // MARK: Sections, topics, people

    private func register(
        _ catalogue: FolderCatalogue, _ documents: [MarkdownDocument], _ people: [MarkdownDocument],
        _ pictures: FolderPictures, into ledger: inout ImportLedger
    ) async throws -> FolderDirectory {
        let plan = try FolderPlan(catalogue, documents, people, source, pictures) { portrait(of: $0)?.file }
        let source = source
        let (directory, more) = try await store.write { connection in
            var registrar = Registrar(source, connection)
            let directory = try plan.enter(with: &registrar)
            return (directory, registrar.ledger)
        }
        for (kind, count) in plan.counts { ledger.find(kind, count) }
        ledger.append(more)
        var complete = directory
        for document in documents where document.kind != .section {
            complete.stories[document.slug] = source.identifier(.story, document.path)
        }
        return complete
    }

    // MARK: Stories

    /// - Returns: Every file's story, those that were there already among them.
    private func importStories(
        _ documents: [MarkdownDocument], _ directory: FolderDirectory, _ pictures: FolderPictures, isOwnLayout: Bool,
        into ledger: inout ImportLedger, _ progress: @Sendable (ImportProgress) -> Void
    ) async throws -> [FolderStory] {
        let now = clock.now()
        let stories = documents.filter { $0.kind != .section }
        let links = FolderLinks(isOwnLayout ? [] : stories, pictures)
        let maker = FolderStoryMaker(source: source, pictures: pictures, directory: directory, links: links, now: now)
        let paths = stories.map(\.path)
        let source = source
        let known = try await store.read { try ImportRecord.digests(.story, of: paths, from: source, in: $0) }
        var fresh: [FolderStory] = []
        var all: [FolderStory] = []
        for document in documents where document.kind == .section && document.body.nonEmpty != nil {
            ledger.omit("text of \(document.path)", "a section has a name and a summary alone")
        }
        for document in stories {
            ledger.find(document.kind == .page ? "page" : "story")
            if document.path == "index.md", document.body.nonEmpty == nil {
                ledger.omit(document.path, "the old site's front, without a text of its own")
                continue
            }
            let story: FolderStory
            do {
                story = try maker.make(document)
            } catch {
                ledger.omit(document.path, error.description)
                continue
            }
            all.append(story)
            if let digest = known[document.path] {
                if digest != story.digest {
                    ledger.omit(document.path, "it changed since it was imported; ours was kept")
                } else {
                    ledger.omitKnown(document.kind == .page ? "page" : "story")
                }
                continue
            }
            fresh.append(story)
        }
        for start in stride(from: 0, to: fresh.count, by: 100) {
            let batch = Array(fresh[start..<min(start + 100, fresh.count)])
            try await keep(batch.flatMap(\.shown), redirecting: !isOwnLayout, into: &ledger)
            ledger.append(try await write(batch, at: now))
            progress(ImportProgress(.stories, done: start + batch.count, of: fresh.count))
        }
        return all
    }

    private func write(_ batch: [FolderStory], at now: Timestamp) async throws -> ImportLedger {
        let source = source
        return try await store.write(durability: .relaxed) { connection in
            var ledger = ImportLedger()
            var importer = try StoryImporter(connection, at: now)
            for item in batch {
                let outcome = try importer.add(item.story)
                ledger.append(item.ledger)
                ledger.take(item.story.kind == .page ? "page" : "story")
                ledger.note(outcome, of: item.original)
            }
            try importer.finish()
            try ImportRecord.keep(
                batch.map { ImportRecord(kind: .story, original: $0.original, digest: $0.digest) }, from: source, in: connection)
            return ledger
        }
    }

    /// Takes files into the archive, each once.
    /// - Parameter isRedirecting: Lets the address that a file had lead to where it is now.
    private func keep(_ files: [FolderPictures.Shown], redirecting isRedirecting: Bool = false, into ledger: inout ImportLedger) async throws {
        let there = try await store.read { try Set($0.media(files.map(\.id)).keys) }
        var seen = there
        for file in files where seen.insert(file.id).inserted {
            let name = URL(filePath: file.path).lastPathComponent
            ledger.find("picture")
            do {
                let kept = try await archive.keep(fileAt: FilePath(file.path), fileName: name)
                let media = Media(
                    id: file.id, kind: kept.type.kind, original: kept.original, type: kept.type.name, fileName: name,
                    byteCount: kept.byteCount, size: kept.size, createdAt: clock.now())
                try await store.write(durability: .relaxed) { connection in
                    try connection.insertMedia(media)
                    guard isRedirecting, let address = AddressPath(file.address),
                        try AddressBook.target(of: address, from: connection) == nil
                    else { return }
                    do {
                        try AddressBook.redirect(address, to: MediaFilling.location(of: kept, media), in: connection)
                    } catch is AddressError {
                        return
                    }
                }
                ledger.take("picture")
            } catch let error as StorageError {
                throw error
            } catch {
                ledger.omit(file.relative, String(describing: error))
            }
        }
    }

    // MARK: What needs the stories

    private func finish(
        _ settings: FolderSettings?, _ catalogue: FolderCatalogue, _ stories: [FolderStory], _ directory: FolderDirectory,
        into ledger: inout ImportLedger
    ) async throws {
        let closing = FolderClosing(source: source, directory: directory, now: clock.now())
        let comments = closing.comments(catalogue.comments, into: &ledger)
        let children = stories.filter { $0.parentSlug != nil }
        let more = try await store.write { connection in
            var ledger = ImportLedger()
            try closing.place(children, in: connection, &ledger)
            ledger.take("comment", try Comment.save(comments, in: connection))
            if let settings { try closing.settle(settings, in: connection, &ledger) }
            return ledger
        }
        ledger.append(more)
    }
}

/// Why a folder was not imported.
public enum MarkdownImportError: Error, Sendable, CustomStringConvertible {
    case faults([MarkdownFault])
    case noName

    public var description: String {
        switch self {
        case .faults(let faults): faults.map(\.description).joined(separator: "\n") + "\nNothing was imported."
        case .noName: "The folder has no name to call the publication by: run `standfirst setup --name NAME` first."
        }
    }
}
