import Documents
import Editorial
import Foundation
import Markup
import Storage

/// The documents that a folder's stories were written from: each file under `sources`, attached to the stories whose front
/// matter names it.
struct FolderSources: Sendable {
    let path: String
    let source: ImportSource

    /// Archives what is not there yet. What can't be read, and what is confidential without a key, is noted and left out.
    func archive(
        in archive: SourceArchive, for stories: [MarkdownDocument], _ directory: FolderDirectory,
        into ledger: inout ImportLedger
    ) async throws {
        var readers: [String: [Story.ID]] = [:]
        for story in stories {
            guard let id = directory.stories[story.slug] else { continue }
            for name in story.frontMatter.sources where readers[name]?.contains(id) != true { readers[name, default: []].append(id) }
        }
        var imported: [ImportedSource] = []
        for name in names() {
            ledger.find("source")
            do {
                let item = try await read(name, for: readers.removeValue(forKey: name) ?? [])
                if item.visibility == .confidential, !archive.hasKey { throw SourceKeyError.missing }
                imported.append(item)
            } catch {
                ledger.omit("sources/\(name)", String(describing: error))
            }
        }
        for name in readers.keys.sorted() { ledger.omit("source \(name)", "the folder has no such file") }
        let there = try await archive.storiesThere(imported.flatMap(\.stories))
        for index in imported.indices { imported[index].stories.removeAll { !there.contains($0) } }
        ledger.take("source", try await archive.add(imported, by: "import"))
    }

    private func names() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") && $0 != "README.md" && DocumentFormat(fileName: $0) != nil }.sorted()
    }

    private func read(_ name: String, for stories: [Story.ID]) async throws -> ImportedSource {
        guard let format = DocumentFormat(fileName: name) else { throw DocumentFault.unreadable("it is of no known type") }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
        let document = try await Document(reading: bytes, as: format)
        let kind = document.headings["kind"].flatMap(SourceKind.init(rawValue:)) ?? (format == .post ? .post : .document)
        // What says something unknown of who may read it is better kept than shown.
        let visibility = document.headings["visibility"].map { SourceVisibility(rawValue: $0) ?? .confidential } ?? .public
        return ImportedSource(
            id: source.identifier(.source, name), kind: kind, visibility: visibility,
            capture: SourceCapture(document, original: bytes, format: format, method: .upload, fileName: name), stories: stories)
    }
}
