@testable import Documents
import Foundation
import Synchronization
import Testing

@Suite("The threads that documents are read by")
struct ReadingQueueTests {
    /// How much runs at a time.
    private final class Running: Sendable {
        private let counts = Mutex((now: 0, most: 0))
        var most: Int { counts.withLock { $0.most } }
        func begin() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
        func end() { counts.withLock { $0.now -= 1 } }
    }

    @Test("however many documents are being read, Swift's own threads are free, and few are read at a time")
    func apart() async throws {
        let queue = ReadingQueue(width: 2)
        let gate = DispatchSemaphore(value: 0)
        let running = Running()
        let count = ProcessInfo.processInfo.activeProcessorCount * 2 + 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await queue.run {
                        running.begin()
                        gate.wait()
                        running.end()
                    }
                }
            }
            // Were the work on Swift's threads, none would be left to open the gate.
            group.addTask { for _ in 0..<count { gate.signal() } }
            try await group.waitForAll()
        }
        #expect((1...2).contains(running.most))
    }

    @Test("a document is read on none of Swift's threads, and its fault comes back")
    func faults() async throws {
        let tooMany = String(repeating: "<i>", count: 300_000)
        await #expect(throws: DocumentFault.self) { try await Document(reading: Array(tooMany.utf8), as: .html) }
        let document = try await Document(reading: Array("<p>We agree.".utf8), as: .html)
        #expect(document.text == "We agree.")
    }
}
