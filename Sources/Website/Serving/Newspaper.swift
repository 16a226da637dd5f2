public import Editorial
public import Foundation
public import Logging
import Markup
public import Storage
import SystemPackage

/// The newspaper as readers get it: an answer for every address of the site.
///
/// It knows nothing of HTTP; ``ReaderResponder`` carries its answers out. What it has printed is kept in a ``PageCache``.
public struct Newspaper: Sendable {
    let media: MediaArchive
    private let store: any Store
    private let shelf: IssueShelf
    private let clock: TimeSource
    private let sources: SourceArchive
    let cache: PageCache
    /// Has what is kept let go of by each change, made here or by another process.
    private let heeding: AnnouncementHeeding

    /// - Parameters:
    ///   - lookFolder: Where the publication keeps its own look; it need not exist.
    ///   - cache: Keeps finished pages; one that is given anew where `nil`.
    /// - Throws: ``CatalogueError`` or ``LookLoadingError``, where the program's own files are missing or broken.
    public init(
        store: any Store, media: MediaArchive, lookFolder: URL, cache: PageCache? = nil, clock: TimeSource = .system,
        logger: Logger
    ) async throws {
        self.store = store
        self.media = media
        self.clock = clock
        sources = SourceArchive(store: store, objects: media.objects, clock: clock)
        shelf = try IssueShelf(
            store: store, catalogues: try CatalogueLibrary(), looks: LookLoader(folder: lookFolder), logger: logger)
        let pages = cache ?? PageCache(bytes: PageCache.standardBytes, clock: clock)
        self.cache = pages
        heeding = store.heedAnnouncements { [shelf] announcement in
            // First what pages are made of: one that is begun after its drop must not be made of what went before.
            shelf.heed(announcement)
            pages.heed(announcement)
        }
    }

    /// Takes the look from its files again.
    public func reloadLook() {
        shelf.letGo()
        cache.letGoOfPages()
    }

    /// What a reader is sent for an address.
    enum Served: Sendable {
        case page(PageCache.Served)
        /// A recording, film or document.
        case original(Answer, Media)
    }

    /// The page at an address, from the cache where it keeps such pages; where nothing stands there, the page that says so.
    /// - Throws: As ``answer(_:)``; for a database that is away, only where nothing was kept.
    func page(at address: SiteAddress) async throws -> Served {
        switch address.kind {
        case .search, .health, .ready, .mediaFile:
            let answer = try await answer(address)
            switch answer.content {
            case .bytes(let bytes): return .page(PageCache.Served(FinishedPage(answer, bytes)))
            case .original(let media): return .original(answer, media)
            }
        default:
            let served = try await cache.page(at: address.path, on: address.kind.shelf) {
                guard let answer = try await find(address), case .bytes(let bytes) = answer.content else { return nil }
                return FinishedPage(answer, bytes)
            }
            if let served { return .page(served) }
            return .page(try await missingPage())
        }
    }

    /// 404, also for what can't be an address at all. One page for all of them: there is no end to what isn't there.
    func missingPage() async throws -> PageCache.Served {
        let served = try await cache.page(at: Self.nowhere) {
            let answer = try await missing()
            guard case .bytes(let bytes) = answer.content else { return nil }
            return FinishedPage(answer, bytes)
        }
        if let served { return served }
        return await maintenancePage()
    }

    /// Where the page for what isn't there is kept: no request has such a target.
    private static let nowhere = "nowhere"

    /// 503, printed without the database.
    func maintenancePage() async -> PageCache.Served { Self.finished(await maintenance()) }

    /// 500, printed without the database.
    func brokenPage() async -> PageCache.Served { Self.finished(await broken()) }

    private static func finished(_ answer: Answer) -> PageCache.Served {
        guard case .bytes(let bytes) = answer.content else { return PageCache.Served(FinishedPage(answer, [])) }
        return PageCache.Served(FinishedPage(answer, bytes))
    }

    /// The answer at an address.
    /// - Throws: `StorageError`, `PublicationError`, or what the media archive throws for a fault of its own.
    public func answer(_ address: SiteAddress) async throws -> Answer {
        if let answer = try await find(address) { return answer }
        return try await missing()
    }

    /// - Returns: `nil` where nothing stands there.
    private func find(_ address: SiteAddress) async throws -> Answer? {
        switch address {
        case .health:
            return .health("ok")
        case .ready:
            _ = try await store.read { try Publication.read(from: $0).name }
            return .health("ready")
        case .stylesheet(let hash):
            return try await shelf.stylesheet(hash)
        case .logo(let name):
            return try await shelf.logo(name)
        case .font(let family, let file):
            return Self.font(family, file)
        case .rendition(let rendition):
            return try await picture(rendition)
        case .mediaFile(let hash, let name):
            return try await file(hash, name)
        case .card(let slug):
            return try await card(slug)
        case .source(let id), .sourceAnnotations(let id):
            return try await source(id, at: address)
        case .icon:
            return try await icon(side: 64)
        case .touchIcon:
            return try await icon(side: 180)
        default:
            let issue = try await shelf.current()
            let now = clock.now()
            return try await store.read { connection in
                try Printer(connection: connection, issue: issue.issue(at: now), now: now).answer(address)
            }
        }
    }

    private func maintenance() async -> Answer {
        let paper = await shelf.barePaper()
        return .notice(NoticeView(.maintenance, wording: paper.wording), in: paper)
    }

    private func broken() async -> Answer {
        let paper = await shelf.barePaper()
        return .notice(NoticeView(.failure, wording: paper.wording), in: paper)
    }

    private func missing() async throws -> Answer {
        let issue = try await shelf.current()
        let now = clock.now()
        return try await store.read { connection in
            try Printer(connection: connection, issue: issue.issue(at: now), now: now).notFound()
        }
    }

    private func picture(_ rendition: Rendition) async throws -> Answer? {
        do {
            let bytes = try await media.bytes(of: rendition)
            return Answer(mediaType: rendition.format.mediaType, content: .bytes(bytes), keeping: .forever)
        } catch is MediaError {
            return nil
        } catch ImageProcessorError.unreadable {
            // A file that no decoder gets through is as good as not there.
            return nil
        }
    }

    private func file(_ hash: ContentHash, _ name: AssetName) async throws -> Answer? {
        do {
            let media = try await media.original(hash)
            // The same file may have come in under several names.
            let current = AssetName(nearest: media.fileName)
            guard current == name else { return .moved(to: SiteAddress.mediaFile(hash, current).path) }
            return Answer(mediaType: media.type, content: .original(media), keeping: .forever)
        } catch is MediaError {
            return nil
        }
    }

    /// A source's page is made of what the database and the archive hold together.
    private func source(_ id: Source.ID, at address: SiteAddress) async throws -> Answer? {
        guard let page = try await store.read({ try SourcePage.read(id, from: $0) }) else { return nil }
        let texts = address.kind == .source ? try await sources.texts(shownOn: page) : [:]
        let issue = try await shelf.current()
        let now = clock.now()
        return try await store.read { connection in
            let printer = Printer(connection: connection, issue: issue.issue(at: now), now: now)
            return address.kind == .source ? printer.source(page, texts: texts) : try printer.annotations(page)
        }
    }

    private func card(_ slug: Slug?) async throws -> Answer? {
        let issue = try await shelf.current()
        let now = clock.now()
        let card = try await store.read { connection in
            try Printer(connection: connection, issue: issue.issue(at: now), now: now).card(of: slug, issue.look)
        }
        guard let card else { return nil }
        let bytes = try await media.picture(ofDrawing: card.drawing, fonts: Self.fonts)
        return Answer(mediaType: "image/png", content: .bytes(bytes), keeping: .hour, keys: card.keys)
    }

    /// PNG, which every browser reads at `/favicon.ico` too.
    private func icon(side: Int) async throws -> Answer {
        let issue = try await shelf.current()
        let drawing = CardPicture.icon(publication: issue.issue.publication.name, side: side, colours: issue.look.card)
        let bytes = try await media.picture(ofDrawing: drawing, fonts: Self.fonts)
        return Answer(mediaType: "image/png", content: .bytes(bytes), keeping: .hour, keys: [.site])
    }

    static let fonts = FilePath(WebsiteRoom.resources.appending(path: "fonts").path)

    static func font(_ family: AssetName, _ file: AssetName) -> Answer? {
        let path = WebsiteRoom.resources.appending(path: "fonts/\(family)/\(file)")
        guard path.pathExtension == "woff2", let data = try? Data(contentsOf: path) else { return nil }
        return Answer(mediaType: "font/woff2", content: .bytes(Array(data)), keeping: .forever)
    }
}

extension SourceArchive {
    /// The texts that a source's page takes its passages from, and the newest, which it may show whole.
    func texts(shownOn page: SourcePage) async throws -> [SourceVersion.ID: SourceText] {
        guard page.source.visibility == .public else { return [:] }
        var texts: [SourceVersion.ID: SourceText] = [:]
        for version in Set(page.passages.map(\.version)).union(page.versions.first.map { [$0.id] } ?? []) {
            do {
                texts[version] = SourceText(try await read(version))
            } catch ObjectStoreError.missing {
                // The passages stand in the findings too, with less around them.
                continue
            }
        }
        return texts
    }
}

extension Answer {
    /// For load balancers, which must never be given a kept answer.
    fileprivate static func health(_ word: String) -> Answer {
        Answer(mediaType: "text/plain; charset=utf-8", content: .bytes(Array("\(word)\n".utf8)), keeping: .never)
    }
}

extension Printer {
    /// The page, feed or text file at an address.
    /// - Returns: `nil` where nothing stands there (404).
    func answer(_ address: SiteAddress) throws -> Answer? {
        switch address {
        case .front: try front()
        case .story(let path): try whatStands(at: path)
        case .section(let slug, let number): try section(slug, page: number) ?? whatStands(at: address)
        case .topic(let slug, let number): try topic(slug, page: number) ?? whatStands(at: address)
        case .author(let slug, let number): try author(slug, page: number) ?? whatStands(at: address)
        case .archive: try archive()
        case .archiveMonth(let month, let number): try archive(month, page: number)
        case .search(let terms): try search(terms)
        case .feed(let scope, let format): try feed(scope, format)
        case .sitemapIndex: try sitemapIndex()
        case .sitemap(let number): try sitemap(number)
        case .newsSitemap: try newsSitemap()
        case .robots: robots()
        case .trust: trust()
        case .security: security()
        case .quotationStandards: try quotationStandards()
        case .stylesheet, .logo, .font, .rendition, .mediaFile, .card, .icon, .touchIcon, .source, .sourceAnnotations: nil
        case .health, .ready: nil
        }
    }

    /// A list's slug that is not its own any more leads on.
    private func whatStands(at address: SiteAddress) throws -> Answer? {
        guard let path = AddressPath(address.onPage(1).path) else { return nil }
        return try whatStands(at: path)
    }

    private func whatStands(at path: AddressPath) throws -> Answer? {
        switch try AddressBook.answer(at: path, from: connection) {
        case .story(let id): try story(id)
        case .withdrawn(let id): try withdrawn(id)
        case .moved(let current): .moved(to: current.description, keys: try keys(of: current))
        case .elsewhere(let location): .moved(to: location)
        case .section, .topic, .author, nil: nil
        }
    }

    /// The keys of what has an address now.
    private func keys(of path: AddressPath) throws -> Set<CacheKey> {
        switch try AddressBook.answer(at: path, from: connection) {
        case .story(let id), .withdrawn(let id): [.story(id), .site]
        case .section(let id): [.section(id), .site]
        case .topic(let id): [.topic(id), .site]
        case .author(let id): [.author(id), .site]
        case .moved, .elsewhere, nil: [.site]
        }
    }

    /// The drawing of a story's social card, or of the publication's.
    /// - Returns: `nil` for a story that readers can't see.
    func card(of slug: Slug?, _ look: PrintedLook) throws -> (drawing: [UInt8], keys: Set<CacheKey>)? {
        let isRightToLeft = wording.language.direction == .rightToLeft
        let host = origin.split(separator: "/").last.map(String.init) ?? origin
        guard let slug else {
            let drawing = CardPicture.drawing(
                publication: publication.name, kicker: nil, headline: publication.tagline ?? publication.name,
                foot: host, colours: look.card, isRightToLeft: isRightToLeft)
            return (drawing, [.site])
        }
        guard let story = try Story.find(slug: slug, from: connection),
            let teaser = try Teaser.read([story.id], from: connection).first
        else { return nil }
        let writers = teaser.bylines.filter { $0.role == .reporter || $0.role == .contributor }.map(\.person.name)
        let drawing = CardPicture.drawing(
            publication: publication.name, kicker: teaser.kicker ?? teaser.section?.name, headline: teaser.headline,
            foot: (writers + [host]).joined(separator: " · "), colours: look.card, isRightToLeft: isRightToLeft)
        return (drawing, teaser.cacheKeys.union([.site]))
    }
}

extension SiteAddress.Kind {
    /// Where what stands at such an address is kept.
    fileprivate var shelf: PageCache.Shelf {
        switch self {
        case .stylesheet, .logo, .font, .rendition: .assets
        default: .pages
        }
    }
}
