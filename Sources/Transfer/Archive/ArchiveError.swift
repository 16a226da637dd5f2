import Storage

/// Why an archive can't be written or taken in. Nothing was kept of what it speaks of.
public enum ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String, why: String)
    case unwritable(path: String, why: String)
    /// The file is there, and must not be written over.
    case exists(path: String)
    /// The file is no archive at all.
    case notAnArchive(why: String)
    /// It is not as it was written, or never was as the format has it.
    case damaged(at: String, why: String)
    /// A backup without the folder that it shares with others.
    case noPool(folder: String)
    /// Written in a later version of the format.
    case newerFormat(found: Int, known: Int)
    /// Its database was at a later migration than this program knows.
    case newerSchema(found: Int, known: Int)
    /// The database to import into is further than the archive's was.
    case olderSchema(found: Int, database: Int)
    /// Something is kept where the archive is to go.
    case notEmpty(what: String)
    /// The tables of the archive are not those that its migration makes.
    case otherTables(what: String)
    /// The rows contradict one another.
    case refused(table: String, why: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let why): "\(path) can't be read: \(why)."
        case .unwritable(let path, let why): "\(path) can't be written: \(why). Free space or allow writing."
        case .exists(let path): "There is a file \(path) already: name another, or write over it with --force."
        case .notAnArchive(let why): "This is no archive of Standfirst: \(why)."
        case .damaged(let place, let why): "The archive is damaged at \(place): \(why). Nothing was taken from it."
        case .noPool(let folder):
            """
            This backup's media stand in the folder \(folder), which is not there: put it beside the backup. Where it is lost, \
            make an empty one, and all but the media is taken.
            """
        case .newerFormat(let found, let known):
            "The archive is of format \(found), this program knows \(known): take a newer Standfirst."
        case .newerSchema(let found, let known):
            """
            The archive was made at migration \(found), this program knows \(known): it comes from a newer Standfirst. \
            Take that version.
            """
        case .olderSchema(let found, let database):
            """
            The archive was made at migration \(found), and the database is at \(database) already: name a new data folder, \
            or a new database.
            """
        case .notEmpty(let what): "An archive goes into an empty publication only, and \(what): name another place."
        case .otherTables(let what): "The archive's tables are not those of its migration: \(what)."
        case .refused(let table, let why): "The archive contradicts itself in the table \(table): \(why). Nothing was imported."
        }
    }
}
