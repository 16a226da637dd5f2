public import Foundation

/// A folder of Markdown, as Hugo, Jekyll and Standfirst's own demo lay it out.
public struct MarkdownFolder: Sendable {
    public let path: String
    /// For times that say no zone of their own.
    public let zone: TimeZone

    /// What a folder holds.
    public struct Contents: Sendable {
        /// In the order of their paths.
        public var documents: [MarkdownDocument] = []
        /// Files that could not be read; nothing should be imported while there are any.
        public var faults: [MarkdownFault] = []
        /// Files that were passed over though they may be meant to be read.
        public var notes = TransferNotes()
    }

    /// What a walk through the folder finds.
    private struct Found {
        var files: [String] = []
        var notes = TransferNotes()
    }

    /// - Parameter path: the site's folder, or the folder of its content.
    public init(path: String, zone: TimeZone) {
        var isFolder: ObjCBool = false
        let content = path + "/content"
        let hasContent = FileManager.default.fileExists(atPath: content, isDirectory: &isFolder) && isFolder.boolValue
        self.path = hasContent ? content : path
        self.zone = zone
    }

    /// Folders of a whole site that hold no content; inside the content's own folder these are names like any other.
    private static let passedOver: Set<String> = [
        "node_modules", "_site", "public", "themes", "layouts", "archetypes", "vendor", "_includes", "_layouts", "_sass",
        "_data", "resources", "i18n",
    ]

    /// The Markdown files, relative to the folder, in order. Hidden files and links that lead elsewhere are passed over.
    ///
    /// - Throws: ``MarkdownFault`` where a folder can't be read.
    public func files() throws(MarkdownFault) -> [String] {
        try walk().files
    }

    private func walk() throws(MarkdownFault) -> Found {
        var found = Found()
        try collect("", depth: 0, into: &found)
        return found
    }

    private var isContent: Bool { path.split(separator: "/").last == "content" }

    private func collect(_ folder: String, depth: Int, into found: inout Found) throws(MarkdownFault) {
        guard depth < 32 else { return }
        for name in try names(in: folder) {
            let relative = folder.isEmpty ? name : folder + "/" + name
            switch kind(of: relative) {
            case .typeDirectory:
                let isGenerators = name == "node_modules" || (depth == 0 && !isContent && Self.passedOver.contains(name))
                if !isGenerators { try collect(relative, depth: depth + 1, into: &found) }
            case .typeRegular:
                let isReadme = folder.isEmpty && ["readme.md", "license.md", "changelog.md", "contributing.md"].contains(name.lowercased())
                if Self.isMarkdown(name) {
                    if !isReadme { found.files.append(relative) }
                } else if isStoryInHTML(relative) {
                    found.files.append(relative)
                } else if Self.isOtherText(name) {
                    found.notes.omitted(relative, why: "only Markdown, and HTML with front matter among the stories, is read")
                }
            case .typeSymbolicLink:
                found.notes.omitted(relative, why: "a symbolic link, which may lead anywhere; copy what it leads to")
            default: break
            }
        }
    }

    private func names(in folder: String) throws(MarkdownFault) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? path : path + "/" + folder)
            return names.filter { $0.utf8.first != UInt8(ascii: ".") }.sorted()
        } catch {
            throw MarkdownFault(
                path: folder.isEmpty ? path : folder, line: 0,
                message: "the folder can't be read; check that it exists and its permissions")
        }
    }

    /// A symbolic link is neither a file nor a folder here.
    private func kind(of relative: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: path + "/" + relative))?[.type] as? FileAttributeType
    }

    private static func isMarkdown(_ name: String) -> Bool {
        let name = name.lowercased()
        return [".md", ".markdown", ".mdown", ".mkd"].contains { name.hasSuffix($0) }
    }

    private static func isOtherText(_ name: String) -> Bool {
        let name = name.lowercased()
        return [".html", ".htm", ".adoc", ".asciidoc", ".rst", ".org", ".textile", ".rmd", ".ipynb"].contains { name.hasSuffix($0) }
    }

    /// Both Hugo and Jekyll take HTML with front matter for a story, where stories stand; elsewhere it is a template.
    private func isStoryInHTML(_ relative: String) -> Bool {
        let segments = relative.split(separator: "/")
        guard relative.hasSuffix(".html") || relative.hasSuffix(".htm"),
            isContent || segments.contains("_posts") || segments.contains("_drafts"),
            let file = FileHandle(forReadingAtPath: path + "/" + relative)
        else { return false }
        defer { try? file.close() }
        let beginning = (try? file.read(upToCount: 3)) ?? Data()
        return beginning == Data("---".utf8) || beginning == Data("+++".utf8)
    }

    /// Reads one file.
    ///
    /// - Throws: ``MarkdownFault`` where it can't be read, or is not UTF-8, or its front matter is malformed.
    public func document(at relative: String) throws(MarkdownFault) -> MarkdownDocument {
        guard let data = FileManager.default.contents(atPath: path + "/" + relative) else {
            throw MarkdownFault(path: relative, line: 0, message: "the file can't be read; check its permissions")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            let valid = data.firstInvalidUTF8Line
            throw MarkdownFault(path: relative, line: valid, message: "the text is not UTF-8 here; convert the file (iconv) and try again")
        }
        return try MarkdownDocument(reading: text, path: relative, zone: zone, resources: try resources(of: relative))
    }

    /// Reads every file.
    ///
    /// - Throws: ``MarkdownFault`` where a folder can't be read; the faults of files are among the contents.
    public func read() throws(MarkdownFault) -> Contents {
        var contents = Contents()
        let found = try walk()
        contents.notes = found.notes
        for file in found.files {
            do {
                contents.documents.append(try document(at: file))
            } catch {
                contents.faults.append(error)
            }
        }
        return contents
    }

    private func resources(of relative: String) throws(MarkdownFault) -> [String] {
        let segments = relative.split(separator: "/").map(String.init)
        guard let file = segments.last, segments.count > 1, file.utf8.starts(with: "index.".utf8) else { return [] }
        let folder = segments.dropLast().joined(separator: "/")
        return try names(in: folder).filter { !Self.isMarkdown($0) }.map { folder + "/" + $0 }
            .filter { kind(of: $0) == .typeRegular }
    }
}

extension Data {
    /// The line of the first byte that is not UTF-8, counted from 1.
    fileprivate var firstInvalidUTF8Line: Int {
        var line = 1
        for part in split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}
