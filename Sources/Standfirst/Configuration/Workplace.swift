import ArgumentParser
import Editorial
import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import SystemPackage

/// Where a publication's data is: the options that every command takes.
struct WorkplaceOptions: ParsableArguments {
    @Option(help: "The data folder: media, the look, and the embedded database.")
    var data = "./standfirst-data"

    @Option(
        help: ArgumentHelp(
            "Where the database is: sqlite, or postgres://USER:PASSWORD@HOST/DATABASE. STANDFIRST_DATABASE in the environment keeps a password out of the process list.",
            valueName: "sqlite|URL"))
    var database: String?

    /// As it is given, or stands in the environment.
    var databaseChoice: String {
        database ?? ProcessInfo.processInfo.environment["STANDFIRST_DATABASE"] ?? "sqlite"
    }

    /// Opens the data folder and the database, bringing its schema up to this program's.
    /// - Parameter making: Whether an embedded database that isn't there is made; commands that work on what is there
    ///   must not answer a misspelt path with an empty publication.
    /// - Parameter migrating: Whether the schema is brought up; not for a backup before an upgrade, nor for what comes
    ///   with a schema of its own.
    func open(making: Bool = true, migrating: Bool = true) async throws -> Workplace {
        let folder = FilePath(data)
        if !making, databaseChoice == "sqlite", !Self.hasFile(in: folder) { throw WorkplaceError.empty(path: data) }
        do {
            try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        } catch {
            throw WorkplaceError.folder(path: data, why: Self.reason(error))
        }
        guard access(folder.string, W_OK) == 0 else {
            throw WorkplaceError.folder(path: data, why: "it is read-only")
        }
        let objects = try await Settings.read(folder: folder).objects(in: folder)
        let store = try await Self.store(databaseChoice, in: folder, making: making)
        if migrating { try await Schema.migrate(store) } else { try await Schema.checkAge(store) }
        return Workplace(folder: folder, store: store, objects: objects)
    }

    /// Opens the database as it is.
    static func store(_ choice: String, in folder: FilePath, making: Bool) async throws -> any Store {
        if choice == "sqlite" {
            guard making || hasFile(in: folder) else { throw WorkplaceError.empty(path: folder.string) }
            return try SQLiteStore(path: file(in: folder))
        }
        guard choice.hasPrefix("postgres://") || choice.hasPrefix("postgresql://") else {
            throw WorkplaceError.unknownDatabase(choice)
        }
        return try await PostgreSQLStore(url: choice)
    }

    /// The embedded database's.
    private static func file(in folder: FilePath) -> String {
        folder.appending("standfirst.sqlite").string
    }

    private static func hasFile(in folder: FilePath) -> Bool {
        FileManager.default.fileExists(atPath: file(in: folder))
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription.trimmingCharacters(in: CharacterSet(charactersIn: "."))
        }
        return String(cString: strerror(Int32(code)))
    }
}

/// An open publication: its folder, its database and its media.
struct Workplace: Sendable {
    let folder: FilePath
    let store: any Store
    /// Media and captured originals.
    let objects: any ObjectStore

    var media: MediaArchive { MediaArchive(store: store, objects: objects) }

    /// The source archive, with the key of its confidential sources where the environment gives one.
    /// - Throws: `SourceKeyError`
    func sources() throws -> SourceArchive {
        SourceArchive(store: store, objects: objects, key: try Self.sourceKey())
    }

    /// `STANDFIRST_SOURCE_KEY`, or the file that `STANDFIRST_SOURCE_KEY_FILE` names.
    static func sourceKey() throws -> SourceKey? {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["STANDFIRST_SOURCE_KEY"] { return try SourceKey(parsing: text) }
        guard let path = environment["STANDFIRST_SOURCE_KEY_FILE"] else { return nil }
        do {
            return try SourceKey(parsing: try String(contentsOf: URL(filePath: path), encoding: .utf8))
        } catch let error as SourceKeyError {
            throw error
        } catch {
            throw SourceKeyError.unreadable(path: path, why: FileReading.reason(error))
        }
    }

    /// What checks stories against it.
    func checking() throws -> QuotationChecking {
        QuotationChecking(
            store: store, archive: try sources(), workers: max(1, ProcessInfo.processInfo.activeProcessorCount))
    }

    /// Where a publication keeps its own look.
    var lookFolder: FilePath { folder.appending("look") }
}

/// Why a publication can't be opened.
enum WorkplaceError: Error, CustomStringConvertible {
    case folder(path: String, why: String)
    /// No publication was ever kept there.
    case empty(path: String)
    case unknownDatabase(String)

    var description: String {
        switch self {
        case .folder(let path, let why):
            "The data folder \(path) can't be used: \(why). Name another with --data, or allow writing to it."
        case .empty(let path):
            "There is no publication in \(path): name its folder with --data, or begin one with `standfirst setup`."
        case .unknownDatabase(let name):
            "“\(name)” is no database: give sqlite, or postgres://USER:PASSWORD@HOST/DATABASE."
        }
    }
}
