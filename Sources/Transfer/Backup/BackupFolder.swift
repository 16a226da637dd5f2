import Editorial
import Foundation
public import Storage
public import SystemPackage

/// A folder of backups: archives named by their moment, and the objects of all of them, each once, in `objects`.
///
/// A backup is an archive whose objects stand beside it. Only what is new is copied, and an object goes when no backup
/// needs it any more.
public struct BackupFolder: Sendable {
    public let path: FilePath

    var pool: FolderObjectStore { FolderObjectStore(root: objects) }
    private var objects: FilePath { path.appending("objects") }

    private static let prefix = "standfirst-"
    private static let suffix = ".tar"

    public init(path: FilePath) {
        self.path = path
    }

    /// The backups, oldest first.
    public func backups() throws(ArchiveError) -> [FilePath] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path.string)
                .filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(Self.suffix) }
                .sorted().map { path.appending($0) }
        } catch {
            throw .unreadable(path: path.string, why: "there is no such folder, or it can't be listed")
        }
    }

    /// What a backup did.
    public struct Report: Sendable, Hashable, Codable {
        public let file: String
        public let archive: ArchiveReport
        /// The backups that rotation took away.
        public let removed: [String]
        /// Settings that are secret, or may be, and are not in the backup.
        public let settingsLeftOut: [String]
    }

    /// Makes a backup.
    /// - Parameters:
    ///   - settings: The machine's settings, from which secrets are taken out.
    ///   - keeping: How many backups are kept, this one among them; `nil` for all.
    ///   - hashing: Whether the objects that are there already are read, and not only measured, before they are relied on.
    /// - Throws: As ``ArchiveExport/run(to:progress:)``; no backup is taken away then. When the backup is made, nothing is
    ///   thrown any more: the report has the faults.
    public func add(
        _ export: ArchiveExport, settings: [UInt8]?, keeping: Int?, hashing: Bool = false, at now: Timestamp,
        progress: @escaping @Sendable (ArchiveProgress) -> Void = { _ in }
    ) async throws -> Report {
        do {
            try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
        } catch {
            throw ArchiveError.unwritable(path: path.string, why: error.localizedDescription)
        }
        return try await locked {
            try removeUnfinished()
            let settings = try settings.map { try BackupSettings($0) }
            var export = export
            export.pool = pool
            export.settings = settings?.bytes
            let file = path.appending(Self.name(of: now))
            let report = try await export.run(to: .file(file, overwriting: false), progress: progress)
            let removed = try keeping.map { try rotate(keeping: $0) } ?? []
            export.hashesPool = hashing
            return Report(
                file: file.string, archive: report, removed: removed.map(\.string),
                settingsLeftOut: settings?.leftOut ?? [])
        }
    }

    private static func name(of now: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: Double(now.milliseconds / 1000))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return prefix + "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))T"
            + "\(two(parts.hour))\(two(parts.minute))\(two(parts.second))Z" + suffix
    }

    /// Keeps a second backup out while one is made; the lock goes with the program, however that ends.
    private func locked<Value>(_ work: () async throws -> Value) async throws -> Value {
        let lock = path.appending(".lock")
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(lock, .readWrite, options: [.create], permissions: [.ownerRead, .ownerWrite])
        } catch {
            throw ArchiveError.unwritable(path: path.string, why: "\(error)")
        }
        defer { try? file.close() }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            throw ArchiveError.unwritable(path: path.string, why: "another backup is being made there")
        }
        return try await work()
    }

    /// Takes away what a backup left that was killed.
    private func removeUnfinished() throws(ArchiveError) {
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: path.string)
            where name.hasPrefix(".") && name.hasSuffix(ArchiveOutput.unfinishedSuffix) {
                try FileManager.default.removeItem(atPath: path.appending(name).string)
            }
        } catch {
            throw .unwritable(path: path.string, why: error.localizedDescription)
        }
    }

    private func rotate(keeping: Int) throws -> [FilePath] {
        let old = try backups().dropLast(max(1, keeping))
        for file in old {
            guard unlink(file.string) == 0 else {
                throw ArchiveError.unwritable(path: file.string, why: "\(Errno(rawValue: errno))")
            }
        }
        if !old.isEmpty { try prune() }
        return Array(old)
    }

    /// Takes away the objects that no backup needs.
    private func prune() throws {
        var needed: Set<ContentHash> = []
        // Where one can't be read, nobody knows what it needs, and the error keeps everything.
        for backup in try backups() {
            let reader = try ArchiveReader(path: backup)
            defer { reader.close() }
            needed.formUnion(try reader.objectsNamed())
        }
        let manager = FileManager.default
        for folder in (try? manager.contentsOfDirectory(atPath: objects.string)) ?? [] where folder.utf8.count == 2 {
            let folderPath = objects.appending(folder)
            for name in (try? manager.contentsOfDirectory(atPath: folderPath.string)) ?? [] {
                // Nobody else writes here: what has no name yet was left by a backup that was killed.
                let isNeeded = ContentHash(folder + name).map(needed.contains) ?? !name.hasPrefix(".")
                if !isNeeded { unlink(folderPath.appending(name).string) }
            }
        }
    }
}
