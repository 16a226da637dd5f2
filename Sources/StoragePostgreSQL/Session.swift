import CLibPQ
import Storage

/// One connection to the server, used by the one thread that made it.
final class Session {
    private let connection: OpaquePointer
    private let settings: ConnectionSettings
    private var prepared = PreparedStatements(capacity: 256)

    /// Connects, and refuses a server that is too old.
    /// - Throws: ``StorageError/unavailable(_:)``.
    init(_ settings: ConnectionSettings, statementTimeout: Int) throws(StorageError) {
        self.settings = settings
        let options = settings.options.sorted { $0.key < $1.key }
        let keywords = options.map { strdup($0.key) }
        let values = options.map { strdup($0.value) }
        defer { for text in keywords + values { free(text) } }
        let opened = (keywords + [nil]).map { UnsafePointer($0) }.withUnsafeBufferPointer { keywords in
            (values + [nil]).map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
                PQconnectdbParams(keywords.baseAddress, values.baseAddress, 0)
            }
        }
        guard let opened else { throw .unavailable("out of memory") }
        connection = opened
        guard PQstatus(opened) == CONNECTION_OK else {
            let message = ServerError.oneLine(String(cString: PQerrorMessage(opened)))
            throw .unavailable("PostgreSQL at \(settings.summary): \(settings.redacted(message))")
        }
        try Self.checkServer(version: Int(PQserverVersion(opened)), at: settings.summary)
        // What the server has to say that is not an error belongs in its log, not on our standard error.
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        do {
            try command("SET statement_timeout = \(statementTimeout)")
            try command("SET idle_in_transaction_session_timeout = 0")
        } catch {
            throw error.storageError
        }
    }

    deinit {
        PQfinish(connection)
    }

    static func checkServer(version: Int, at place: String) throws(StorageError) {
        guard version < PostgreSQLDriver.oldestServer * 10_000 else { return }
        throw .unavailable(
            "PostgreSQL at \(place) is version \(version / 10_000); \(PostgreSQLDriver.oldestServer) or newer is needed")
    }

    var isLost: Bool { PQstatus(connection) != CONNECTION_OK }

    /// The socket, to wait on.
    var socket: Int32 { PQsocket(connection) }

    /// Lets go of every prepared statement.
    func forgetPrepared() throws(ServerError) {
        prepared = PreparedStatements(capacity: prepared.capacity)
        try command("DEALLOCATE ALL")
    }

    /// Runs a command without values or rows, such as BEGIN.
    func command(_ text: String) throws(ServerError) {
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        try check(result, text)
    }

    /// Runs a statement, prepared once for this connection.
    /// - Throws: ``ServerError``, or ``StorageError`` for a statement that no engine takes.
    func run(_ statement: SQL) throws -> Result {
        guard let (shape, values) = statement.shaped(for: .postgreSQL) else {
            let rendered = try statement.rendered(for: .postgreSQL)
            return try run(.made(rendered.text), rendered.values) { rendered.text }
        }
        for value in values { try value.checkStorable() }
        return try run(.shape(shape), values) { try statement.rendered(for: .postgreSQL).text }
    }

    private func run(
        _ known: PreparedStatements.Text, _ values: [SQLValue], text: () throws -> String
    ) throws -> Result {
        let types = values.map(BinaryFormat.type)
        let key = PreparedStatements.Key(text: known, types: types)
        let (name, isNew, evicted) = prepared.name(for: key)
        if let evicted { try command("DEALLOCATE \(evicted)") }
        if isNew {
            do {
                let text = try text()
                let result = PQprepare(connection, name, text, Int32(types.count), types)
                defer { PQclear(result) }
                try check(result, text)
            } catch {
                prepared.remove(key)
                throw error
            }
        }
        let result = Parameters(values).withPointers { values, lengths, formats in
            PQexecPrepared(connection, name, Int32(types.count), values, lengths, formats, 1)
        }
        return try checked(result) { (try? text()) ?? "" }
    }

    /// Runs a statement that won't come again, such as one on a cursor.
    func runOnce(_ statement: RenderedSQL) throws(ServerError) -> Result {
        let types = statement.values.map(BinaryFormat.type)
        let result = Parameters(statement.values).withPointers { values, lengths, formats in
            PQexecParams(connection, statement.text, Int32(types.count), types, values, lengths, formats, 1)
        }
        return try checked(result) { statement.text }
    }

    /// Notifications that have come: their payloads.
    func notifications() throws(ServerError) -> [String] {
        guard PQconsumeInput(connection) == 1 else {
            throw ServerError(
                state: "08006", message: settings.redacted(String(cString: PQerrorMessage(connection))),
                statement: "LISTEN", remedy: .connectAgain)
        }
        var payloads: [String] = []
        while let notification = PQnotifies(connection) {
            payloads.append(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
        return payloads
    }

    private func checked(_ result: OpaquePointer?, _ statement: () -> String) throws(ServerError) -> Result {
        do {
            try check(result, statement())
        } catch {
            PQclear(result)
            throw error
        }
        return Result(result)
    }

    private func check(_ result: OpaquePointer?, _ statement: @autoclosure () -> String) throws(ServerError) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            return
        default:
            throw ServerError(result, statement: statement(), isLost: isLost, redact: settings.redacted)
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
