import Editorial
import Foundation
import Hummingbird
import Logging
import Metrics
import Monitoring
import Newsroom
import Storage
import SystemPackage
import UnixSignals
import Website

/// What watches the program while it serves: its log, its metrics, its limits, and the settings of all of them, which
/// SIGHUP reads again.
struct Watching: Sendable {
    let output: LogOutput
    let logger: Logger
    let registry: Registry
    let watch: Watch
    let census: ConnectionCensus
    private let folder: FilePath
    private let level: Logger.Level?
    private let current: Current
    private let startedAt: Timestamp

    /// The settings that hold now.
    private actor Current {
        var settings: WatchSettings

        init(_ settings: WatchSettings) { self.settings = settings }

        func take(_ settings: WatchSettings) { self.settings = settings }
    }

    /// - Parameter level: The command line's, which goes before the settings'.
    /// - Throws: `SettingsError`
    static func begin(folder: FilePath, level: Logger.Level?) async throws -> Watching {
        let startedAt = TimeSource.system.now()
        let settings = try await read(folder: folder, level: level)
        let output = LogOutput(settings: settings.log)
        let logger = output.logger("standfirst")
        let descriptors = DescriptorLimit.raise()
        logger.debug(
            "raised the bound on open files",
            metadata: ["before": .stringConvertible(descriptors.before), "now": .stringConvertible(descriptors.after)])
        let registry = Registry()
        MetricsSystem.bootstrap(registry)
        LogFigures.register(in: registry, output)
        let watching = Watching(
            output: output, logger: logger, registry: registry, watch: Watch(),
            census: ConnectionCensus(registry: registry), folder: folder, level: level, current: Current(settings), startedAt: startedAt)
        watching.apply(settings)
        return watching
    }

    private static func read(folder: FilePath, level: Logger.Level?) async throws -> WatchSettings {
        try WatchSettings(
            try await Settings.read(folder: folder), level: level, isTerminal: Console.isInteractive)
    }

    private func apply(_ settings: WatchSettings) {
        output.settings = settings.log
        watch.requests = settings.requests
        let limits = settings.limits.fitting(descriptors: DescriptorLimit.current)
        if limits.connections < settings.limits.connections {
            logger.debug(
                "the bound on open files allows fewer connections than the settings do",
                metadata: ["connections": .stringConvertible(limits.connections)])
        }
        watch.limits = limits
    }

    /// A publication whose database is measured.
    func measured(_ place: Workplace) -> Workplace {
        Workplace(
            folder: place.folder, store: MeasuredStore(place.store, registry: registry), objects: place.objects)
    }

    /// The figures of a store's process and jobs.
    func figures(of store: any Store) -> JobFigures {
        ProcessFigures.register(
            in: registry, version: Version.current, database: store.dialect.rawValue, startedAt: startedAt)
        return JobFigures(registry: registry, store: store, queue: JobQueue(), logger: logger)
    }

    /// The figures of the page cache.
    func count(_ cache: PageCache) { CacheFigures.register(in: registry, cache) }

    /// What stands in front of every answer.
    func responder<Inner: HTTPResponder>(_ inner: Inner) -> WatchingResponder<Inner> where Inner.Context: PeerContext {
        WatchingResponder(inner, registry: registry, watch: watch, kind: Self.kind)
    }

    /// The kind of address, as the metrics count by it.
    private static func kind(_ path: String) -> String {
        switch path.split(separator: "/", maxSplits: 1).first {
        case "api": return "api"
        case "metrics": return "metrics"
        case "newsroom": return "newsroom"
        default: break
        }
        guard let address = SiteAddress(path: path) else { return "malformed" }
        return address.kind.rawValue
    }

    /// Reads the settings and the look again on every SIGHUP. A file with a fault changes nothing.
    func reloading(_ newspaper: Newspaper) -> Task<Void, Never> {
        Task {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                do {
                    let settings = try await Self.read(folder: folder, level: level)
                    await current.take(settings)
                    apply(settings)
                    logger.notice(
                        "the settings and the look are read again", metadata: ["at the next start": "cache, objects"])
                } catch {
                    logger.error("the settings have a fault and stay as they were", metadata: ["why": "\(error)"])
                }
                newspaper.reloadLook()
            }
        }
    }

    /// Stops the program in order on SIGTERM and SIGINT.
    func stopping(_ part: Stopping) -> Task<Void, Never> {
        Task {
            for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                await part.take(signal, settings: current.settings)
            }
        }
    }
}

/// How many lines were logged.
private enum LogFigures {
    static func register(in registry: Registry, _ output: LogOutput) {
        registry.read(Family("standfirst_log_lines_total", "Lines logged, by level.", .counter)) {
            let written = output.count.written
            return Logger.Level.allCases.map { .init(["level": $0.rawValue], Double(written[$0] ?? 0)) }
        }
        registry.read(
            Family("standfirst_log_lines_lost_total", "Lines that could not be written, as when the disk is full.", .counter)
        ) { [.init([:], Double(output.count.lost))] }
    }
}
