import Foundation

/// Threads for the reading of documents, few and apart from those that Swift's tasks share: a document that takes
/// seconds to parse must not keep a site's pages waiting.
final class ReadingQueue: Sendable {
    /// What the program reads by. Half of the processors stay with everything else.
    static let shared = ReadingQueue(width: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))

    private let queue: OperationQueue

    /// - Parameter width: How many documents are read at a time.
    init(width: Int) {
        queue = OperationQueue()
        queue.name = "standfirst.documents"
        queue.maxConcurrentOperationCount = width
    }

    /// Runs work on one of the threads, after what was asked before.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
