import Synchronization

/// Hands announcements to every stream that a store gave out; what both drivers share.
///
/// A reader that falls far behind is told ``Announcement/missedSome`` in place of what it did not take,
/// so that what waits for it is bounded.
public final class AnnouncementHub: Sendable {
    private struct State {
        var readers: [WeakReader] = []
        var heeding: [WeakHeeding] = []
        var finished = false
    }

    private let state = Mutex(State())

    public init() {}

    /// A stream of what is sent from now on. It ends with ``finish()``.
    public func stream() -> AsyncStream<Announcement> {
        let reader = AnnouncementReader()
        let finished = state.withLock { state in
            state.readers.removeAll { $0.reader == nil }
            state.readers.append(WeakReader(reader: reader))
            return state.finished
        }
        if finished { reader.finish() }
        return AsyncStream {
            await reader.next()
        } onCancel: {
            reader.finish()
        }
    }

    /// Calls `heed` with what is sent from now on, before ``send(_:)`` returns, until what is returned is let go.
    public func heed(_ heed: @escaping @Sendable (Announcement) -> Void) -> AnnouncementHeeding {
        let heeding = AnnouncementHeeding(heed)
        state.withLock { state in
            state.heeding.removeAll { $0.heeding == nil }
            state.heeding.append(WeakHeeding(heeding: heeding))
        }
        return heeding
    }

    /// Sends an announcement to everyone who heeds, and then to every stream.
    public func send(_ announcement: Announcement) {
        for heeding in state.withLock({ $0.heeding.compactMap(\.heeding) }) { heeding.heed(announcement) }
        for reader in readers() { reader.take(announcement) }
    }

    /// Ends every stream.
    public func finish() {
        state.withLock { $0.finished = true }
        for reader in readers() { reader.finish() }
    }

    private func readers() -> [AnnouncementReader] {
        state.withLock { $0.readers.compactMap(\.reader) }
    }

    private struct WeakReader {
        weak var reader: AnnouncementReader?
    }

    private struct WeakHeeding {
        weak var heeding: AnnouncementHeeding?
    }
}

/// Keeps a closure that heeds announcements; letting go of it ends that.
public final class AnnouncementHeeding: Sendable {
    let heed: @Sendable (Announcement) -> Void

    init(_ heed: @escaping @Sendable (Announcement) -> Void) {
        self.heed = heed
    }
}

/// The announcements that wait for one stream's reader.
private final class AnnouncementReader: Sendable {
    private static let mostWaiting = 1024

    private struct State {
        var waiting: [Announcement] = []
        var continuation: CheckedContinuation<Announcement?, Never>?
        var finished = false
    }

    private let state = Mutex(State())

    func take(_ announcement: Announcement) {
        let continuation = state.withLock { state -> CheckedContinuation<Announcement?, Never>? in
            guard !state.finished else { return nil }
            if let continuation = state.continuation {
                state.continuation = nil
                return continuation
            }
            if state.waiting.count < Self.mostWaiting {
                state.waiting.append(announcement)
            } else {
                state.waiting = [.missedSome]
            }
            return nil
        }
        continuation?.resume(returning: announcement)
    }

    func finish() {
        let continuation = state.withLock { state in
            state.finished = true
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(returning: nil)
    }

    func next() async -> Announcement? {
        await withCheckedContinuation { continuation in
            let next = state.withLock { state -> Next in
                if !state.waiting.isEmpty { return .now(state.waiting.removeFirst()) }
                if state.finished { return .now(nil) }
                defer { state.continuation = continuation }
                return .later(inPlaceOf: state.continuation)
            }
            switch next {
            case .now(let announcement): continuation.resume(returning: announcement)
            // Two tasks must not read one stream; the earlier one's wait ends rather than leaks.
            case .later(let displaced): displaced?.resume(returning: nil)
            }
        }
    }

    private enum Next {
        case now(Announcement?)
        case later(inPlaceOf: CheckedContinuation<Announcement?, Never>?)
    }
}
