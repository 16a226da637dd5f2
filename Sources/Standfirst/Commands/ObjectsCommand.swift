import ArgumentParser
import Editorial
import Foundation
import ObjectStorageS3
import Storage
import Synchronization
import SystemPackage

/// Where media and captured originals are kept, and how they move.
struct ObjectsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "objects", abstract: "Move media and sources between the data folder and S3-compatible storage.",
        subcommands: [ObjectsCopyCommand.self, ObjectsTidyCommand.self])
}

/// Copies every object from one store to the other.
struct ObjectsCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy every object to the other store.",
        discussion: """
            Nothing is taken away where the objects come from, and what is there already is not copied again: begin while the \
            newspaper is served, switch objects.store when it is done, and run it once more for what came meanwhile.
            """)

    @OptionGroup var workplace: WorkplaceOptions
    @Option(help: "Where to: s3 or folder.") var to: String
    @Flag(help: "Print the count as JSON.") var json = false

    func run() async throws {
        guard let target = ObjectStoreKind(rawValue: to) else {
            throw ValidationError("“\(to)” is no object store: give s3 or folder.")
        }
        let folder = FilePath(workplace.data)
        guard FileManager.default.fileExists(atPath: folder.string) else { throw WorkplaceError.empty(path: workplace.data) }
        let settings = try await Settings.read(folder: folder)
        let bucket = try settings.s3Objects(in: folder)
        try await bucket.check()
        let media = settings.folderObjects(in: folder)
        let line = ProgressLine()
        let (source, destination): (any ObjectStore, any ObjectStore) = target == .s3 ? (media, bucket) : (bucket, media)
        let count = try await ObjectCopying.copy(from: source, to: destination) { line.show("Objects: \($0) of \($1)") }
        line.end()
        if json { return try Console.json(count) }
        Console.say("\(count.copied) copied, \(count.present) there already, \(count.damaged.count) damaged")
        for hash in count.damaged { Console.say(ObjectStoreError.damaged(hash).description) }
        if !count.damaged.isEmpty { throw Outcome.findings.exitCode }
    }
}

/// Lets go of uploads that were never finished.
struct ObjectsTidyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidy", abstract: "Let go of uploads to S3 that were begun more than a day ago and never finished.")

    @OptionGroup var workplace: WorkplaceOptions

    func run() async throws {
        let folder = FilePath(workplace.data)
        let bucket = try await Settings.read(folder: folder).s3Objects(in: folder)
        let count = try await bucket.abandonUploads(begunBefore: TimeSource.system.now().advanced(bySeconds: -86_400))
        Console.say("\(count) unfinished uploads let go of")
    }
}

/// Objects on their way from one store to another.
enum ObjectCopying {
    struct Count: Encodable, Equatable {
        var copied = 0
        var present = 0
        /// Not copied, because their bytes are not those that they are kept under.
        var damaged: [ContentHash] = []
    }

    /// - Throws: `ObjectStoreError`
    static func copy(
        from source: any ObjectStore, to target: any ObjectStore, saying say: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> Count {
        var count = Count()
        let present = try await Set(objects(of: target))
        let hashes = try await objects(of: source)
        for (index, hash) in hashes.enumerated() {
            if present.contains(hash) {
                count.present += 1
            } else {
                do {
                    // Hashed first: what was changed must not come to stand under another hash.
                    guard try await source.hashNow(of: hash) == hash else { throw ObjectStoreError.damaged(hash) }
                    _ = try await source.withFile(of: hash) { path in try await target.keep(fileAt: path) }
                    count.copied += 1
                } catch ObjectStoreError.damaged {
                    count.damaged.append(hash)
                }
            }
            say(index + 1, hashes.count)
        }
        return count
    }

    private static func objects(of store: any ObjectStore) async throws -> [ContentHash] {
        let hashes = Mutex<[ContentHash]>([])
        try await store.forEachObject { hash in hashes.withLock { $0.append(hash) } }
        return hashes.withLock { $0 }
    }
}
