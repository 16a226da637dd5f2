import Documents
import Foundation
import QuotationCheck

/// One file of the folder of sources, read as its type says.
struct SourceFile {
    let path: String
    /// The source's identifier in results.
    let name: String

    /// - Throws: ``CheckFault``.
    func source() async throws -> Source {
        guard let format = DocumentFormat(fileName: name) else {
            throw CheckFault.unknownType(path: path, known: DocumentFormat.fileEndings)
        }
        do {
            if format == .plainText { return try plain() }
            let document = try await Document(reading: try bytes(), as: format)
            return Source(id: name, text: document.text, speaker: document.speaker, turns: document.turns)
        } catch let fault as CheckFault {
            throw fault
        } catch {
            throw CheckFault.unreadable(path: path, why: String(describing: error).withoutStop)
        }
    }

    private func bytes() throws(CheckFault) -> [UInt8] { try FileReading.bytes(path) }

    /// A page of memory: mapping less than that saves nothing, and a program has only so many mappings.
    private static let smallest = 4_096

    /// Plain text is mapped and never loaded, unless it is tiny or must be turned into UTF-8 first.
    private func plain() throws -> Source {
        let start: Data
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            start = try file.read(upToCount: Self.smallest) ?? Data()
        } catch {
            throw CheckFault.unreadable(path, error)
        }
        if TextEncoding.isUTF16(start) { return Source(id: name, text: TextEncoding.text(try bytes())) }
        if start.count < Self.smallest { return Source(id: name, utf8: [UInt8](start)) }
        do {
            return Source(id: name, file: try MappedFile(path: path))
        } catch {
            guard error.code == ENOMEM else { throw error }
            // An archive of more files than can be mapped at once.
            return Source(id: name, utf8: try bytes())
        }
    }
}
