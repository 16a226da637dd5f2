import Documents
import Foundation
import QuotationCheck

/// A story as its author has it: Markdown or plain text.
enum StoryFile {
    static let types = [".md", ".markdown", ".txt"]

    /// - Throws: ``CheckFault``.
    static func story(at path: String) throws -> Story {
        let type = URL(filePath: path).pathExtension.lowercased()
        guard ["md", "markdown", "txt", "text", ""].contains(type) else {
            throw CheckFault.unknownType(path: path, known: types)
        }
        let text = try FileReading.text(path)
        guard type.hasPrefix("m") else { return Story(plainText: text) }
        do {
            return try DocumentText(markdown: text).story
        } catch {
            throw CheckFault.unreadable(path: path, why: String(describing: error).withoutStop)
        }
    }
}

extension String {
    /// Without the full stop, to stand inside another sentence.
    var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
