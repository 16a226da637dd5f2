import CLibPQ
import Foundation

/// The PostgreSQL server that tests make their databases on: the one that `STANDFIRST_TEST_POSTGRES` names, or
/// one that is started for this run.
enum TestServer {
    static let variable = "STANDFIRST_TEST_POSTGRES"

    /// Whether a server is named or can be started.
    static let isThere: Bool = {
        if named != nil { return true }
        do {
            let check = try TemporaryCluster.script(["--check"])
            try check.run()
            check.waitUntilExit()
            if check.terminationStatus == 0 { return true }
        } catch {
            report("\(error)")
        }
        report("""
            PostgreSQL is not installed and \(variable) is not set: tests run on SQLite only. \
            Install it (apt install postgresql), or set \(variable) to a server where databases can be made.
            """)
        return false
    }()

    /// The server's URL, once it answers.
    static let url: Result<ServerURL, any Error> = Result {
        if let named { return ServerURL(named) }
        return ServerURL(try TemporaryCluster.start())
    }

    /// Runs a command that no transaction may hold, such as CREATE DATABASE.
    static func command(_ text: String) throws {
        let connection = PQconnectdb(try url.get().text)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw TestServerFault(what: String(cString: PQerrorMessage(connection)))
        }
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK else {
            throw TestServerFault(what: "\(text): \(String(cString: PQresultErrorMessage(result)))")
        }
    }

    private static var named: String? {
        ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func report(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}

/// A server's URL, with any database in its path.
struct ServerURL: Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The same server's URL of another database.
    func naming(database: String) -> String {
        let query = text.firstIndex(of: "?") ?? text.endIndex
        let authority = text.range(of: "://")?.upperBound ?? text.startIndex
        let path = text[authority..<query].firstIndex(of: "/") ?? query
        return "\(text[..<path])/\(database)\(text[query...])"
    }
}

struct TestServerFault: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
