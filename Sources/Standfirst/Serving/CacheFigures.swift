import Monitoring
import Website

/// What the page cache holds and has done, for the metrics.
enum CacheFigures {
    static func register(in registry: Registry, _ cache: PageCache) {
        func figure(
            _ name: String, _ help: String, _ kind: Family.Kind, _ value: @escaping @Sendable (PageCache.Statistics) -> Int
        ) {
            registry.read(Family("standfirst_cache_\(name)", help, kind)) { [.init([:], Double(value(cache.statistics)))] }
        }
        figure("entries", "Answers that are kept.", .gauge, \.entries)
        figure("entries_outdated", "Of these, those given out only while the database is away.", .gauge, \.outdated)
        figure("bytes", "What all that is kept takes.", .gauge, \.bytes)
        figure("bound_bytes", "The most that it may take.", .gauge, \.bound)
        figure("hits_total", "Requests for which a fresh answer was kept.", .counter, \.counts.hits)
        figure("misses_total", "Requests for which none was.", .counter, \.counts.misses)
        figure("stale_total", "Requests that got an answer out of date while the database was away.", .counter, \.counts.stale)
        figure("renders_total", "Answers made to be kept.", .counter, \.counts.renders)
        figure("drops_total", "Changes by which answers were let go of.", .counter, \.counts.drops)
        figure("evictions_total", "Answers that had to give way to others.", .counter, \.counts.evictions)
        figure("lane_answers_total", "Requests answered in front of the HTTP codec.", .counter, \.counts.laneAnswers)
    }
}
