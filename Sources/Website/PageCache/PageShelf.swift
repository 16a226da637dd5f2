import Storage

/// What is kept and what is rendered, by address: decisions only, without locks, tasks or clocks.
///
/// **Freshness.** A reader who asks after a drop never gets what was read before it. A page that a flight brings is
/// judged by its own keys, which nobody knows before: where a drop since the flight began touches them, the page is for
/// those alone who asked before that drop, the others wait for another flight, and nothing is kept.
///
/// **One render.** Whoever asks while a flight is under way waits for it, however many they are; so a reader waits for two
/// renders at most.
///
/// **Bound.** What is kept costs ``bound`` at most, by the costs that it came with. What was dropped is kept, as the last to
/// be given out and the first to give way, for when nothing newer can be had; not so what was taken from readers.
struct PageShelf<Page: Sendable, Waiter: Sendable>: Sendable {
    /// What a flight brings.
    struct Rendered: Sendable {
        /// `nil` where nothing stands at the address.
        var page: Page?
        /// What it was made of. Where there are none, any drop touches it.
        var marks: Set<KeyMark> = []
        var cost = 0
        var isKept = false
        /// From when on time itself has changed it.
        var expiresAt: Timestamp?
    }

    enum Asked: Sendable {
        case page(Page)
        /// Nothing newer can be had now.
        case outdated(Page)
        case wait
        /// The one who asked has to render, and to tell by ``land(_:_:at:)``.
        case render(Flight)
    }

    /// A render under way.
    struct Flight: Sendable, Hashable {
        let address: String
        fileprivate let number: UInt64
    }

    /// What follows from a landing.
    struct Landing: Sendable {
        /// Those whom the page is for.
        var served: [Waiter] = []
        /// There are others: it must be rendered again.
        var again: Flight?
    }

    private struct Kept: Sendable {
        let address: String
        let page: Page
        let marks: Set<KeyMark>
        var cost: Int
        let expiresAt: Timestamp?
        var isOutdated = false
    }

    private struct UnderWay: Sendable {
        let flight: Flight
        var waiters: [(waiter: Waiter, arrived: UInt64)]
        /// The drops since it began: at which moment, and of what (`nil`: of everything).
        var drops: [(moment: UInt64, marks: Set<KeyMark>?)] = []
    }

    /// More keys than that in a flight's drops are everything.
    private static var mostMarksNoted: Int { 4096 }

    let bound: Int
    private let largest: Int
    private(set) var cost = 0
    private(set) var counts = PageCache.Counts()
    /// Whether others' drops can't be heard, so that nothing may be kept.
    private(set) var isDeaf = false

    private var slots: [Int: Kept] = [:]
    private var slotByAddress: [String: Int] = [:]
    private var slotsByMark: [KeyMark: Set<Int>] = [:]
    private var order = ShelfOrder()
    private var lastSlot = 0
    private var flights: [String: UnderWay] = [:]
    private var lastFlight: UInt64 = 0
    /// Counts the drops.
    private var moment: UInt64 = 0
    /// Until when nothing is rendered where something outdated can be given instead.
    private var awayUntil: Timestamp?

    /// - Parameters:
    ///   - bound: The most that all pages may cost.
    ///   - largest: The most that one may.
    init(bound: Int, largest: Int) {
        self.bound = bound
        self.largest = largest
    }

    var count: Int { slots.count }
    var outdatedCount: Int { slots.values.count(where: \.isOutdated) }
    var flightCount: Int { flights.count }

    // MARK: Asking

    /// The page that is kept, where it is fresh.
    mutating func find(_ address: String, at now: Timestamp) -> Page? {
        guard let slot = slotByAddress[address], let kept = slots[slot], !kept.isOutdated else { return nil }
        if let expiresAt = kept.expiresAt, now >= expiresAt { return nil }
        order.askedFor(slot)
        return kept.page
    }

    /// A page that was found served a request.
    mutating func countHit() { counts.hits += 1 }

    mutating func ask(_ address: String, _ waiter: Waiter, at now: Timestamp) -> Asked {
        if let page = find(address, at: now) {
            countHit()
            return .page(page)
        }
        if let awayUntil, now < awayUntil, let page = last(address) {
            counts.stale += 1
            return .outdated(page)
        }
        counts.misses += 1
        if flights[address] != nil {
            flights[address]?.waiters.append((waiter, moment))
            return .wait
        }
        return .render(begin(address, [waiter]))
    }

    /// What was kept last, fresh or not.
    func last(_ address: String) -> Page? {
        slotByAddress[address].flatMap { slots[$0]?.page }
    }

    // MARK: Landing

    /// A flight brings a page.
    mutating func land(_ flight: Flight, _ rendered: Rendered) -> Landing {
        guard let underWay = flights[flight.address], underWay.flight == flight else { return Landing() }
        flights[flight.address] = nil
        awayUntil = nil
        // The first: whoever asked between two drops must not get what was read before the first of them.
        let touched = underWay.drops.first { drop in
            guard let marks = drop.marks, !rendered.marks.isEmpty else { return true }
            return !marks.isDisjoint(with: rendered.marks)
        }?.moment
        if let slot = slotByAddress[flight.address] { remove(slot) }
        if touched == nil, !isDeaf, rendered.isKept, let page = rendered.page { keep(page, rendered, at: flight.address) }
        var landing = Landing()
        var late: [Waiter] = []
        for (waiter, arrived) in underWay.waiters {
            if let touched, arrived >= touched { late.append(waiter) } else { landing.served.append(waiter) }
        }
        if !late.isEmpty { landing.again = begin(flight.address, late) }
        return landing
    }

    /// A flight failed.
    /// - Parameter away: Until when the database is taken to be away, where that is why.
    /// - Returns: Everyone who waited; for them is what was kept last, where `away` says so and there is something.
    mutating func fail(_ flight: Flight, away: Timestamp?) -> [Waiter] {
        guard let underWay = flights[flight.address], underWay.flight == flight else { return [] }
        flights[flight.address] = nil
        // A drop since the flight began was somebody's write: the database is there again.
        if underWay.drops.isEmpty { awayUntil = away }
        if away != nil, last(flight.address) != nil { counts.stale += underWay.waiters.count }
        return underWay.waiters.map(\.waiter)
    }

    /// What is kept at an address has grown by a variant.
    mutating func grow(_ address: String, by more: Int, where isIt: (Page) -> Bool) {
        guard let slot = slotByAddress[address], let page = slots[slot]?.page, isIt(page) else { return }
        slots[slot]?.cost += more
        cost += more
        makeRoom()
    }

    // MARK: Dropping

    /// Pages with one of these keys are out of date.
    /// - Parameter gone: Keys of what was taken from readers: nothing with one of these stays.
    mutating func drop(_ marks: Set<KeyMark>, gone: Set<KeyMark> = []) {
        begin(drop: marks.union(gone))
        for mark in gone { for slot in slotsByMark[mark] ?? [] { remove(slot) } }
        for mark in marks { for slot in slotsByMark[mark] ?? [] { outdate(slot) } }
    }

    /// Everything may be out of date.
    /// - Parameter gone: Whether something may have been taken from readers too.
    mutating func dropAll(gone: Bool) {
        begin(drop: nil)
        for slot in Array(slots.keys) { if gone { remove(slot) } else { outdate(slot) } }
    }

    /// Others' drops can't be heard from now on, or can be again.
    mutating func setDeaf(_ isDeaf: Bool) {
        self.isDeaf = isDeaf
    }

    private mutating func begin(drop marks: Set<KeyMark>?) {
        moment += 1
        awayUntil = nil
        counts.drops += 1
        for address in flights.keys {
            let noted = flights[address]?.drops.reduce(0) { $0 + ($1.marks?.count ?? 0) } ?? 0
            let isEverything = noted + (marks?.count ?? 0) > Self.mostMarksNoted
            flights[address]?.drops.append((moment, isEverything ? nil : marks))
        }
    }

    // MARK: Keeping

    private mutating func begin(_ address: String, _ waiters: [Waiter]) -> Flight {
        lastFlight += 1
        counts.renders += 1
        let flight = Flight(address: address, number: lastFlight)
        flights[address] = UnderWay(flight: flight, waiters: waiters.map { ($0, moment) })
        return flight
    }

    private mutating func keep(_ page: Page, _ rendered: Rendered, at address: String) {
        guard rendered.cost <= largest else { return }
        lastSlot += 1
        slots[lastSlot] = Kept(
            address: address, page: page, marks: rendered.marks, cost: rendered.cost, expiresAt: rendered.expiresAt)
        slotByAddress[address] = lastSlot
        for mark in rendered.marks { slotsByMark[mark, default: []].insert(lastSlot) }
        order.add(lastSlot)
        cost += rendered.cost
        makeRoom()
    }

    private mutating func makeRoom() {
        while cost > bound, let slot = order.next() {
            remove(slot)
            counts.evictions += 1
        }
    }

    private mutating func outdate(_ slot: Int) {
        slots[slot]?.isOutdated = true
        order.outdate(slot)
    }

    private mutating func remove(_ slot: Int) {
        guard let kept = slots.removeValue(forKey: slot) else { return }
        if slotByAddress[kept.address] == slot { slotByAddress[kept.address] = nil }
        for mark in kept.marks {
            slotsByMark[mark]?.remove(slot)
            if slotsByMark[mark]?.isEmpty == true { slotsByMark[mark] = nil }
        }
        order.remove(slot)
        cost -= kept.cost
    }
}
