import Editorial
import Foundation
import Storage
import StorageTesting
import SystemPackage

/// A source archive in a folder of its own, with a paper.
struct ArchiveDesk: Sendable {
    let store: any Store
    let room: Newsroom
    let folder: FilePath
    let archive: SourceArchive

    static let key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    static let otherKey = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

    static func open(
        _ engine: TestEngine, key: String? = Self.key, _ test: (ArchiveDesk) async throws -> Void
    ) async throws {
        let folder = FilePath(NSTemporaryDirectory()).appending("standfirst-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        try await Newsroom.open(engine) { store, room in
            let archive = SourceArchive(
                store: store, objects: FolderObjectStore(root: folder), key: try key.map { try SourceKey(parsing: $0) },
                clock: .fixed(Newsroom.morning))
            try await test(ArchiveDesk(store: store, room: room, folder: folder, archive: archive))
        }
    }

    /// The same store and folder with another key, or none.
    func archive(key: String?) throws -> SourceArchive {
        SourceArchive(
            store: store, objects: FolderObjectStore(root: folder), key: try key.map { try SourceKey(parsing: $0) },
            clock: .fixed(Newsroom.morning))
    }

    func desk<Value: Sendable>(_ work: @escaping @Sendable (SourceDesk) throws -> Value) async throws -> Value {
        try await store.write { try work(SourceDesk($0, by: "Ama Derricott", at: Newsroom.morning)) }
    }

    /// Every file of the object store.
    func objects() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.string)
        return names.map { folder.appending($0).string }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    static let meeting = """
        Harbour users, 11 March 2025.

        VERITY CROME: We will not close the slipway — not this year.

        ÅSA BRUUN: Nobody asked you to.
        She said it twice.

        VERITY CROME: Then we agree.
        """
}
