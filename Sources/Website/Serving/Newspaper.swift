public import Editorial
public import Foundation
public import Logging
import Markup
public import Storage
import SystemPackage

/// The newspaper as readers get it: an answer for every address of the site.
///
/// It knows nothing of HTTP; ``ReaderResponder`` carries its answers out.
public struct Newspaper: Sendable {
    let media: MediaArchive
    private let store: any Store
    private let shelf: IssueShelf
    private let clock: TimeSource
    private let sources: SourceArchive

    /// - Parameters:
    ///   - lookFolder: Where the publication keeps its own look; it need not exist.
    /// - Throws: ``CatalogueError`` or ``LookLoadingError``, where the program's own files are missing or broken.
    public init(
        store: any Store, media: MediaArchive, lookFolder: URL, clock: TimeSource = .system, logger: Logger
    ) async throws {
        self.store = store
        self.media = media
        self.clock = clock
        sources = SourceArchive(store: store, objects: media.objects, clock: clock)
        shelf = try IssueShelf(
            store: store, catalogues: try CatalogueLibrary(), looks: LookLoader(folder: lookFolder), logger: logger)
    }

    /// Follows changes of the settings, the sections and the look, made here or by another process, until cancelled.
    public func followChanges() async {
        await shelf.followChanges()
    }

    /// Takes the look from its files again.
    public func reloadLook() async {
        await shelf.letGo()
    }

    /// The answer at an address.
    /// - Throws: `StorageError`, `PublicationError`, or what the media archive throws for a fault of its own.
    public func answer(_ address: SiteAddress) async throws -> Answer {
        switch address {
        case .health:
            return .health("ok")
        case .ready:
            _ = try await store.read { try Publication.read(from: $0).name }
            return .health("ready")
        case .stylesheet(let hash):
            if let sheet = try await shelf.stylesheet(hash) { return sheet }
            return try await missing()
        case .logo(let name):
            if let logo = try await shelf.logo(name) { return logo }
            return try await missing()
        case .font(let family, let file):
            if let font = Self.font(family, file) { return font }
            return try await missing()
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
                let printer = Printer(connection: connection, issue: issue.issue(at: now), now: now)
                return try printer.answer(address) ?? printer.notFound()
            }
        }
    }

    /// 404, also for what can't be an address at all.
    public func notFound() async -> Answer {
        do {
            return try await missing()
        } catch {
            return await maintenance()
        }
    }

    /// 503, printed without the database.
    public func maintenance() async -> Answer {
        let paper = await shelf.barePaper()
        return .notice(NoticeView(.maintenance, wording: paper.wording), in: paper)
    }

    /// 500, printed without the database.
    public func broken() async -> Answer {
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

    private func picture(_ rendition: Rendition) async throws -> Answer {
        do {
            let bytes = try await media.bytes(of: rendition)
            return Answer(mediaType: rendition.format.mediaType, content: .bytes(bytes), keeping: .forever)
        } catch is MediaError {
            return try await missing()
        } catch ImageProcessorError.unreadable {
            // A file that no decoder gets through is as good as not there.
            return try await missing()
        }
    }

    private func file(_ hash: ContentHash, _ name: AssetName) async throws -> Answer {
        do {
            let media = try await media.original(hash)
            // The same file may have come in under several names.
            let current = AssetName(nearest: media.fileName)
            guard current == name else { return .moved(to: SiteAddress.mediaFile(hash, current).path) }
            return Answer(mediaType: media.type, content: .original(media), keeping: .forever)
        } catch is MediaError {
            return try await missing()
        }
    }

    /// A source's page is made of what the database and the archive hold together.
    private func source(_ id: Source.ID, at address: SiteAddress) async throws -> Answer {
        guard let page = try await store.read({ try SourcePage.read(id, from: $0) }) else { return try await missing() }
        let texts = address.kind == .source ? try await sources.texts(shownOn: page) : [:]
        let issue = try await shelf.current()
        let now = clock.now()
        return try await store.read { connection in
            let printer = Printer(connection: connection, issue: issue.issue(at: now), now: now)
            let answer = address.kind == .source ? printer.source(page, texts: texts) : try printer.annotations(page)
            return try answer ?? printer.notFound()
        }
    }

    private func card(_ slug: Slug?) async throws -> Answer {
        let issue = try await shelf.current()
        let now = clock.now()
        let drawing = try await store.read { connection in
            try Printer(connection: connection, issue: issue.issue(at: now), now: now).card(of: slug, issue.look)
        }
        guard let drawing else { return try await missing() }
        let bytes = try await media.picture(ofDrawing: drawing, fonts: Self.fonts)
        return Answer(mediaType: "image/png", content: .bytes(bytes), keeping: .hour)
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
        case .moved(let current): .moved(to: current.description)
        case .elsewhere(let location): .moved(to: location)
        case .section, .topic, .author, nil: nil
        }
    }

    /// The drawing of a story's social card, or of the publication's.
    /// - Returns: `nil` for a story that readers can't see.
    func card(of slug: Slug?, _ look: PrintedLook) throws -> [UInt8]? {
        let isRightToLeft = wording.language.direction == .rightToLeft
        let host = origin.split(separator: "/").last.map(String.init) ?? origin
        guard let slug else {
            return CardPicture.drawing(
                publication: publication.name, kicker: nil, headline: publication.tagline ?? publication.name,
                foot: host, colours: look.card, isRightToLeft: isRightToLeft)
        }
        guard let story = try Story.find(slug: slug, from: connection),
            let teaser = try Teaser.read([story.id], from: connection).first
        else { return nil }
        let writers = teaser.bylines.filter { $0.role == .reporter || $0.role == .contributor }.map(\.person.name)
        return CardPicture.drawing(
            publication: publication.name, kicker: teaser.kicker ?? teaser.section?.name, headline: teaser.headline,
            foot: (writers + [host]).joined(separator: " · "), colours: look.card, isRightToLeft: isRightToLeft)
    }
}
