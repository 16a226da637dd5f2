import Configuration
import Foundation
import SystemPackage
import Testing
import Website

@testable import Standfirst

@Suite("What an operator sets")
struct SettingsTests {
    private func settings(_ json: String?, _ environment: [String: String] = [:]) async throws -> Settings {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "standfirst.json")
        if let json { try Data(json.utf8).write(to: file) }
        return Settings(
            try await FileProvider<JSONSnapshot>(filePath: FilePath(file.path), allowMissing: true),
            environment: environment)
    }

    @Test("the environment goes before the file, and what neither says is nothing")
    func order() async throws {
        let settings = try await settings(#"{"a": {"b": "file", "c": 7, "d": true, "e": ["x", "y"]}}"#, ["STANDFIRST_A_B": "own"])
        #expect(try settings.text("a.b") == "own")
        #expect(try settings.number("a.c", in: 0...10) == 7)
        #expect(try settings.isOn("a.d") == true)
        #expect(try settings.texts("a.e") == ["x", "y"])
        #expect(try settings.text("a.f") == nil)
        #expect(try await self.settings(nil, ["STANDFIRST_A_E": "x, y"]).texts("a.e") == ["x", "y"])
    }

    @Test("a value of the wrong kind says which it must be", arguments: ["many", "-1", "11"])
    func wrong(text: String) async throws {
        let settings = try await settings(nil, ["STANDFIRST_A_B": text])
        let error = #expect(throws: SettingsError.self) { try settings.number("a.b", in: 0...10) }
        #expect(error?.description == "The setting a.b (STANDFIRST_A_B in the environment) must be a whole number from 0 to 10.")
    }

    @Test("a file with a setting that there is not, or with no JSON, is refused", arguments: [#"{"caache": 1}"#, "{", "[]"])
    func refused(json: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(json.utf8).write(to: folder.appending(path: "standfirst.json"))
        await #expect(throws: SettingsError.self) { _ = try await Settings.read(folder: FilePath(folder.path)) }
    }

    @Test("the page cache has 128 megabytes, and nobody is told of changes, where nothing is set")
    func cacheStandard() async throws {
        let settings = try await settings(nil)
        #expect(try settings.cacheBytes() == 128 << 20 && settings.purgeTargets().isEmpty)
        #expect(try await self.settings(nil, ["STANDFIRST_CACHE_MEMORY": "0"]).cacheBytes() == 0)
    }

    @Test("shared caches are set in the file, and their secret in the environment")
    func purges() async throws {
        let file = #"{"cache": {"varnish": ["http://10.0.0.1:6081/"], "purge": {"url": "https://cdn.example/{key}", "method": "PURGE"}}}"#
        let targets = try await settings(file, ["STANDFIRST_CACHE_PURGE_SECRET": "Key: abc"]).purgeTargets()
        #expect(
            targets == [
                .varnish(url: "http://10.0.0.1:6081/"),
                .http(.init(url: "https://cdn.example/{key}", method: "PURGE", secret: "Key: abc")),
            ])
    }

    @Test("a shared cache that can't be told is refused", arguments: [
        #"{"cache": {"varnish": ["10.0.0.1"]}}"#, #"{"cache": {"purge": {"url": "ftp://cdn.example/"}}}"#,
        #"{"cache": {"purge": {"url": "https://cdn.example/", "method": "purge it"}}}"#,
        #"{"cache": {"purge": {"url": "https://cdn.example/", "secret": "abc"}}}"#,
    ])
    func refusedPurges(json: String) async throws {
        let settings = try await settings(json)
        #expect(throws: SettingsError.self) { try settings.purgeTargets() }
    }
}
