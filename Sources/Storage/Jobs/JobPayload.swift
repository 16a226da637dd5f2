import Foundation

extension JobQueue {
    /// Puts a job into the queue with a value as its payload, as JSON.
    /// - Throws: ``StorageError``, or what encoding throws.
    @discardableResult
    public func enqueue(
        _ kind: String, _ value: some Encodable, dueAt: Timestamp? = nil, uniqueKey: String? = nil, now: Timestamp,
        on connection: any Connection
    ) throws -> Job.ID {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try enqueue(
            kind, payload: [UInt8](try encoder.encode(value)), dueAt: dueAt, uniqueKey: uniqueKey, now: now,
            on: connection)
    }
}

extension Job {
    /// The payload as a value that was enqueued.
    /// - Throws: ``JobCannotSucceed`` where it is none: trying again would not help.
    public func value<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(payload))
        } catch {
            throw JobCannotSucceed("the payload is no \(Value.self): \(error)")
        }
    }
}
