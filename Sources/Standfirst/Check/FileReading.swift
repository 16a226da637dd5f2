import Documents
import Foundation

/// A file's bytes, and the text of one that its author can correct.
enum FileReading {
    /// - Throws: ``CheckFault/unreadable(path:why:)``.
    static func bytes(_ path: String) throws(CheckFault) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .unreadable(path: path, why: reason(error))
        }
    }

    /// The text of a file that its reader can correct: it must be Unicode.
    ///
    /// - Throws: ``CheckFault/unreadable(path:why:)``.
    static func text(_ path: String) throws(CheckFault) -> String {
        let bytes = try bytes(path)
        if let text = TextEncoding.unicode(bytes) { return text }
        throw .unreadable(path: path, why: "it is not UTF-8; save it as that")
    }

    /// What the system says, without its wording about itself.
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
        if let posix = [error, underlying].compactMap({ $0 }).first(where: { $0.domain == NSPOSIXErrorDomain }) {
            return String(cString: strerror(Int32(posix.code)))
        }
        // Foundation doesn't always keep the system's number.
        switch CocoaError.Code(rawValue: error.code) {
        case .fileReadNoSuchFile, .fileNoSuchFile: return String(cString: strerror(ENOENT))
        case .fileReadNoPermission: return String(cString: strerror(EACCES))
        default: return error.localizedDescription.withoutStop
        }
    }
}
