import Editorial
import Foundation
import Markup
import Storage

/// Finds the files that a folder's texts show, and gives each its place in the media archive.
struct FolderPictures: Sendable {
    /// A file that a text shows.
    struct Shown: Sendable, Hashable {
        var id: Media.ID
        /// Its path on this machine.
        var path: String
        /// Relative to the folder.
        var relative: String

        /// The address that its generator gave it.
        var address: String {
            let served = ["static/", "content/"].first { relative.hasPrefix($0) }.map { relative.dropFirst($0.count) } ?? Substring(relative)
            return "/" + served
        }
    }

    let source: ImportSource
    let folder: MarkdownFolder

    /// The file at an address in a text.
    /// - Parameter document: The text's own path, relative to the folder.
    /// - Returns: `nil` for addresses of other sites, and where there is no such file.
    func file(at address: String, in document: String) -> Shown? {
        guard !address.contains("://"), !address.hasPrefix("//") else { return nil }
        let path = String(address.prefix { $0 != "?" && $0 != "#" })
        let plain = path.removingPercentEncoding ?? path
        let beside = document.split(separator: "/").dropLast().joined(separator: "/")
        let bare = String(plain.drop { $0 == "/" })
        // Beside the text, in the folder, or where Hugo and Jekyll keep what is served as it is.
        let candidates = [beside.isEmpty ? bare : beside + "/" + bare, bare, "../static/" + bare, "../assets/" + bare, "../" + bare]
        for candidate in candidates {
            guard let resolved = resolved(candidate) else { continue }
            return Shown(
                id: source.identifier(.media, resolved.relative), path: resolved.path, relative: resolved.relative)
        }
        return nil
    }

    private func resolved(_ candidate: String) -> (path: String, relative: String)? {
        let root = URL(filePath: folder.path).resolvingSymlinksInPath().standardizedFileURL.path
        // What is above the content's folder belongs to the site; anything further up doesn't.
        let site = folder.path.hasSuffix("/content") ? String(root.dropLast("/content".count)) : root
        let file = URL(filePath: folder.path + "/" + candidate).standardizedFileURL.resolvingSymlinksInPath().path
        var isFolder: ObjCBool = false
        guard file.hasPrefix(site + "/"), FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
            !isFolder.boolValue
        else { return nil }
        return (file, String(file.dropFirst(site.count + 1)))
    }
}
