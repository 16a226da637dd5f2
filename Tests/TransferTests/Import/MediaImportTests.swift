import Editorial
import Foundation
import Storage
import StorageTesting
import SystemPackage
import Testing

@testable import Transfer

@Suite("The files of an import")
struct MediaImportTests {
    /// A text of a kind that the archive takes, so that no image tool is needed.
    private static let export = Samples.paper.replacing("boat.png", with: "boat.csv")

    @Test("files come from the uploads folder", arguments: TestEngine.available)
    func fromFolder(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let uploads = try TemporaryFolder()
            try uploads.write("name,length\nIda,12\n", to: "2015/01/boat.csv")
            let report = try await desk.importing(Self.export) { $0.mediaFolder = uploads.path }
            #expect(report.imported["attachment"] == 1)
            #expect(!report.omitted.contains { $0.what.contains("boat.csv") })
            #expect(try await desk.store.read { try $0.mediaWithoutFile() }.isEmpty)
            let old = try await desk.answer(at: "/wp-content/uploads/2015/01/boat.csv")
            guard case .elsewhere(let location) = old else { return #expect(Bool(false), "\(String(describing: old))") }
            #expect(location.hasPrefix("/media/") && location.hasSuffix(".csv"))
        }
    }

    @Test("what can't be had is listed, and a retry gets only that", arguments: TestEngine.available)
    func retries(engine: TestEngine) async throws {
        try await ImportDesk.open(engine) { desk in
            let first = try await desk.importing(Self.export) { options in
                options.fetcher = MediaFetcher { _, _ in throw MediaFetchError.status(503) }
            }
            #expect(first.imported["attachment"] == 1)
            #expect(first.omitted.contains { $0.what.contains("boat.csv") && $0.why.contains("503") })
            let again = try await desk.importing(Self.export) { options in
                options.onlyMissingMedia = true
                options.fetcher = MediaFetcher { address, file in
                    #expect(address == "https://old.example/wp-content/uploads/2015/01/boat.csv")
                    try Data("name\nIda\n".utf8).write(to: URL(filePath: file.string))
                }
            }
            #expect(again.imported.values.allSatisfy { $0 == 0 })
            #expect(try await desk.store.read { try $0.mediaWithoutFile() }.isEmpty)
        }
    }

    @Test("files that texts only show or link to are had as well: the original where there is one, else what is shown")
    func unnamedFiles() async throws {
        try await ImportDesk.open(.sqlite) { desk in
            let text = "<a href='https://old.example/wp-content/uploads/list.csv'>l</a><img src='/wp-content/uploads/a-300x200.csv'><img src='/wp-content/uploads/b-300x200.csv'>"
            let export = SampleExport.export(
                Samples.item(1, "One", slug: "one", link: "/2015/01/one/", more: "<content:encoded><![CDATA[\(text)]]></content:encoded>"))
            let report = try await desk.importing(export) { options in
                options.fetcher = MediaFetcher { address, file in
                    if address.hasSuffix("/b.csv") { throw MediaFetchError.status(404) }
                    try Data("name\n\(address)\n".utf8).write(to: URL(filePath: file.string))
                }
            }
            #expect(!report.omitted.contains { $0.what.hasPrefix("file") }, "\(report.omitted)")
            #expect(try await desk.store.read { try $0.mediaWithoutFile() }.isEmpty)
            #expect(try await desk.count("SELECT COUNT(*) FROM media") == 3)
            for path in ["/wp-content/uploads/list.csv", "/wp-content/uploads/a.csv"] {
                guard case .elsewhere = try await desk.answer(at: path) else { return #expect(Bool(false), "\(path)") }
            }
        }
    }

    @Test("a path that leads out of the folder finds nothing")
    func traversal() throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret.txt")
        try outside.write("fine", to: "uploads/fine.txt")
        try FileManager.default.createSymbolicLink(
            atPath: outside.path + "/uploads/link.txt", withDestinationPath: outside.path + "/secret.txt")
        let folder = UploadsFolder(path: FilePath(outside.path + "/uploads"))
        #expect(folder.file(attachedFile: "fine.txt", address: nil) != nil)
        for path in ["../secret.txt", "2015/../../secret.txt", "link.txt", outside.path + "/secret.txt", ""] {
            #expect(folder.file(attachedFile: path, address: nil) == nil, "\(path)")
        }
        #expect(folder.file(attachedFile: nil, address: "https://old.example/wp-content/uploads/%2e%2e/secret.txt") == nil)
    }

    @Test(
        "private and special addresses are refused before a byte is sent",
        arguments: [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "2130706433", "0x7f.1",
        ])
    func privateAddresses(host: String) async throws {
        let file = try TemporaryFolder()
        let error = await #expect(throws: MediaFetchError.self) {
            try await MediaFetcher.web().fetch("http://\(host)/x.png", FilePath(file.path + "/x"))
        }
        let isRefused = error == .privateAddress(host: host) || error == .notAWebAddress
            || error == .privateAddress(host: host.trimmingCharacters(in: ["[", "]"]))
        #expect(isRefused, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: file.path + "/x"))
    }
}
