/// A cache key in eight bytes: pages have dozens of keys, and there are thousands of pages.
///
/// Two keys may share a mark, and then one that changes takes the other's pages along, which only costs a render.
struct KeyMark: Sendable, Hashable {
    private let value: Int

    init(_ key: String) {
        // Seeded anew by each process, so that nobody can choose names that share a mark.
        var hasher = Hasher()
        hasher.combine(key)
        value = hasher.finalize()
    }
}
