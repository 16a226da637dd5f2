/// Why a folder can't be exported to.
public enum ExportFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It holds files that no export wrote.
    case notAnExport(path: String)
    /// Another export is writing there.
    case inUse(path: String)
    case unwritable(path: String, why: String)
    case full(path: String)

    public var description: String {
        switch self {
        case .notAnExport(let path):
            "\(path) holds files that are no export of Standfirst's: name an empty folder, or one that doesn't exist yet."
        case .inUse(let path): "Another export is writing to \(path): wait until it has ended."
        case .unwritable(let path, let why): "\(path) can't be written: \(why). Allow writing, or name another folder."
        case .full(let path):
            "The disk is full, at \(path). What was exported before still stands: free some space and run the same again."
        }
    }
}
