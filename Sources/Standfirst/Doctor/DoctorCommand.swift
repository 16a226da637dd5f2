import ArgumentParser
import Editorial
import Foundation
import Storage
import SystemPackage

/// Examines an installation, changes nothing, and says what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine the installation, and say what to do.",
        discussion: """
            Looks at the settings, the data folder, the database, the clock, the files that are referred to, the look, the tools \
            and the jobs, and changes nothing. What is broken is said, and the rest is examined all the same.

            Exit status: 0 all is well, 1 there are warnings, 2 something does not work.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Flag(help: "Also hash every medium again (sources are hashed anyway, but for those in a bucket), and read the whole database: minutes for a large archive.") var deep = false
    @Flag(help: "Print the findings as JSON.") var json = false

    func run() async throws {
        let folder = FilePath(workplace.data)
        guard FileManager.default.fileExists(atPath: folder.string) else { throw WorkplaceError.empty(path: workplace.data) }
        let examination = await Examination(folder: folder, database: workplace.databaseChoice, isDeep: deep)
        let diagnosis = await Diagnosis.of(examination.checks)
        await examination.store?.close()
        if json { try Console.json(diagnosis) } else { diagnosis.table.forEach(Console.say) }
        if diagnosis.exitStatus != 0 { throw ExitCode(diagnosis.exitStatus) }
    }
}

/// What is examined: each part as it could be opened, so that a broken one doesn't keep the others from being looked at.
struct Examination: Sendable {
    let folder: FilePath
    let settings: Result<Settings, any Error>
    let objects: Result<any ObjectStore, any Error>
    /// Opened without bringing its schema up to the program's.
    let database: Result<any Store, any Error>
    let isDeep: Bool
    var clock = TimeSource.system

    /// - Parameter database: As `--database` takes it.
    init(folder: FilePath, database: String, isDeep: Bool, clock: TimeSource = .system) async {
        self.folder = folder
        self.isDeep = isDeep
        self.clock = clock
        let settings = await Self.result { try await Settings.read(folder: folder) }
        self.settings = settings
        objects = await Self.result { try settings.get().objects(in: folder) }
        self.database = await Self.result { try await WorkplaceOptions.store(database, in: folder, making: false) }
    }

    var store: (any Store)? { try? database.get() }

    /// In the order in which one would look.
    var checks: [Check] {
        let open = [settingsCheck, folderCheck, lookCheck, toolsCheck, resourcesCheck, databaseCheck]
        // A schema that is not this program's would make a fault of each of these.
        return open + [schemaCheck, clockCheck, publicationCheck, objectStoreCheck, mediaCheck, sourcesCheck, jobsCheck]
    }

    private static func result<Value>(_ work: () async throws -> Value) async -> Result<Value, any Error> {
        do {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }

    /// Reads the publication's own tables.
    /// - Returns: `nil` where the schema is not this program's, which ``schemaCheck`` says.
    func reading<Value: Sendable>(
        _ work: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value? {
        guard let store, let pending = try? await Migrator.pending(store, Schema.migrations), pending.isEmpty else { return nil }
        return try await store.read(work)
    }
}
