import Foundation
package import SystemPackage

/// Makes a rename survive a power failure.
package enum FolderSync {
    /// Not every file system lets a folder be flushed; one that doesn't is left to its own promises.
    package static func flush(_ folder: FilePath) {
        let path = folder.string.isEmpty ? "." : folder
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return }
        fsync(file.rawValue)
        try? file.close()
    }
}
