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
        /// Backups whose names lie in the future, as a clock that was wrong once leaves them. Rotation leaves them alone.
        public let ahead: [String]
        /// What rotation could not do, in sentences.
        public let faults: [String]
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
            export.hashesPool = hashing
            export.settings = settings?.bytes
            // Two within one second: the later one waits for a second of its own.
            var moment = now
            while FileManager.default.fileExists(atPath: path.appending(Self.name(of: moment)).string) {
                try await Task.sleep(for: .seconds(1))
                moment = moment.advanced(bySeconds: 1)
            }
            let file = path.appending(Self.name(of: moment))
            let report = try await export.run(to: .file(file, overwriting: false), progress: progress)
            var rotation = Rotation(newest: file)
            rotate(keeping: keeping, &rotation)
            return Report(
                file: file.string, archive: report, removed: rotation.removed, ahead: rotation.ahead,
                faults: rotation.faults, settingsLeftOut: settings?.leftOut ?? [])
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

    /// What rotation has done so far.
    private struct Rotation {
        /// The backup that was just made.
        let newest: FilePath
        var removed: [String] = []
        var ahead: [String] = []
        var faults: [String] = []
    }

    /// Takes away old backups, and tells of those that lie ahead of the newest.
    private func rotate(keeping: Int?, _ rotation: inout Rotation) {
        do {
            let dated = try backups().filter(Self.isDated)
            rotation.ahead = dated.filter { $0.string > rotation.newest.string }.map(\.string)
            guard let keeping else { return }
            let past = dated.filter { $0.string < rotation.newest.string }
            for file in past.dropLast(max(1, keeping) - 1) {
                if unlink(file.string) == 0 {
                    rotation.removed.append(file.string)
                } else {
                    rotation.faults.append("\(file) can't be removed: \(Errno(rawValue: errno)).")
                }
            }
        } catch {
            rotation.faults.append("No old backup was removed: \(error)")
        }
        if !rotation.removed.isEmpty { prune(&rotation) }
    }

    /// Whether a backup has the name that its moment gave it; one that somebody named otherwise is never taken away.
    private static func isDated(_ file: FilePath) -> Bool {
        let name = file.lastComponent?.string ?? ""
        let pattern = String(name.unicodeScalars.map { ("0"..."9").contains($0) ? "0" : Character($0) })
        return pattern == prefix + "0000-00-00T000000Z" + suffix
    }

    /// The newest backup, of those that don't lie in the future if there is one.
    public func newest(at now: Timestamp) throws(ArchiveError) -> FilePath? {
        let backups = try backups()
        let limit = path.appending(Self.name(of: now)).string
        return backups.last { Self.isDated($0) && $0.string <= limit } ?? backups.last
    }

    /// Takes away the objects that no backup needs.
    private func prune(_ rotation: inout Rotation) {
        var needed: Set<ContentHash> = []
        do {
            for backup in try backups() {
                do {
                    let reader = try ArchiveReader(path: backup)
                    defer { reader.close() }
                    needed.formUnion(try reader.objectsNamed())
                } catch {
                    rotation.faults.append(
                        "Nobody knows which media \(backup) needs, so none were removed: \(error) Move that backup elsewhere.")
                }
            }
        } catch {
            rotation.faults.append("No media were removed: \(error)")
        }
        guard rotation.faults.isEmpty else { return }
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
