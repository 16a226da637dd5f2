/// In which order what is kept gives way to what is new: first what is out of date, the oldest before the others; then
/// by SIEVE (Zhang and others, NSDI 2024).
///
/// SIEVE lets what was asked for again stay where it is and sweeps out, from the oldest on, what was not. So a crawler that
/// reads the whole archive once pushes out its own pages and not the front.
///
/// Invariant: a slot that was added and not removed is in exactly one of the two lists.
struct ShelfOrder: Sendable {
    private struct Link: Sendable {
        var older: Int?
        var newer: Int?
        var wasAskedFor = false
        var isOutdated = false
    }

    private struct List: Sendable {
        var oldest: Int?
        var newest: Int?
    }

    private var links: [Int: Link] = [:]
    private var current = List()
    private var outdated = List()
    /// Where the sweep goes on.
    private var hand: Int?

    mutating func add(_ slot: Int) {
        links[slot] = Link()
        append(slot, to: \.current)
    }

    mutating func askedFor(_ slot: Int) {
        links[slot]?.wasAskedFor = true
    }

    mutating func outdate(_ slot: Int) {
        guard links[slot]?.isOutdated == false else { return }
        unlink(slot)
        links[slot]?.isOutdated = true
        append(slot, to: \.outdated)
    }

    mutating func remove(_ slot: Int) {
        guard links[slot] != nil else { return }
        unlink(slot)
        links[slot] = nil
    }

    /// The slot that gives way next; it stays until it is removed.
    mutating func next() -> Int? {
        if let oldest = outdated.oldest { return oldest }
        guard var slot = hand ?? current.oldest else { return nil }
        // Each turn takes a mark away, so that the second round at the latest finds one without.
        while links[slot]?.wasAskedFor == true {
            links[slot]?.wasAskedFor = false
            guard let following = links[slot]?.newer ?? current.oldest else { break }
            slot = following
        }
        hand = slot
        return slot
    }

    private mutating func append(_ slot: Int, to list: WritableKeyPath<ShelfOrder, List>) {
        let newest = self[keyPath: list].newest
        links[slot]?.older = newest
        links[slot]?.newer = nil
        if let newest { links[newest]?.newer = slot } else { self[keyPath: list].oldest = slot }
        self[keyPath: list].newest = slot
    }

    private mutating func unlink(_ slot: Int) {
        guard let link = links[slot] else { return }
        let list: WritableKeyPath<ShelfOrder, List> = link.isOutdated ? \.outdated : \.current
        if hand == slot { hand = link.newer }
        if let older = link.older { links[older]?.newer = link.newer } else { self[keyPath: list].oldest = link.newer }
        if let newer = link.newer { links[newer]?.older = link.older } else { self[keyPath: list].newest = link.older }
    }
}
