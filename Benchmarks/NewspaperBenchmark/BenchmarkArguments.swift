import Foundation

/// What one run measures.
struct BenchmarkArguments {
    enum Part: String, CaseIterable {
        case `import`, start, pages, search, publish, crawl, postgres
        /// What the crawl runs itself as, so that the memory is that of a process which did nothing else.
        case crawler
    }

    private(set) var stories = 10_000
    private(set) var parts = Set(Part.allCases).subtracting([.crawler])
    /// Where the store is kept from one run to the next.
    private(set) var folder: URL?
    /// A WordPress export to import beside the made-up one.
    private(set) var export: String?

    init(_ words: some Sequence<String>) throws {
        var chosen: Set<Part> = []
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--keep": folder = words.next().map { URL(fileURLWithPath: $0, isDirectory: true) }
            case "--export": export = words.next()
            case "--only":
                guard let part = words.next().flatMap(Part.init) else { throw Unknown(word: word) }
                chosen.insert(part)
            default:
                guard let count = Int(word) else { throw Unknown(word: word) }
                stories = max(100, count)
            }
        }
        if !chosen.isEmpty { parts = chosen }
    }

    struct Unknown: Error {
        let word: String
    }
}
