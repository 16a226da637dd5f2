import Storage

/// Runs a closure in a transaction, again where that is safe and can help.
struct Transaction {
    let settings: ConnectionSettings
    let statementTimeout: Int
    let channel: AnnouncementChannel

    /// - Parameter snapshot: One that another transaction has exported, and still holds, to read of its state.
    func read<Value>(
        _ slot: inout Session?, of snapshot: ExportedSnapshot? = nil, _ work: (any Connection) throws -> Value
    ) throws -> Value {
        var attempt = 0
        while true {
            attempt += 1
            let session = try connected(&slot)
            let connection = PostgreSQLConnection(session, isWriting: false)
            do {
                try session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                if let snapshot { try session.command("SET TRANSACTION SNAPSHOT '\(snapshot.name)'") }
                let value = try work(connection)
                if let failure = connection.failure { throw failure }
                try session.command("COMMIT")
                return value
            } catch {
                let failure = connection.failure ?? error as? ServerError
                abandon(&slot, session, after: failure)
                if let failure, failure.remedy != .none, attempt < 2 { continue }
                throw failure?.storageError ?? error
            }
        }
    }

    func write<Value>(
        _ slot: inout Session?, durability: Durability, _ work: (any Connection) throws -> Value
    ) throws -> Value {
        var attempt = 0
        var lost = 0
        while true {
            attempt += 1
            let session = try connected(&slot)
            let connection = PostgreSQLConnection(session, isWriting: true)
            var isCommitting = false
            do {
                try session.command("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE")
                if durability == .relaxed { try session.command("SET LOCAL synchronous_commit TO OFF") }
                let value = try work(connection)
                if let failure = connection.failure { throw failure }
                try channel.notify(connection.announced.keys, on: session)
                isCommitting = true
                try session.command("COMMIT")
                channel.committed(connection.announced.keys)
                return value
            } catch {
                let failure = connection.failure ?? error as? ServerError
                abandon(&slot, session, after: failure)
                switch failure?.remedy {
                case .runAgain where attempt < PostgreSQLDriver.mostAttempts:
                    BackOff.sleep(after: attempt)
                case .runAgain:
                    throw StorageError.contended(attempts: attempt)
                case .prepareAgain where attempt < 3:
                    continue
                case .connectAgain where isCommitting:
                    // Whether the server committed can't be known, so that caches must take it that it did.
                    channel.uncertain()
                    throw StorageError.unavailable(
                        "the connection was lost while a write was being committed; look whether it was kept")
                case .connectAgain where lost < 2:
                    lost += 1
                case .prepareAgain, .connectAgain, .some(.none), nil:
                    throw failure?.storageError ?? error
                }
            }
        }
    }

    private func connected(_ slot: inout Session?) throws(StorageError) -> Session {
        if let session = slot, !session.isLost { return session }
        slot = nil
        let session = try Session(settings, statementTimeout: statementTimeout)
        slot = session
        return session
    }

    /// Leaves the session ready for the next transaction, or drops it where it is lost.
    private func abandon(_ slot: inout Session?, _ session: Session, after failure: ServerError?) {
        do {
            try session.command("ROLLBACK")
            if failure?.remedy == .prepareAgain { try session.forgetPrepared() }
        } catch {
            slot = nil
        }
    }
}

/// How long a write waits before it is run again.
enum BackOff {
    /// The most microseconds to wait after an attempt: 2 ms doubled each time, to a quarter of a second.
    static func longest(after attempt: Int) -> UInt32 {
        min(250_000, 2_000 << UInt32(max(0, min(attempt - 1, 10))))
    }

    /// Sleeps for a random part of that, so that two writers don't meet again.
    static func sleep(after attempt: Int) {
        usleep(UInt32.random(in: 0...longest(after: attempt)))
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
