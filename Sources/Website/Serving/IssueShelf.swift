import Editorial
import Logging
import Markup
import Storage
import Synchronization

/// Keeps what all pages have in common, made anew only when the settings, the sections or the look changed.
///
/// Invariant: what is kept was read after the last change that this process has heard of, and it hears of its own before
/// the write that made it returns (``heed(_:)``). A reading that a change overtook is used for the request that asked, and
/// not kept.
actor IssueShelf {
    /// What others than the actor let go of, in the midst of their writes.
    private struct Current {
        var issue: PrintedIssue?
        /// Counts the changes heard of.
        var changes = 0
        /// Whether other nodes' changes can't be heard.
        var isDeaf = false
    }

    private let store: any Store
    private let catalogues: CatalogueLibrary
    private let looks: LookLoader
    private let logger: Logger
    private let kept = Mutex(Current())
    /// What stands in while the database is away.
    private var last: PrintedIssue?
    private let bundled: PrintedLook
    /// Every stylesheet and logo that pages still out there may name, newest last.
    private var stylesheets: [LookStylesheet] = []
    private var logos: [LookLogo] = []

    init(store: any Store, catalogues: CatalogueLibrary, looks: LookLoader, logger: Logger) throws {
        self.store = store
        self.catalogues = catalogues
        self.looks = looks
        self.logger = logger
        bundled = PrintedLook(try looks.load(LookLoader.bundledLooks[0]))
        stylesheets = [bundled.stylesheet]
    }

    func current() async throws -> PrintedIssue {
        let (issue, before) = kept.withLock { ($0.issue, $0.changes) }
        if let issue { return issue }
        let publication = try await store.read { try Publication.read(from: $0) }
        let look = try look(publication)
        let catalogues = catalogues
        let read = try await store.read { connection in
            try Issue.read(
                from: connection, wording: { catalogues.wording(for: $0.language, timeZone: $0.timeZone) }, look: look)
        }
        let printed = PrintedIssue(issue: read, look: look)
        last = printed
        kept.withLock { if $0.changes == before, !$0.isDeaf { $0.issue = printed } }
        return printed
    }

    /// A stylesheet that this process has served pages with.
    func stylesheet(_ hash: AssetName) async throws -> Answer? {
        if !stylesheets.contains(where: { $0.hash == hash }) { _ = try await current() }
        guard let sheet = stylesheets.first(where: { $0.hash == hash }) else { return nil }
        return Answer(mediaType: "text/css; charset=utf-8", content: .bytes(sheet.css), keeping: .forever)
    }

    /// A logo that this process has served pages with.
    func logo(_ name: AssetName) async throws -> Answer? {
        if !logos.contains(where: { $0.name == name }) { _ = try await current() }
        guard let logo = logos.first(where: { $0.name == name }) else { return nil }
        return Answer(mediaType: logo.format.mediaType, content: .bytes(logo.bytes), keeping: .forever)
    }

    /// A paper for pages that must not need the database.
    func barePaper() -> Paper {
        if let paper = last?.issue.paper { return paper }
        let language = LanguageTag.english
        return Paper(
            name: "Standfirst", origin: "", wording: catalogues.wording(for: language, timeZone: "UTC"),
            look: bundled.page)
    }

    /// Has it all read anew.
    nonisolated func letGo() {
        kept.withLock { kept in
            kept.changes += 1
            kept.issue = nil
        }
    }

    nonisolated func heed(_ announcement: Announcement) {
        switch announcement {
        case .interrupted: kept.withLock { $0.isDeaf = true }
        case .missedSome: kept.withLock { $0.isDeaf = false }
        case .changed(let keys): if !keys.contains(CacheKey.site.description) { return }
        }
        letGo()
    }

    private func look(_ publication: Publication) throws -> PrintedLook {
        let loaded = try looks.load(publication.look)
        for fault in loaded.faults {
            logger.warning("the look has a fault; the last good one stands in", metadata: ["fault": "\(fault)"])
        }
        let look = PrintedLook(loaded)
        if !stylesheets.contains(look.stylesheet) { stylesheets = stylesheets.suffix(7) + [look.stylesheet] }
        if let logo = look.logo, !logos.contains(logo) { logos = logos.suffix(7) + [logo] }
        return look
    }
}

/// An issue with the look that it is printed in.
struct PrintedIssue: Sendable {
    let issue: Issue
    let look: PrintedLook

    /// The issue with the date that is printed over the masthead.
    func issue(at now: Timestamp) -> Issue { issue.dated(now) }
}
