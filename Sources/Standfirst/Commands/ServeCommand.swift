import ArgumentParser
import Editorial
import Fetching
import Foundation
import Hummingbird
import Logging
import Monitoring
import Newsroom
import ServiceLifecycle
import Storage
import SystemPackage
import Website

/// Serves the newspaper until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the newspaper.",
        discussion: """
            /healthz answers when the process lives, /readyz when the database does too, /metrics what Prometheus reads, to \
            programs on this machine. SIGTERM and SIGINT end it when the requests under way are answered; SIGHUP takes the \
            settings and the look from their files again. The settings are listed in docs/operations.md.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port")) var address = "127.0.0.1:8080"
    @Flag(help: "Fill an empty publication with the demo newspaper.") var demo = false
    @Option(help: "How much to log: debug, info, notice, warning or error; info where log.level says nothing.")
    var logLevel: String?

    func run() async throws {
        let (host, port) = try Listener.parse(address)
        let level = try logLevel.map { word in
            guard let level = Logger.Level(rawValue: word) else {
                throw ValidationError("“\(word)” is no log level: give debug, info, notice, warning or error.")
            }
            return level
        }
        // A port that is taken is said before anything else is begun.
        try Listener.check(host: host, port: port)
        let watching = try await Watching.begin(folder: FilePath(workplace.data), level: level)
        let logger = watching.logger
        let place = watching.measured(try await workplace.open())
        if demo { try await DemoPublication.fillIfEmpty(place, baseURL: Listener.origin(host: host, port: port)) }

        let settings = try await Settings.read(folder: place.folder)
        let cache = PageCache(bytes: try settings.cacheBytes())
        let newspaper = try await Newspaper(
            store: place.store, media: place.media, lookFolder: URL(filePath: place.lookFolder.string), cache: cache,
            logger: logger)
        let application = Application(
            responder: watching.responder(
                APIResponder(
                    store: place.store, archive: try place.sources(), fetcher: .web(),
                    reader: ReaderResponder<WatchedContext>(newspaper))),
            // The guard looks after idle connections, the lane's too.
            server: .guarded(watching.watch, census: watching.census) { [watch = watching.watch] in
                LaneChannel(
                    cache: watch.requests.logsAccess ? nil : cache, idleTime: nil, configuration: $1, responder: $0)
            },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil, backlog: 4096),
            onServerRunning: { _ in logger.notice("Serving at \(Listener.origin(host: host, port: port))") },
            logger: logger)
        let purgeTargets = try settings.purgeTargets()
        try await Purging.set(isOn: !purgeTargets.isEmpty, in: place.store)
        watching.count(cache)
        let figures = watching.figures(of: place.store)
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
            ],
            report: { figures.report($0) })
        // The last is stopped first: nobody new comes in while the others end their work.
        let services: [any Service] = [
            BucketUpkeep(place.objects, logger: logger), Working(worker: jobs), application,
        ]
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: logger))
        let reloading = watching.reloading(newspaper)
        let stopping = watching.stopping(Stopping(group: group, watching: watching, jobs: jobs))
        defer {
            reloading.cancel()
            stopping.cancel()
        }
        do {
            try await group.run()
        } catch {
            throw Listener.Fault(address: address, why: String(describing: error))
        }
        await place.store.close()
        logger.notice("stopped")
    }
}

/// Does the jobs that are due for as long as the program serves.
private struct Working: Service {
    let worker: JobWorker

    func run() async throws {
        await cancelWhenGracefulShutdown { await worker.run() }
        // The worker stops when the listener does; but a service that ends before its turn counts as one that failed.
        try? await gracefulShutdown()
    }
}

