import ArgumentParser
import Editorial
import Fetching
import Foundation
import Hummingbird
import Logging
import Newsroom
import ServiceLifecycle
import Storage
import SystemPackage
import UnixSignals
import Website

/// Serves the newspaper until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the newspaper.",
        discussion: """
            /healthz answers when the process lives, /readyz when the database does too. SIGTERM and SIGINT end it when the \
            requests under way are answered; SIGHUP takes the look from its files again.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port")) var address = "127.0.0.1:8080"
    @Flag(help: "Fill an empty publication with the demo newspaper.") var demo = false
    @Option(help: "How much to log: debug, info, notice, warning or error.") var logLevel = "info"

    func run() async throws {
        let (host, port) = try Listener.parse(address)
        var logging = Logger(label: "standfirst", factory: { StreamLogHandler.standardError(label: $0) })
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("“\(logLevel)” is no log level: give debug, info, notice, warning or error.")
        }
        logging.logLevel = level
        let logger = logging
        // A port that is taken is said before anything else is begun.
        try Listener.check(host: host, port: port)
        let place = try await workplace.open()
        if demo { try await DemoPublication.fillIfEmpty(place, baseURL: Listener.origin(host: host, port: port)) }

        let settings = try await Settings.read(folder: place.folder)
        let cache = PageCache(bytes: try settings.cacheBytes())
        let newspaper = try await Newspaper(
            store: place.store, media: place.media, lookFolder: URL(filePath: place.lookFolder.string), cache: cache,
            logger: logger)
        let application = Application(
            responder: APIResponder(
                store: place.store, archive: try place.sources(), fetcher: .web(),
                reader: ReaderResponder<BasicRequestContext>(newspaper)),
            server: .lane(cache), configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { _ in Console.note("Serving at \(Listener.origin(host: host, port: port))") },
            logger: logger)
        let purgeTargets = try settings.purgeTargets()
        try await Purging.set(isOn: !purgeTargets.isEmpty, in: place.store)
        let jobs = JobWorker(
            store: place.store, queue: JobQueue(),
            handlers: [
                QuotationChecking.jobKind: try place.checking().handler,
                Purging.jobKind: Purger(targets: purgeTargets).handler,
                ScheduledPublishing.jobKind: ScheduledPublishing.handler(place.store) { refused in
                    for (story, why) in refused {
                        logger.warning(
                            "a scheduled story was not published", metadata: ["story": "\(story)", "why": "\(why)"])
                    }
                }
            ])
        let services: [any Service] = [application, Working(worker: jobs), BucketUpkeep(place.objects, logger: logger)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        let reloading = Self.reload(newspaper, logger)
        defer { reloading.cancel() }
        do {
            try await group.run()
        } catch {
            throw Listener.Fault(address: address, why: String(describing: error))
        }
        await place.store.close()
    }

    /// Takes the look from its files on every SIGHUP.
    private static func reload(_ newspaper: Newspaper, _ logger: Logger) -> Task<Void, Never> {
        Task {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                logger.notice("the look is read again")
                newspaper.reloadLook()
            }
        }
    }
}

/// Does the jobs that are due for as long as the program serves.
private struct Working: Service {
    let worker: JobWorker

    func run() async throws {
        await cancelWhenGracefulShutdown { await worker.run() }
    }
}

