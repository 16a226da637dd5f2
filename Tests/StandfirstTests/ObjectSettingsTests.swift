import Configuration
import Editorial
import Foundation
import ObjectStorageS3
import SystemPackage
import Testing

@testable import Standfirst

@Suite("Which object store a machine uses")
struct ObjectSettingsTests {
    private func settings(_ environment: [String: String]) async throws -> Settings {
        Settings(
            try await FileProvider<JSONSnapshot>(filePath: "/nowhere/standfirst.json", allowMissing: true),
            environment: environment)
    }

    private func credentials() throws -> (path: String, remove: () -> Void) {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("aws_access_key_id = a\naws_secret_access_key = b\n".utf8).write(to: file)
        return (file.path, { try? FileManager.default.removeItem(at: file) })
    }

    @Test("the folder is the default, and an unknown store is refused")
    func folder() async throws {
        #expect(try await settings([:]).objects(in: "/tmp") is FolderObjectStore)
        let unknown = try await settings(["STANDFIRST_OBJECTS_STORE": "tape"])
        #expect(throws: SettingsError.value(name: "objects.store", wanted: "folder or s3")) { try unknown.objects(in: "/tmp") }
    }

    @Test("a bucket is had from its settings, and Amazon's endpoint from the region")
    func bucket() async throws {
        let (path, remove) = try credentials()
        defer { remove() }
        let settings = try await settings([
            "STANDFIRST_OBJECTS_STORE": "s3", "STANDFIRST_OBJECTS_S3_BUCKET": "paper", "STANDFIRST_OBJECTS_S3_REGION": "eu-central-1",
            "STANDFIRST_OBJECTS_S3_PREFIX": "lantern", "STANDFIRST_OBJECTS_S3_ADDRESSING": "virtual-host",
            "STANDFIRST_OBJECTS_S3_CREDENTIALS": path,
        ])
        let store = try #require(try settings.objects(in: "/tmp") as? S3ObjectStore)
        #expect(
            store.location == (try S3Location(
                endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1", bucket: "paper", prefix: "lantern",
                addressing: .virtualHost)))
    }

    @Test("without a bucket, with a strange way of addressing, or without credentials it is refused")
    func refused() async throws {
        let noBucket = try await settings(["STANDFIRST_OBJECTS_STORE": "s3"])
        #expect(throws: SettingsError.self) { try noBucket.objects(in: "/tmp") }
        let strange = try await settings([
            "STANDFIRST_OBJECTS_STORE": "s3", "STANDFIRST_OBJECTS_S3_BUCKET": "paper", "STANDFIRST_OBJECTS_S3_ADDRESSING": "x",
        ])
        #expect(throws: SettingsError.self) { try strange.objects(in: "/tmp") }
        let noFile = try await settings([
            "STANDFIRST_OBJECTS_STORE": "s3", "STANDFIRST_OBJECTS_S3_BUCKET": "paper", "STANDFIRST_OBJECTS_S3_CREDENTIALS": "/nowhere/keys",
        ])
        #expect(throws: S3CredentialsError.unreadable(path: "/nowhere/keys")) { try noFile.objects(in: "/tmp") }
    }

    @Test("objects are copied once, and what was changed is not copied")
    func copying() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let from = FolderObjectStore(root: FilePath(folder.appending(path: "from").path))
        let to = FolderObjectStore(root: FilePath(folder.appending(path: "to").path))
        var kept: [ContentHash] = []
        for text in ["one", "two", "three"] { kept.append(try await from.keep(Array(text.utf8))) }
        _ = try await to.keep(Array("one".utf8))
        let changed = kept[2]
        try await from.withFile(of: changed) { try Data("other".utf8).write(to: URL(filePath: $0.string)) }
        #expect(
            try await ObjectCopying.copy(from: from, to: to) == ObjectCopying.Count(copied: 1, present: 1, damaged: [changed]))
        #expect(try await to.bytes(of: kept[1], in: 0..<10) == Array("two".utf8))
        #expect(try await to.holds(changed) == false)
    }
}
