import Foundation
import Markup
import QuotationCheck

/// One file of the folder of sources, read as its type says.
struct SourceFile {
    static let types = [".txt", ".md", ".html", ".pdf", ".eml", ".vtt", ".srt", ".json"]

    let path: String
    /// The source's identifier in results.
    let name: String

    /// - Throws: ``CheckFault``.
    func source() async throws -> Source {
        do {
            switch URL(filePath: name).pathExtension.lowercased() {
            case "txt", "text": return try plain()
            case "md", "markdown": return Source(id: name, text: try DocumentText(markdown: text()).plain.string)
            case "html", "htm", "xhtml": return Source(id: name, text: try HTMLPage(bytes: bytes()).text)
            case "pdf": return Source(id: name, text: try await PDFText.text(of: path))
            case "eml": return Source(id: name, text: try Email(bytes: bytes()).text)
            case "vtt": return captions(try Captions(webVTT: text()))
            case "srt": return captions(try Captions(subRip: text()))
            case "json": return try post()
            default: throw CheckFault.unknownType(path: path, known: Self.types)
            }
        } catch let fault as CheckFault {
            throw fault
        } catch {
            throw CheckFault.unreadable(path: path, why: String(describing: error).withoutStop)
        }
    }

    private func bytes() throws(CheckFault) -> [UInt8] { try FileReading.bytes(path) }

    private func text() throws(CheckFault) -> String { FileReading.text(try bytes()) }

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
        if FileReading.isUTF16(start) { return Source(id: name, text: try text()) }
        if start.count < Self.smallest { return Source(id: name, utf8: [UInt8](start)) }
        do {
            return Source(id: name, file: try MappedFile(path: path))
        } catch {
            guard error.code == ENOMEM else { throw error }
            // An archive of more files than can be mapped at once.
            return Source(id: name, utf8: try bytes())
        }
    }

    private func captions(_ captions: Captions) -> Source {
        Source(id: name, text: captions.text, turns: captions.turns.isEmpty ? .labelled : .given(captions.turns))
    }

    private struct Post: Decodable {
        var speaker: String?
        var text: String
    }

    /// `{title,url,speaker,text}`.
    private func post() throws -> Source {
        do {
            let post = try JSONDecoder().decode(Post.self, from: Data(try bytes()))
            return Source(id: name, text: post.text, speaker: post.speaker)
        } catch is DecodingError {
            throw CheckFault.unreadable(path: path, why: "a source in JSON is one object {\"title\",\"url\",\"speaker\",\"text\"}, of which \"text\" must be there")
        }
    }
}
