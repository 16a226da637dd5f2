import Editorial
import Foundation
import Storage
import Transfer

/// The newspaper that comes with the program: The Saltreath Lantern, all of it fiction.
enum DemoPublication {
    /// Fills a workplace that has no publication yet.
    /// - Parameter baseURL: Where it is going to be read.
    static func fillIfEmpty(_ place: Workplace, baseURL: String) async throws {
        do {
            _ = try await place.store.read { try Publication.read(from: $0) }
        } catch PublicationError.notSetUp {
            try await fill(place, baseURL: baseURL)
        }
    }

    /// Imports the demo; what of it is there already stays as it is.
    @discardableResult
    static func fill(_ place: Workplace, baseURL: String) async throws -> ImportReport {
        let demo = Bundle.module.bundleURL.appending(path: "Demo")
        let folder = demo.path
        let work = MarkdownImport(
            folder: folder, into: place.store, media: place.media, sources: try place.sources(),
            options: MarkdownImport.Options(source: "demo", baseURL: baseURL))
        let line = ProgressLine()
        let report = try await work.run { line.show($0) }
        line.end()
        try await DemoDecisions(place: place, folder: demo).make()
        return report
    }
}
