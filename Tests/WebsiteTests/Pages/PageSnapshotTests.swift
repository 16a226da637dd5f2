import Foundation
import Markup
import Testing

@testable import Website

@Suite("Pages as they were last looked at")
struct PageSnapshotTests {
    @Test("each kind of page prints what its snapshot holds", arguments: CatalogueLibrary.bundledLanguages)
    func languages(language: String) throws {
        let samples = try PageSamples(language: language)
        for (name, page) in try samples.all() {
            try Snapshot(name: "\(name).\(language)").expect(page.document(in: samples.paper).string)
        }
    }

    @Test("the look is in the page's head and nowhere else", arguments: LookLoader.bundledLooks)
    func looks(look: String) throws {
        let samples = try PageSamples(look: look)
        let front = try #require(try samples.all().first).page.document(in: samples.paper).string
        let head = String(front.prefix(while: { $0 != "\u{0}" }).prefix(upTo: try #require(front.range(of: "</head>")).lowerBound))
        try Snapshot(name: "look-\(look)").expect(head)
        let other = try PageSamples(look: "harbour")
        let body = try #require(try other.all().first).page.document(in: other.paper).string
        #expect(front.split(separator: "</head>").last == body.split(separator: "</head>").last)
    }
}

/// A page as it was recorded; `STANDFIRST_RECORD_SNAPSHOTS=1` records what is printed now.
struct Snapshot {
    let name: String

    private var file: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Snapshots/\(name).html")
    }

    func expect(_ html: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["STANDFIRST_RECORD_SNAPSHOTS"] == "1" {
            try Data(html.utf8).write(to: file)
            return
        }
        guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("There is no snapshot \(name): record it with STANDFIRST_RECORD_SNAPSHOTS=1.", sourceLocation: sourceLocation)
            return
        }
        guard recorded != html else { return }
        Issue.record("\(name) has changed:\n\(Self.difference(recorded, html))", sourceLocation: sourceLocation)
    }

    /// Lines that went (-) and came (+), with their numbers.
    private static func difference(_ old: String, _ new: String) -> String {
        let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
        let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
        return newLines.difference(from: oldLines).prefix(40).map { change in
            switch change {
            case .remove(let offset, let line, _): "-\(offset + 1): \(line)"
            case .insert(let offset, let line, _): "+\(offset + 1): \(line)"
            }
        }.joined(separator: "\n")
    }
}
