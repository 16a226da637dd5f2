import Editorial
import Foundation
import Markup
import Storage
import StorageTesting
import SystemPackage
import Transfer

/// An empty newsroom to import into, with a folder for its media.
struct ImportDesk: Sendable {
    let store: any Store
    let folder: String

    /// 2026-03-10T09:00:00Z.
    static let now = Timestamp(seconds: 1_773_133_200)

    static let migrations: [Migration] = {
        let seam = Migration(number: 0, name: "the seam", statements: SearchIndex.schema + JobQueue.schema)
        let all = [seam] + EditorialSchema.migrations + MediaSchema.migrations + TransferSchema.migrations
            + SourceSchema.migrations + QuotationSchema.migrations + QuotationSpeaker.migrations + EditorialSchema.additions
        return all.enumerated().map { Migration(number: $0 + 1, name: $1.name, statements: $1.statements) }
    }()

    static func open(_ engine: TestEngine, _ test: (ImportDesk) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await engine.withStore(migrations) { store in
            try await test(ImportDesk(store: store, folder: folder.path))
        }
    }

    var archive: MediaArchive {
        MediaArchive(store: store, objects: FolderObjectStore(root: FilePath(folder).appending("media")))
    }

    /// Writes an export and imports it.
    @discardableResult
    func importing(
        _ text: String, _ configure: (inout WordPressImport.Options) -> Void = { _ in },
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        let file = folder + "/export-\(UUID().uuidString).xml"
        try Data(text.utf8).write(to: URL(filePath: file))
        return try await importing(file: file, configure, progress: progress)
    }

    @discardableResult
    func importing(
        file: String, _ configure: (inout WordPressImport.Options) -> Void = { _ in },
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        var options = WordPressImport.Options()
        configure(&options)
        return try await WordPressImport(
            file: file, into: store, media: archive, options: options, clock: .fixed(Self.now)
        ).run(progress: progress)
    }

    func answer(at path: String) async throws -> AddressBook.Answer? {
        guard let path = AddressPath(path) else { return nil }
        return try await store.read { try AddressBook.answer(at: path, from: $0) }
    }

    /// The published story at an address.
    func page(at path: String) async throws -> StoryPage? {
        guard case .story(let id) = try await answer(at: path) else { return nil }
        return try await store.read { try StoryPage.read(id, from: $0) }
    }

    func count(_ query: SQL) async throws -> Int {
        try await store.read { try $0.value(query) } ?? 0
    }
}
