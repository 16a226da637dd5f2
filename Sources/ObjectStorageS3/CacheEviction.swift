/// Which files of a cache go when it has grown too large: those unused for longest, and a tenth more than must, so that
/// the folder is not read again for every file that comes.
struct CacheEviction {
    struct File: Hashable {
        let name: String
        /// In bytes.
        let size: Int
        /// Milliseconds.
        let lastUsed: Int64
    }

    /// - Parameter remove: Takes a file away; false where it is in use, and the next one goes instead.
    /// - Returns: The bytes that are left.
    static func evict(_ files: [File], bound: Int, remove: (File) -> Bool) -> Int {
        var total = files.reduce(0) { $0 + $1.size }
        guard total > bound else { return total }
        let wanted = bound - bound / 10
        for file in files.sorted(by: { ($0.lastUsed, $0.name) < ($1.lastUsed, $1.name) }) {
            if total <= wanted { break }
            if remove(file) { total -= file.size }
        }
        return total
    }
}
