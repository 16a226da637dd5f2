import Foundation
import Storage
import Synchronization

/// A thread that hears other nodes' announcements, and connects again by itself when it is cut off.
final class NotificationListener: Sendable {
    private static let longestPause = 5.0

    private let settings: ConnectionSettings
    private let channel: AnnouncementChannel
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var hasEnded = false
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    init(_ settings: ConnectionSettings, _ channel: AnnouncementChannel) {
        self.settings = settings
        self.channel = channel
    }

    /// Starts listening; what is announced after this returns is heard.
    /// - Throws: ``StorageError/unavailable(_:)`` where the server can't be reached or is too old.
    func start() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                do {
                    let session = try self.listeningSession()
                    continuation.resume()
                    self.listen(on: session)
                } catch {
                    continuation.resume(throwing: error)
                }
                self.end()
            }
            thread.name = "standfirst.postgresql.listener"
            thread.start()
        }
    }

    func beginClosing() {
        state.withLock { $0.isClosed = true }
    }

    func close() async {
        beginClosing()
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.closing.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func end() {
        let closing = state.withLock { state in
            state.hasEnded = true
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in closing { continuation.resume() }
    }

    private func listeningSession() throws(StorageError) -> Session {
        let session = try Session(settings, statementTimeout: 10_000)
        do {
            try session.command("LISTEN \(PostgreSQLDriver.channel)")
        } catch {
            throw error.storageError
        }
        return session
    }

    private func listen(on first: Session) {
        var session: Session? = first
        var pause = 0.1
        while !isClosed {
            guard let current = session else {
                Thread.sleep(forTimeInterval: min(pause, 0.1) + Double.random(in: 0...max(0, pause - 0.1)))
                pause = min(pause * 2, Self.longestPause)
                session = try? listeningSession()
                if session != nil {
                    pause = 0.1
                    channel.resumed()
                }
                continue
            }
            do {
                // A short wait rather than a wake-up pipe: closing may take that long, nothing else does.
                var descriptor = pollfd(fd: current.socket, events: Int16(POLLIN), revents: 0)
                _ = poll(&descriptor, 1, 250)
                channel.received(try current.notifications())
            } catch {
                session = nil
                channel.interrupted()
            }
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
