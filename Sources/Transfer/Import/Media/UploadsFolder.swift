import Foundation
import SystemPackage

/// A copy of a WordPress site's uploads folder on this machine.
struct UploadsFolder: Sendable {
    let path: FilePath

    /// The file of an attachment.
    /// - Parameters:
    ///   - attachedFile: Relative to the folder, as WordPress notes it.
    ///   - address: The file's address on the old site.
    func file(attachedFile: String?, address: String?) -> FilePath? {
        var candidates: [String] = []
        if let attachedFile { candidates.append(attachedFile) }
        if let address { candidates += Self.relativePaths(of: address) }
        for candidate in candidates {
            guard let file = inside(candidate) else { continue }
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.string, isDirectory: &isFolder), !isFolder.boolValue { return file }
        }
        return nil
    }

    /// What may stand under the folder: what follows `uploads` in the address, and, where the folder is that of a
    /// whole site or of one month, the whole path and the file's name alone.
    private static func relativePaths(of address: String) -> [String] {
        guard let path = URL(string: address)?.path(percentEncoded: false) ?? URLComponents(string: address)?.path else { return [] }
        let segments = path.split(separator: "/").map(String.init)
        var paths: [String] = []
        if let uploads = segments.lastIndex(of: "uploads"), uploads + 1 < segments.count {
            paths.append(segments[(uploads + 1)...].joined(separator: "/"))
        }
        paths.append(segments.joined(separator: "/"))
        if let name = segments.last { paths.append(name) }
        return paths
    }

    /// - Returns: `nil` for a path that leads out of the folder.
    private func inside(_ relative: String) -> FilePath? {
        let part = FilePath(relative)
        guard part.isRelative, !part.components.contains(where: { $0.kind == .parentDirectory }) else { return nil }
        let file = path.appending(part.components)
        // A link in the folder may lead anywhere; what it leads to must be in the folder.
        let resolved = URL(filePath: file.string).resolvingSymlinksInPath().path
        let root = URL(filePath: path.string).resolvingSymlinksInPath().path
        return resolved.hasPrefix(root + "/") ? file : nil
    }
}
