public import Editorial
public import Foundation
import HTTPTypes
public import Logging
import Markup
public import Storage
import SystemPackage

/// The whole paper printed at once, for a server that only has files.
///
/// Every page is the one that ``Newspaper`` answers with, but for what would be wrong tomorrow or needs a program behind
/// it: the day's date over the masthead, and the search.
///
/// A run works in two steps. Within reads of the database, all of one state, each thread opens a ``Press`` and prints;
/// what takes a child process or the object store comes out unfinished, and is finished after.
public struct PressRun: Sendable {
    private let catalogues: CatalogueLibrary
    private let look: PrintedLook
    private let lookName: String
    private let origin: String?
    private let drawsCards: Bool
    private let now: Timestamp
    private let store: any Store
    private let media: MediaArchive
    private let sources: SourceArchive

    /// - Parameters:
    ///   - lookFolder: Where the publication keeps its own look; it need not exist.
    ///   - origin: The public origin, as in `https://lantern.example`, where it is not the publication's own.
    ///   - drawsCards: Whether stories have social cards of their own; otherwise their pages name the publication's.
    /// - Throws: `PublicationError`, `StorageError`, ``CatalogueError`` or ``LookLoadingError``.
    public init(
        store: any Store, media: MediaArchive, lookFolder: URL, origin: String? = nil, drawsCards: Bool = true,
        clock: TimeSource = .system,
        logger: Logger
    ) async throws {
        self.store = store
        self.media = media
        self.origin = origin
        self.drawsCards = drawsCards
        now = clock.now()
        sources = SourceArchive(store: store, objects: media.objects, clock: clock)
        catalogues = try CatalogueLibrary()
        lookName = try await store.read { try Publication.read(from: $0).look }
        let loaded = try LookLoader(folder: lookFolder).load(lookName)
        for fault in loaded.faults {
            logger.warning("the look has a fault; the last good one stands in", metadata: ["fault": "\(fault)"])
        }
        look = PrintedLook(loaded)
    }

    /// Something printed.
    public enum Print: Sendable {
        case finished(Answer)
        /// A social card, as the drawing that it is made of.
        case card(drawing: [UInt8])
        /// A source, whose text the object store has.
        case source(UnfinishedSource)
    }

    /// A source's page without its text, and what all pages had in common when it was read.
    public struct UnfinishedSource: Sendable {
        let page: SourcePage
        let issue: Issue
    }

    /// Makes a press ready on a connection.
    /// - Throws: ``PressRunError/lookChanged`` where the settings name another look since the run began.
    public func press(on connection: any Connection) throws -> Press {
        let issue = try Issue.read(
            from: connection, wording: { catalogues.wording(for: $0.language, timeZone: $0.timeZone) }, look: look)
        guard issue.publication.look == lookName else { throw PressRunError.lookChanged }
        return Press(printer: Printer(connection: connection, issue: issue.asFiles(at: origin, drawsCards: drawsCards), now: now), look: look)
    }

    /// What is the same whatever the database holds: the look's files, and a font by its address.
    /// - Returns: `nil` for any other address.
    public func file(at address: SiteAddress) -> Answer? {
        switch address {
        case .stylesheet(look.stylesheet.hash):
            Answer(mediaType: "text/css; charset=utf-8", content: .bytes(look.stylesheet.css), keeping: .forever)
        case .logo(let name):
            look.logo.flatMap { logo in
                guard logo.name == name else { return nil }
                return Answer(mediaType: logo.format.mediaType, content: .bytes(logo.bytes), keeping: .forever)
            }
        case .font(let family, let file): Newspaper.font(family, file)
        default: nil
        }
    }

    /// The picture of a drawing, as PNG.
    public func picture(ofDrawing drawing: [UInt8]) async throws -> [UInt8] {
        try await media.picture(ofDrawing: drawing, fonts: Newspaper.fonts)
    }

    /// A picture's rendition.
    /// - Returns: `nil` where the archive has no such picture, or no decoder gets through it.
    public func picture(_ rendition: Rendition) async throws -> [UInt8]? {
        do {
            return try await media.bytes(of: rendition)
        } catch is MediaError {
            return nil
        } catch ImageProcessorError.unreadable {
            return nil
        }
    }

    /// Copies a recording, film or document to a file, in place of what is there.
    /// - Returns: `false` where the archive has no such file.
    /// - Throws: `CocoaError` where the copy can't be written.
    public func copy(_ original: ContentHash, to file: String) async throws -> Bool {
        do {
            _ = try await media.original(original)
            try await media.objects.withFile(of: original) { path in
                try? FileManager.default.removeItem(atPath: file)
                try FileManager.default.copyItem(atPath: path.string, toPath: file)
            }
            return true
        } catch is MediaError {
            return false
        } catch ObjectStoreError.missing {
            return false
        }
    }

    /// Finishes a source's page with its text.
    /// - Returns: `nil` where readers may know of no such source.
    public func answer(for source: UnfinishedSource) async throws -> Answer? {
        let texts = try await sources.texts(shownOn: source.page)
        return try await store.read { connection in
            Printer(connection: connection, issue: source.issue, now: now).source(source.page, texts: texts)
        }
    }

    /// What every answer carries besides its type and how long it keeps, in order of the fields' names.
    public static let headers: [(name: String, value: String)] = ResponseFields.standing
        .map { ($0.name.rawName, $0.value) }.sorted { $0.0 < $1.0 }
}

/// Prints within one read of the database.
public struct Press {
    let printer: Printer
    let look: PrintedLook

    /// What stands at an address: `nil` for nothing, for what never leaves the server, and for files, which
    /// ``PressRun`` has.
    public func print(_ address: SiteAddress) throws -> PressRun.Print? {
        switch address {
        case .search, .health, .ready: nil
        case .source(let id):
            try SourcePage.read(id, from: printer.connection).map { .source(.init(page: $0, issue: printer.issue)) }
        case .sourceAnnotations(let id):
            try SourcePage.read(id, from: printer.connection).flatMap { try printer.annotations($0) }.map { .finished($0) }
        case .card(let slug): try printer.card(of: slug, look).map { .card(drawing: $0.drawing) }
        case .icon: .card(drawing: icon(side: 64))
        case .touchIcon: .card(drawing: icon(side: 180))
        default: try printer.answer(address).map { .finished($0) }
        }
    }

    /// The page for an address at which nothing stands.
    public func notFound() throws -> Answer { try printer.notFound() }

    private func icon(side: Int) -> [UInt8] {
        CardPicture.icon(publication: printer.publication.name, side: side, colours: look.card)
    }
}

public enum PressRunError: Error, Sendable, Hashable, CustomStringConvertible {
    case lookChanged

    public var description: String {
        "The publication's look was changed while its pages were being printed: run it again."
    }
}
