import Foundation
import Testing

@testable import Website

@Suite("Finding the look")
struct LookLoaderTests {
    private let loader: LookLoader

    init() {
        loader = LookLoader(folder: FileManager.default.temporaryDirectory.appending(path: "look-\(UUID().uuidString)"))
    }

    private func write(_ text: String, to name: String) throws {
        try FileManager.default.createDirectory(at: loader.folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: loader.folder.appending(path: name))
    }

    private func tidy() { try? FileManager.default.removeItem(at: loader.folder) }

    @Test("without files of its own, a publication has the bundled look that its settings name", arguments: LookLoader.bundledLooks)
    func bundled(name: String) throws {
        let loaded = try loader.load(name)
        #expect(loaded.name == name && loaded.source == .bundled && loaded.faults.isEmpty)
        #expect(!loaded.preloads.isEmpty && loaded.preloads.allSatisfy { $0.kind == .font })
        let css = String(decoding: loaded.stylesheet.css, as: UTF8.self)
        #expect(css.contains("--on-accent: #"))
        #expect(!css.contains("@layer publication {"))
        #expect(!FileManager.default.fileExists(atPath: loader.folder.path))
    }

    @Test("an unknown name gives the first look and a line for the log")
    func unknown() throws {
        let loaded = try loader.load("gazette")
        #expect(loaded.name == "harbour")
        #expect(loaded.faults.first?.message.contains("no look “gazette”; there are harbour, broadsheet, bulletin.") == true)
    }

    @Test("a broken file leaves the last good state in its place, with its fault")
    func lastGood() throws {
        defer { tidy() }
        try write(".wordmark { color: teal }", to: "custom.css")
        try write("Owned by its *readers*.", to: "about.md")
        let good = try loader.load("harbour")
        #expect(good.source == .folder && good.faults.isEmpty && good.isLastGoodKept)
        #expect(String(decoding: good.stylesheet.css, as: UTF8.self).contains("@layer publication {\n.wordmark { color: teal }"))

        try write(".wordmark {\n  color: teal;\n", to: "custom.css")
        let broken = try loader.load("harbour")
        #expect(broken.source == .lastGood)
        #expect(broken.stylesheet == good.stylesheet)
        #expect(broken.slots[.about]?.text == "Owned by its *readers*.")
        #expect(broken.faults == [LookFault(file: "custom.css", line: 1, message: "A bracket is opened here and never closed.")])
        #expect(loader.faults() == broken.faults)

        try write(".wordmark { color: navy }", to: "custom.css")
        #expect(try loader.load("harbour").source == .folder)
    }

    @Test("a look that was taken away doesn't come back by a later fault")
    func takenAway() throws {
        defer { tidy() }
        try write(".wordmark { color: teal }", to: "custom.css")
        #expect(try loader.load("harbour").source == .folder)
        try FileManager.default.removeItem(at: loader.folder.appending(path: "custom.css"))
        #expect(try loader.load("harbour").source == .bundled)
        try write(".wordmark {", to: "custom.css")
        #expect(try loader.load("harbour").source == .bundled)
    }

    @Test("a broken file with no good state before it leaves the bundled look")
    func neverGood() throws {
        defer { tidy() }
        try write("{ \"name\": \"Mine\" ", to: "look.json")
        let loaded = try loader.load("bulletin")
        #expect(loaded.name == "bulletin" && loaded.source == .bundled)
        #expect(loaded.faults.map(\.file) == ["look.json"])
    }

    @Test("a look of its own replaces the bundled one, and changes the stylesheet's address")
    func own() throws {
        defer { tidy() }
        let json = try String(contentsOf: WebsiteRoom.resources.appending(path: "looks/broadsheet.json"), encoding: .utf8)
        try write(json.replacing("\"airy\"", with: "\"regular\""), to: "look.json")
        let loaded = try loader.load("harbour")
        #expect(loaded.name == "own" && loaded.look.choices.typePair == .record)
        #expect(try loaded.stylesheet.address != loader.load("harbour").stylesheet.address || loaded.source == .folder)
        let bare = LookLoader(folder: loader.folder.appending(path: "none"))
        #expect(try bare.load("harbour").stylesheet.hash != loaded.stylesheet.hash)
    }

    @Test("a slot that is too long or no text is a fault of its file")
    func slots() throws {
        defer { tidy() }
        try write(String(repeating: "a", count: LookSlot.largestByteCount + 1), to: "appeal.html")
        try Data([0xFF, 0xFE]).write(to: loader.folder.appending(path: "foot.md"))
        #expect(loader.faults().map(\.file) == ["appeal.html", "foot.md"])
    }
}
