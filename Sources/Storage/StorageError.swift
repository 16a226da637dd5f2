/// What can go wrong behind the storage seam, said so that the reader knows what to do.
public enum StorageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The database can't be reached or opened now; another try may succeed.
    case unavailable(String)
    /// The database was written by a newer program.
    case newerDatabase(found: Int, known: Int)
    /// The migrations that a database had don't agree with those that this program knows.
    case history(String)
    /// A unique, foreign-key, not-null or check constraint refused a row.
    case constraint(String)
    /// A write was retried as often as allowed and still met others' writes.
    case contended(attempts: Int)
    /// A value that the engines can't store, such as text with a NUL.
    case unstorable(String)
    /// A column is missing or of another type than the code that reads it expects.
    case column(String, String)
    /// The engine refused a statement.
    case statement(String, sql: String)
    /// The disk is full or the folder can't be written.
    case noSpace(String)
    /// The database file is damaged.
    case damaged(String)

    public var description: String {
        switch self {
        case .unavailable(let why): "The database can't be reached: \(why)"
        case .newerDatabase(let found, let known):
            """
            The database is at migration \(found), this program knows \(known): \
            it was written by a newer Standfirst. Install that version or restore a backup made before the upgrade.
            """
        case .history(let what):
            "The database's history is not this program's: \(what). Use the program that made it, or a backup."
        case .constraint(let what): "The database refused a row: \(what)"
        case .contended(let attempts): "The write met other writes \(attempts) times in a row; try again in a moment."
        case .unstorable(let what): "This can't be stored: \(what)"
        case .column(let name, let what): "Column \(name) \(what)."
        case .statement(let why, let sql): "The database refused a statement: \(why) (\(sql))"
        case .noSpace(let why): "The database can't be written: \(why). Free space or allow writing, then try again."
        case .damaged(let why):
            "The database file is damaged: \(why). Stop the program and restore the newest backup."
        }
    }
}
