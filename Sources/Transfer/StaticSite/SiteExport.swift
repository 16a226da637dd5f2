public import Editorial
public import Foundation
public import Logging
public import Storage
import Synchronization
import Website

/// Writes the whole site as files that any web server can serve.
///
/// Every core prints, of one state of the database. A file that is as it should be is left alone; what is no longer part
/// of the site is removed at the end.
public struct SiteExport: Sendable {
    /// How texts are compressed beside themselves, for servers that send what is compressed already.
    public enum Compression: String, Sendable, Hashable, CaseIterable {
        case none
        /// Some 0.15 ms for a page of 10 KB. Brotli's next better levels take three times as long as both together.
        case quick
        /// The smallest files, a fifth smaller, for some 10 ms a page.
        case small

        var gzipLevel: Int { self == .small ? 12 : 6 }
        var brotliQuality: Int { self == .small ? 11 : 2 }
    }

    public struct Options: Sendable {
        /// The public origin without a trailing slash, where it is not the publication's own.
        public var origin: String?
        public var compression = Compression.quick
        /// Whether each story has its own social card, for which a child process draws; otherwise, the publication's.
        public var drawsCards = true
        /// How many print at once.
        public var workers = max(1, ProcessInfo.processInfo.activeProcessorCount)

        public init() {}
    }

    private let store: any Store
    private let media: MediaArchive
    private let lookFolder: URL
    private let path: String
    private let options: Options
    private let clock: TimeSource
    private let logger: Logger

    /// - Parameter path: The folder: empty, not there yet, or an earlier export.
    public init(
        of store: any Store, media: MediaArchive, lookFolder: URL, to path: String, options: Options = Options(),
        clock: TimeSource = .system, logger: Logger
    ) {
        self.store = store
        self.media = media
        self.lookFolder = lookFolder
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.options = options
        self.clock = clock
        self.logger = logger
    }

    /// - Throws: ``ExportFolderError``, and what ``PressRun`` throws.
    public func run(progress: @escaping @Sendable (SiteProgress) -> Void = { _ in }) async throws -> SiteReport {
        // Before the folder is touched: a publication that isn't there must leave none behind.
        let run = try await PressRun(
            store: store, media: media, lookFolder: lookFolder, origin: options.origin, drawsCards: options.drawsCards,
            clock: clock, logger: logger)
        let folder = try ExportFolder(path, compression: options.compression)
        let queue = WorkQueue()
        let harvests = try await store.read(sideBySide: options.workers) { connection, number in
            var printing = try SitePrinting(run.press(on: connection), into: ExportWriter(folder, number: number))
            try printing.work(through: queue, isFirst: number == 0, progress)
            return printing.harvest
        }
        var harvest = SiteHarvest(harvests)
        let files = SiteFiles(run: run, folder: folder, workers: options.workers)
        try await files.write(of: &harvest, progress)
        let plan = harvest.plan
        return SiteReport(
            files: harvest.records.count, written: harvest.written, unchanged: harvest.records.count - harvest.written,
            removed: try folder.finish(harvest.records), redirects: plan?.moved.count ?? 0,
            withdrawn: plan?.gone.count ?? 0,
            omitted: harvest.omitted.sorted { ($0.what, $0.why) < ($1.what, $1.why) })
    }
}

/// Gives each of many workers the next of many things to do.
final class WorkQueue: Sendable {
    private let next = Mutex(0)

    /// - Returns: `nil` where all have been given.
    func take(of total: Int, atOnce size: Int = 8) -> Range<Int>? {
        let start = next.withLock { next in
            defer { next += size }
            return next
        }
        return start < total ? start..<min(start + size, total) : nil
    }
}
