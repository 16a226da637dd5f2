import Crypto
public import Storage

/// What a program proves itself with: a bearer token (RFC 6750), of which only the hash is kept.
public struct AccessToken: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<AccessToken>

    public let id: ID
    /// What it is for, in its maker's words; unique among those in use.
    public let name: String
    public let createdAt: Timestamp
    public let revokedAt: Timestamp?
    /// Whether it may change anything, or only look.
    public let mayWrite: Bool

    /// The tables of tokens.
    public static let migrations: [Migration] = [
        Migration(number: 300, name: "access tokens", statements: tables)
    ]

    /// What came after, for the end of the list of migrations.
    public static let laterMigrations: [Migration] = [
        Migration(
            number: 301, name: "access tokens that write",
            statements: ["ALTER TABLE access_token ADD COLUMN may_write \(type: .integer) NOT NULL DEFAULT 0"])
    ]

    private static let tables: [SQL] = [
        """
        CREATE TABLE access_token (
            id \(type: .bytes) NOT NULL PRIMARY KEY,
            name \(type: .text) NOT NULL,
            hash \(type: .bytes) NOT NULL UNIQUE,
            created_at \(type: .integer) NOT NULL,
            revoked_at \(type: .integer)
        ) \(table: .strict)
        """,
        "CREATE UNIQUE INDEX access_token_in_use ON access_token (name) WHERE revoked_at IS NULL",
    ]

    /// Makes a token.
    /// - Parameters:
    ///   - mayWrite: Whether it may change anything, or only look.
    ///   - random: 256 bits are taken of it; it must be cryptographically secure.
    /// - Returns: The secret, which can't be had again.
    /// - Throws: ``AccessTokenError``.
    public static func add(
        _ name: String, mayWrite: Bool = false, at now: Timestamp, random: inout some RandomNumberGenerator,
        in connection: any Connection
    ) throws -> String {
        guard name.contains(where: { !$0.isWhitespace }) else { throw AccessTokenError.nameMissing }
        guard try find(name, from: connection) == nil else { throw AccessTokenError.nameTaken(name) }
        let secret = "standfirst_" + (0..<4).map { _ in hexadecimal(random.next()) }.joined()
        try connection.run(
            """
            INSERT INTO access_token (id, name, hash, created_at, may_write)
            VALUES (\(ID(at: now)), \(name), \(hash(of: secret)), \(now), \(mayWrite))
            """)
        return secret
    }

    /// Ends a token's use.
    /// - Throws: ``AccessTokenError/unknown(_:)``.
    public static func revoke(_ name: String, at now: Timestamp, in connection: any Connection) throws {
        let count = try connection.run(
            "UPDATE access_token SET revoked_at = \(now) WHERE name = \(name) AND revoked_at IS NULL")
        guard count > 0 else { throw AccessTokenError.unknown(name) }
    }

    /// The token in use that has a secret. Secrets are looked up by their hash, so that the time it takes tells nothing.
    public static func find(secret: String, from connection: any Connection) throws(StorageError) -> AccessToken? {
        try first(where: "hash = \(hash(of: secret)) AND revoked_at IS NULL", from: connection)
    }

    /// Every token, oldest first.
    public static func list(from connection: any Connection) throws(StorageError) -> [AccessToken] {
        let rows = try connection.rows("SELECT \(columns) FROM access_token ORDER BY id")
        return try rows.map { row throws(StorageError) in try AccessToken(row) }
    }

    private static func find(_ name: String, from connection: any Connection) throws(StorageError) -> AccessToken? {
        try first(where: "name = \(name) AND revoked_at IS NULL", from: connection)
    }

    private static func first(where condition: SQL, from connection: any Connection) throws(StorageError) -> AccessToken? {
        let row = try connection.row("SELECT \(columns) FROM access_token WHERE \(condition)")
        return try row.map { row throws(StorageError) in try AccessToken(row) }
    }

    private static let columns: SQL = "id, name, created_at, revoked_at, may_write"

    private init(_ row: Row) throws(StorageError) {
        id = try row.get("id")
        name = try row.get("name")
        createdAt = try row.get("created_at")
        revokedAt = try row.optional("revoked_at")
        mayWrite = try row.get("may_write")
    }

    private static func hash(of secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Why a token can't be made or ended.
public enum AccessTokenError: Error, Sendable, Hashable, CustomStringConvertible {
    case nameMissing
    case nameTaken(String)
    case unknown(String)

    public var description: String {
        switch self {
        case .nameMissing: "A token needs a name: say what it is for."
        case .nameTaken(let name): "There is a token “\(name)” already: revoke it first, or choose another name."
        case .unknown(let name): "There is no token “\(name)” in use; `standfirst token list` names them all."
        }
    }
}
