import Dispatch
import Foundation
import Synchronization

/// Threads that each own a server connection and run jobs on it, one at a time.
///
/// libpq blocks, so that it has threads of its own. A session is made, used and ended by one of them.
final class SessionThreads: Sendable {
    typealias Job = @Sendable (inout Session?) -> Void

    private struct State {
        var jobs: [Job] = []
        var threads = 0
        var idle = 0
        var isClosed = false
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    let size: Int
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    init(size: Int) {
        self.size = max(1, size)
    }

    /// Gives a job to the next free thread, in the order of the calls; `false` where the threads are closed.
    func submit(_ job: @escaping Job) -> Bool {
        let (accepted, startsThread) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.jobs.append(job)
            guard state.jobs.count > state.idle, state.threads < size else { return (true, false) }
            state.threads += 1
            return (true, true)
        }
        if startsThread {
            let thread = Thread { self.run() }
            thread.name = "standfirst.postgresql"
            thread.start()
        }
        if accepted { wake.signal() }
        return accepted
    }

    /// Takes no more jobs; the threads end when those given are done.
    func beginClosing() {
        let threads = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<threads { wake.signal() }
    }

    /// Takes no more jobs and waits until every thread has ended.
    func close() async {
        beginClosing()
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.threads > 0 { state.closing.append(continuation) }
                return state.threads == 0
            }
            if isDone { continuation.resume() }
        }
    }

    private func run() {
        var session: Session?
        while let job = nextJob() { job(&session) }
        session = nil
        let closing = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in closing { continuation.resume() }
    }

    private func nextJob() -> Job? {
        state.withLock { $0.idle += 1 }
        wake.wait()
        return state.withLock { state in
            state.idle -= 1
            return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
        }
    }
}
