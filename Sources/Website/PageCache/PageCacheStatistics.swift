extension PageCache {
    /// What the cache holds and has done since it was made, at one moment.
    public struct Statistics: Sendable, Hashable {
        /// Pages, and pictures, fonts and stylesheets, that are kept; those out of date among them.
        public var entries = 0
        /// Of the entries, those that are only given out while the database is away.
        public var outdated = 0
        /// What all entries take, variants and bookkeeping included.
        public var bytes = 0
        /// The most that they may take.
        public var bound = 0
        public var counts = Counts()
    }

    /// Counts that only grow.
    public struct Counts: Sendable, Hashable {
        /// Requests for which a fresh page was kept; those that the lane answered among them.
        public var hits = 0
        /// Requests for which none was: they rendered, or waited for one who did.
        public var misses = 0
        /// Requests that got a page out of date, because the database was away.
        public var stale = 0
        public var renders = 0
        /// Times that something changed and pages were dropped, whether any were kept of it or not.
        public var drops = 0
        /// Entries that had to give way to others.
        public var evictions = 0
        /// Requests that were answered in front of the HTTP codec.
        public var laneAnswers = 0

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                hits: left.hits + right.hits, misses: left.misses + right.misses, stale: left.stale + right.stale,
                renders: left.renders + right.renders, drops: left.drops + right.drops,
                evictions: left.evictions + right.evictions, laneAnswers: left.laneAnswers + right.laneAnswers)
        }
    }
}
