import Editorial
import Foundation
import SystemPackage
import Testing

@Suite("Objects in a folder")
struct FolderObjectStoreTests {
    /// What a disk does to a file.
    enum Damage: CaseIterable {
        case cutOff, emptied, longer, changed

        func apply(to bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .cutOff: Array(bytes.dropLast())
            case .emptied: []
            case .longer: bytes + [0]
            case .changed: Array(bytes.dropLast()) + [bytes[bytes.count - 1] ^ 1]
            }
        }
    }

    @Test("keeping the same bytes again mends what was damaged, and leaves alone what is whole", arguments: Damage.allCases)
    func mending(damage: Damage) async throws {
        let folder = FilePath(NSTemporaryDirectory()).appending("objects-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let store = FolderObjectStore(root: folder.appending("media"))
        let bytes = Array("The tide was early.".utf8)
        let original = folder.appending("original")
        try Data(bytes).write(to: URL(filePath: original.string))
        let hash = try await store.keep(bytes)
        let file = folder.appending("media/\(hash.description.prefix(2))/\(hash.description.dropFirst(2))").string
        func inode() throws -> Int? {
            (try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? NSNumber)?.intValue
        }
        let first = try inode()
        #expect(try await store.keep(bytes) == hash)
        #expect(try await store.keep(fileAt: original) == hash)
        #expect(try inode() == first)
        for fromFile in [false, true] {
            try Data(damage.apply(to: bytes)).write(to: URL(filePath: file))
            #expect(try await store.hashNow(of: hash) != hash)
            #expect(try await (fromFile ? store.keep(fileAt: original) : store.keep(bytes)) == hash)
            #expect(try await store.hashNow(of: hash) == hash)
            #expect(store.size(of: hash) == bytes.count)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: FilePath(file).removingLastComponent().string)
        #expect(names.count == 1)
    }
}
