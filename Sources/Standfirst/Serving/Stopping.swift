import Foundation
import Logging
import Monitoring
import ServiceLifecycle
import Storage
import UnixSignals

/// Carries a ``StopSequence`` out.
actor Stopping {
    private let group: ServiceGroup
    private let watching: Watching
    private let jobs: JobWorker
    private var sequence: StopSequence?
    private var lastSignal = UnixSignal.sigterm

    init(group: ServiceGroup, watching: Watching, jobs: JobWorker) {
        self.group = group
        self.watching = watching
        self.jobs = jobs
    }

    func take(_ signal: UnixSignal, settings: WatchSettings) async {
        lastSignal = signal
        if sequence == nil {
            watching.logger.notice(
                "stopping",
                metadata: [
                    "signal": "\(signal)", "delay": .stringConvertible(settings.stopDelay),
                    "bound": .stringConvertible(settings.stopBound),
                    "connections": .stringConvertible(watching.census.open),
                ])
            sequence = StopSequence(delay: settings.stopDelay, bound: settings.stopBound)
        }
        await take(.signal)
    }

    private func take(_ event: StopSequence.Event) async {
        for action in sequence?.take(event) ?? [] {
            switch action {
            case .refuseReadiness:
                watching.watch.beginStopping()
            case .wait(let seconds):
                Task {
                    try? await Task.sleep(for: .seconds(seconds))
                    await self.take(.waited)
                }
            case .drain:
                await jobs.stop()
                await group.triggerGracefulShutdown()
            case .cut:
                let connections = watching.census.cutAll()
                watching.logger.warning(
                    "cut what was left after the bound", metadata: ["connections": .stringConvertible(connections)])
                await jobs.handBack()
            case .abandon:
                watching.logger.warning("ended at once", metadata: ["signal": "\(lastSignal)"])
                // As a shell names a process that a signal ended.
                _exit(128 + Int32(lastSignal == .sigint ? SIGINT : SIGTERM))
            }
        }
    }
}
