import Foundation
import GRDB
import Storage

/// Turns SQLite's result codes into the seam's errors.
enum SQLiteFailure {
    static func storageError(_ error: any Error, path: String) -> any Error {
        switch error {
        case let error as StorageError: error
        case let error as DatabaseError: storageError(error, path: path)
        default: error
        }
    }

    static func storageError(_ error: DatabaseError, path: String) -> StorageError {
        let message = error.message ?? "\(error.resultCode)"
        return switch error.extendedResultCode {
        case .SQLITE_NOTADB:
            .damaged("\(path) is not an SQLite database (or it is encrypted)")
        case .SQLITE_CORRUPT, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_DATA, .SQLITE_IOERR_CORRUPTFS:
            .damaged("\(path): \(message)")
        case .SQLITE_FULL:
            .noSpace("the disk that holds \(path) is full")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMMAP, .SQLITE_IOERR_SHMSIZE:
            .noSpace("\(path) or its folder is read-only (\(message))")
        case .SQLITE_CANTOPEN:
            cannotOpen(path, message)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            .unavailable("another program has held \(path) for more than \(Int(SQLiteDriver.busyTimeout)) seconds")
        case .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_ABORT, .SQLITE_INTERRUPT:
            .unavailable("\(path): \(message)")
        case .SQLITE_CONSTRAINT:
            .constraint(message)
        case .SQLITE_TOOBIG:
            .unstorable("a value is larger than SQLite allows")
        case .SQLITE_MISUSE where error.sql == nil:
            .unavailable("the store is closed")
        default:
            .statement(message, sql: error.sql ?? "")
        }
    }

    private static func cannotOpen(_ path: String, _ message: String) -> StorageError {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            return .unavailable("the folder \(folder) does not exist; make it, or name another")
        }
        guard isFolder.boolValue else {
            return .unavailable("\(folder) is a file where a folder is needed; name another")
        }
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            return .unavailable("\(path) is a folder where the database's file is needed; name another")
        }
        return .noSpace("\(path) can't be opened for writing (\(message))")
    }
}
