import Editorial
import NIOCore
public import Storage
import Synchronization

/// Finished responses in memory, each made once and given to however many ask, until something that it was made of changes.
///
/// ``PageShelf`` decides; this carries the decisions out. Pages have one shelf; pictures, fonts and stylesheets, which never
/// change, have another with a quarter of the memory, so that they don't push out pages.
public final class PageCache: Sendable {
    /// A page, and since when it is out of date if nothing newer could be had.
    struct Served: Sendable {
        let page: FinishedPage
        var isOutdated = false
        fileprivate let place: Place?

        fileprivate init(page: FinishedPage, isOutdated: Bool = false, place: Place) {
            self.page = page
            self.isOutdated = isOutdated
            self.place = place
        }

        /// A page that is kept nowhere.
        init(_ page: FinishedPage) {
            self.page = page
            place = nil
        }
    }

    /// Where something is kept.
    fileprivate struct Place: Sendable, Hashable {
        let shelf: Shelf
        let address: String
    }

    enum Shelf: Int, Sendable, CaseIterable {
        case pages
        case assets
    }

    private typealias Waiter = CheckedContinuation<Served?, any Error>

    private struct State {
        var pages: PageShelf<FinishedPage, Waiter>
        var assets: PageShelf<FinishedPage, Waiter>
        var laneAnswers = 0

        subscript(_ shelf: Shelf) -> PageShelf<FinishedPage, Waiter> {
            get { shelf == .pages ? pages : assets }
            _modify {
                switch shelf {
                case .pages: yield &pages
                case .assets: yield &assets
                }
            }
        }
    }

    /// The most memory that is taken where nobody says otherwise: 128 MB.
    public static let standardBytes = 128 << 20

    private let state: Mutex<State>
    private let clock: TimeSource

    /// For as long as that a database that was away is not asked again, where there is something to give instead, in
    /// milliseconds: connecting in vain may take a while.
    private static let pauseWhileAway: Int64 = 1000

    /// - Parameter bytes: The most memory that everything kept may take; with 0 nothing is kept, but what several ask for at
    ///   once is rendered once all the same.
    public init(bytes: Int, clock: TimeSource = .system) {
        self.clock = clock
        let assets = bytes / 4
        let pages = bytes - assets
        state = Mutex(
            State(
                pages: PageShelf(bound: pages, largest: pages / 8), assets: PageShelf(bound: assets, largest: assets / 8)))
    }

    public var statistics: Statistics {
        state.withLock { state in
            var statistics = Statistics()
            for shelf in Shelf.allCases {
                statistics.entries += state[shelf].count
                statistics.outdated += state[shelf].outdatedCount
                statistics.bytes += state[shelf].cost
                statistics.bound += state[shelf].bound
                statistics.counts = statistics.counts + state[shelf].counts
            }
            statistics.counts.laneAnswers = state.laneAnswers
            return statistics
        }
    }

    // MARK: Pages

    /// The page at an address: the one that is kept, or the one that `render` gives.
    /// - Parameter render: Is called once for however many wait. `nil` where nothing stands at the address.
    /// - Throws: What `render` throws; for a database that is away (`StorageError.unavailable`), only where nothing was kept.
    func page(
        at address: String, on shelf: Shelf = .pages, render: @escaping @Sendable () async throws -> FinishedPage?
    ) async throws -> Served? {
        try await withCheckedThrowingContinuation { (waiter: Waiter) in
            let place = Place(shelf: shelf, address: address)
            switch state.withLock({ $0[shelf].ask(address, waiter, at: clock.now()) }) {
            case .page(let page): waiter.resume(returning: Served(page: page, place: place))
            case .outdated(let page): waiter.resume(returning: Served(page: page, isOutdated: true, place: place))
            case .wait: break
            case .render(let flight):
                // Of nobody's task: a reader who goes away takes the page from none of the others.
                Task { await carryOut(flight, place, render) }
            }
        }
    }

    /// The variant of a page that suits a reader, which is then kept with it.
    func variant(of served: Served, _ accepted: AcceptedCodings) async -> FinishedPage.Variant {
        let (variant, isNew) = await served.page.variant(accepted)
        if isNew, variant.coding != nil, let place = served.place {
            state.withLock { $0[place.shelf].grow(place.address, by: variant.cost) { $0 === served.page } }
        }
        return variant
    }

    private func carryOut(
        _ first: PageShelf<FinishedPage, Waiter>.Flight, _ place: Place,
        _ render: @Sendable () async throws -> FinishedPage?
    ) async {
        var flight = first
        while true {
            do {
                let page = try await render()
                let rendered = Self.rendered(page, at: place)
                let landing = state.withLock { $0[place.shelf].land(flight, rendered) }
                for waiter in landing.served { waiter.resume(returning: page.map { Served(page: $0, place: place) }) }
                guard let again = landing.again else { return }
                flight = again
            } catch {
                return fail(flight, place, error)
            }
        }
    }

    private func fail(_ flight: PageShelf<FinishedPage, Waiter>.Flight, _ place: Place, _ error: any Error) {
        var away: Timestamp?
        if case StorageError.unavailable = error {
            away = Timestamp(milliseconds: clock.now().milliseconds + Self.pauseWhileAway)
        }
        let (waiters, page) = state.withLock { state in
            (state[place.shelf].fail(flight, away: away), away == nil ? nil : state[place.shelf].last(place.address))
        }
        for waiter in waiters {
            if let page {
                waiter.resume(returning: Served(page: page, isOutdated: true, place: place))
            } else {
                waiter.resume(throwing: error)
            }
        }
    }

    private static func rendered(
        _ page: FinishedPage?, at place: Place
    ) -> PageShelf<FinishedPage, Waiter>.Rendered {
        guard let page else { return .init() }
        let marks = Set(page.keys.map { KeyMark($0.description) })
        return PageShelf.Rendered(
            page: page, marks: marks, cost: page.identity.cost + 2 * place.address.utf8.count + 200 * marks.count + 1000,
            isKept: place.shelf == .assets ? page.keeping == .forever : !marks.isEmpty, expiresAt: page.freshUntil)
    }

    // MARK: Changes

    /// Lets go of what an announcement touches.
    func heed(_ announcement: Announcement) {
        switch announcement {
        case .changed(let keys):
            var changed: Set<KeyMark> = []
            var gone: Set<KeyMark> = []
            for key in keys {
                if key.hasPrefix(CacheKey.goneMark) {
                    gone.insert(KeyMark(String(key.dropFirst(CacheKey.goneMark.count))))
                } else {
                    changed.insert(KeyMark(key))
                }
            }
            // Nothing else that is announced is a page's key.
            if changed == Self.jobs { return }
            state.withLock { $0.pages.drop(changed, gone: gone) }
        case .interrupted:
            state.withLock { state in
                state.pages.setDeaf(true)
                state.pages.dropAll(gone: false)
            }
        case .missedSome:
            state.withLock { state in
                state.pages.setDeaf(false)
                state.pages.dropAll(gone: true)
            }
        }
    }

    /// Has every page rendered anew, as after a change of the look's files.
    func letGoOfPages() {
        state.withLock { $0.pages.dropAll(gone: false) }
    }

    private static let jobs: Set<KeyMark> = [KeyMark(JobQueue.announcedKey)]
}

// MARK: The lane

extension PageCache {
    /// What is written to a reader's connection: a head and, unless the reader has the page already, a body.
    struct ReadyResponse: Sendable {
        let head: ByteBuffer
        let body: ByteBuffer?
    }

    /// The response to a plain GET of an address, where everything for it is ready.
    /// - Parameters:
    ///   - target: The request's target as it was sent; only the spelling that links have is found.
    ///   - known: The value of `If-None-Match`.
    func readyResponse(to target: String, _ accepted: AcceptedCodings, ifNoneMatch known: String?) -> ReadyResponse? {
        let now = clock.now()
        let ready = state.withLock { state -> (FinishedPage, FinishedPage.Variant)? in
            for shelf in Shelf.allCases {
                guard let page = state[shelf].find(target, at: now), let variant = page.made(accepted) else { continue }
                state[shelf].countHit()
                state.laneAnswers += 1
                return (page, variant)
            }
            return nil
        }
        guard let (page, variant) = ready else { return nil }
        if let known, let tag = variant.tag, tag.matches(known) {
            return ReadyResponse(head: page.head(of: variant, isNotModified: true, at: now), body: nil)
        }
        return ReadyResponse(head: page.head(of: variant, isNotModified: false, at: now), body: variant.body)
    }
}
