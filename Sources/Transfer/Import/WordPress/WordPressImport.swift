public import Editorial
import Foundation
import Markup
public import Storage
import SystemPackage

/// Imports a WordPress export (WXR 1.0 to 1.2).
///
/// The file is read twice and never held: once to see that all of it is well-formed and for what stories refer to, and
/// once for the stories. While some are written, the next are read and converted.
public struct WordPressImport: Sendable {
    public struct Options: Sendable {
        /// A copy of the site's uploads folder.
        public var mediaFolder: String?
        /// Gets the files that are not in the folder; `nil` leaves them missing.
        public var fetcher: MediaFetcher?
        /// Only gets the files that are missing.
        public var onlyMissingMedia = false
        /// The public origin of a publication that is made by the import.
        public var baseURL = "http://localhost:8080"
        /// The old site's time zone, which the file doesn't tell, for a publication that is made by the import.
        public var timeZone: String?
        /// How many items one write holds at most.
        public var batchSize = 1000

        public init() {}
    }

    private let path: String
    private let store: any Store
    private let archive: MediaArchive
    private let options: Options
    private let clock: TimeSource

    public init(
        file path: String, into store: any Store, media archive: MediaArchive, options: Options = Options(),
        clock: TimeSource = .system
    ) {
        self.path = path
        self.store = store
        self.archive = archive
        self.options = options
        self.clock = clock
    }

    /// Imports the file.
    /// - Throws: ``WXRError`` for a malformed file, of which nothing is imported; what the store throws.
    public func run(progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }) async throws -> ImportReport {
        progress(ImportProgress(.checking))
        let survey = try WordPressSurvey(path: path)
        let summary = survey.summary
        var ledger = ImportLedger()
        for (kind, count) in summary.found { ledger.find(kind, count) }
        for (name, count) in summary.unknownElements.sorted(by: { $0.key < $1.key }) {
            ledger.omit("element <\(name)>", "the export format doesn't have it", count: count)
        }
        for (key, count) in summary.otherMetaKeys.sorted(by: { $0.key < $1.key }) where !WordPressItemMeta.isHousekeeping(key) {
            ledger.omit("field “\(key)” of a comment or term", "Standfirst has nothing for it", count: count)
        }

        let settings = try await settings(summary.channel)
        let zone = TimeZone(identifier: settings.publication.timeZone) ?? .gmt
        let source = ImportSource(name: "wordpress:\(Self.siteName(survey.channel))")
        if !options.onlyMissingMedia {
            let plan = WordPressWriting(source: source, survey: survey, store: store, zone: zone, now: clock.now(), batchSize: options.batchSize)
            ledger.append(try await plan.open(settings))
            ledger.append(try await plan.writeMedia())
            let (more, stories) = try await plan.writeStories(path: path, total: summary.items, progress)
            ledger.append(more)
            ledger.append(try await plan.close(stories))
        }
        try await fillMedia(survey, source, into: &ledger, progress)
        return ledger.report
    }

    /// The publication's settings, and whether the import makes them.
    struct Settings: Sendable {
        var publication: Publication
        var isNew: Bool
    }

    private func settings(_ channel: WXRChannel) async throws -> Settings {
        let there = try await store.read { connection in
            do { return try Publication.read(from: connection) as Publication? } catch PublicationError.notSetUp { return nil }
        }
        if let there { return Settings(publication: there, isNew: false) }
        guard let language = LanguageTag(parsing: channel.language) ?? LanguageTag(parsing: "en") else {
            throw PublicationError.unreadable("the export's language")
        }
        let publication = Publication(
            name: WordPressDirectoryWriter.text(channel.title) ?? Self.siteName(channel),
            tagline: WordPressDirectoryWriter.text(channel.description), language: language,
            timeZone: options.timeZone ?? "UTC", baseURL: options.baseURL)
        try publication.check()
        return Settings(publication: publication, isNew: true)
    }

    /// The site's host and path: what tells it from others, whatever scheme it has now.
    private static func siteName(_ channel: WXRChannel) -> String {
        var key = WordPressSurvey.key(of: channel.baseBlogAddress.nonEmpty ?? channel.link)
        while key.hasSuffix("/") { key.removeLast() }
        return key.nonEmpty ?? "unnamed"
    }

    private func fillMedia(
        _ survey: WordPressSurvey, _ source: ImportSource, into ledger: inout ImportLedger,
        _ progress: @Sendable (ImportProgress) -> Void
    ) async throws {
        let numbers = Dictionary(
            survey.attachmentOrder.map { (source.identifier(.media, $0) as Media.ID, $0) }, uniquingKeysWith: { first, _ in first })
        let missing = try await store.read { try $0.mediaWithoutFile() }
        let wanted = missing.map { media in
            guard let attachment = numbers[media.id].flatMap({ survey.attachments[$0] }) else {
                let address = media.sourceURL.map { MediaAddress.original(of: $0) ?? $0 }
                let path = address.flatMap { WordPressAddresses.path(of: $0, in: survey.channel) }.flatMap { AddressPath($0) }
                return MediaFilling.Wanted(
                    media: media, isRendition: true, addresses: path.map { [$0] } ?? [],
                    name: "file \(media.sourceURL ?? media.fileName)")
            }
            var paths = attachment.parent == 0 ? attachment.paths : []
            if let path = WordPressAddresses.path(of: attachment.address, in: survey.channel) { paths.append(path) }
            return MediaFilling.Wanted(
                media: media, attachedFile: attachment.attachedFile, addresses: paths.compactMap { AddressPath($0) },
                name: "file of attachment \(attachment.id) (\(attachment.address))")
        }
        let filling = MediaFilling(
            store: store, archive: archive, uploads: options.mediaFolder.map { UploadsFolder(path: FilePath($0)) },
            fetcher: options.fetcher)
        try await filling.fill(wanted, into: &ledger, progress: progress)
    }
}
