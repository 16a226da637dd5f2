import Editorial
import Foundation
import Website

/// Writes what takes a child process, the object store or the look: sources, pictures, fonts, recordings, documents.
struct SiteFiles: Sendable {
    let run: PressRun
    let folder: ExportFolder
    let workers: Int

    private enum Work: Sendable {
        case unfinished(SiteHarvest.Unfinished)
        case file(SiteAddress)
    }

    /// - Throws: ``ExportFolderError``, and what ``PressRun`` throws.
    func write(of harvest: inout SiteHarvest, _ progress: @escaping @Sendable (SiteProgress) -> Void) async throws {
        // What pages refer to is found before that is written: a source's page is one of them.
        let pictures = harvest.unfinished.filter { if case .card = $0.print { true } else { false } }
        let sources = harvest.unfinished.filter { if case .card = $0.print { false } else { true } }
        harvest.add(try await work(on: sources.map { .unfinished($0) }, from: 0) { _ in })
        // Fonts, and whatever else a stylesheet names, are found in it.
        let styles = harvest.references.filter { $0.kind == .stylesheet }
        harvest.add(try await work(on: styles.map { .file($0) }, from: workers) { _ in })
        var rest = pictures.map { Work.unfinished($0) }
        rest += harvest.references.filter { address in
            switch address.kind {
            case .logo, .font, .rendition, .mediaFile: true
            default: false
            }
        }.sorted { $0.path < $1.path }.map { .file($0) }
        let total = rest.count
        harvest.add(try await work(on: rest, from: 2 * workers) { progress(SiteProgress(stage: .files, done: $0, total: total)) })
        let writer = ExportWriter(folder, number: 3 * workers)
        var omitted: [SiteReport.Omission] = []
        for file in harvest.plan.map({ ServerFiles($0).files }) ?? [] {
            do {
                try writer.put(Array(file.text.utf8), at: file.name, isText: false)
            } catch let refusal as ExportWriter.Refusal {
                omitted.append(.init(what: file.name, why: refusal.why))
            }
        }
        harvest.add(SiteHarvest(records: writer.records, written: writer.written, omitted: omitted))
    }

    /// - Parameter first: The number of the first thread's writer.
    private func work(
        on all: [Work], from first: Int, _ progress: @escaping @Sendable (_ done: Int) -> Void
    ) async throws -> SiteHarvest {
        let queue = WorkQueue()
        return try await withThrowingTaskGroup(of: SiteHarvest.self) { group in
            for number in 0..<min(workers, all.count) {
                group.addTask {
                    let writer = ExportWriter(folder, number: first + number)
                    var references = PageReferences()
                    var omitted: [SiteReport.Omission] = []
                    while let range = queue.take(of: all.count, atOnce: 1) {
                        do {
                            try await write(all[range.lowerBound], writer, &references)
                        } catch let refusal as ExportWriter.Refusal {
                            omitted.append(.init(what: Self.name(all[range.lowerBound]), why: refusal.why))
                        }
                        if number == 0 { progress(range.upperBound) }
                    }
                    return SiteHarvest(
                        records: writer.records, written: writer.written, references: references.found, omitted: omitted)
                }
            }
            var harvest = SiteHarvest([])
            for try await part in group { harvest.add(part) }
            return harvest
        }
    }

    private func write(_ work: Work, _ writer: ExportWriter, _ references: inout PageReferences) async throws {
        switch work {
        case .unfinished(let unfinished):
            switch unfinished.print {
            case .finished(let answer): try put(answer, unfinished.name, writer, &references)
            case .card(let drawing):
                try writer.put(
                    try await run.picture(ofDrawing: drawing), at: unfinished.name, madeOf: ExportDigest(of: drawing))
            case .source(let source):
                if let answer = try await run.answer(for: source) { try put(answer, unfinished.name, writer, &references) }
            }
        case .file(let address):
            guard let name = SiteFileName.of(address) else { return }
            // Each is named by what it is made of.
            let digest = ExportDigest(of: Array(name.utf8))
            switch address {
            case .rendition(let rendition):
                if writer.keep(name, digest) { return }
                guard let bytes = try await run.picture(rendition) else { throw Self.missing }
                try writer.put(bytes, at: name, madeOf: digest)
            case .mediaFile(let hash, _):
                if writer.keep(name, digest) { return }
                guard try await copy(hash, to: writer.draft) else { throw Self.missing }
                try writer.putDraft(at: name, madeOf: digest)
            default:
                guard let answer = run.file(at: address) else { throw Self.missing }
                try put(answer, name, writer, &references)
            }
        }
    }

    private func copy(_ original: ContentHash, to draft: String) async throws -> Bool {
        do {
            return try await run.copy(original, to: draft)
        } catch let error as CocoaError {
            throw ExportFolder.fault(error, at: folder.root)
        }
    }

    private func put(_ answer: Answer, _ name: String, _ writer: ExportWriter, _ references: inout PageReferences) throws {
        guard case .bytes(let bytes) = answer.content else { return }
        try writer.put(bytes, at: name, isText: answer.isText)
        if answer.isText { _ = references.add(bytes) }
    }

    private static let missing = ExportWriter.Refusal(
        why: "the archive has no such file, or it can't be read; nor has the running site")

    private static func name(_ work: Work) -> String {
        switch work {
        case .unfinished(let unfinished): unfinished.address.path
        case .file(let address): address.path
        }
    }
}
