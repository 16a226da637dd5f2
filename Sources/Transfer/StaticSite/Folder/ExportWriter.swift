import Compression
import Foundation
import SystemPackage

// On Linux the compiler takes the system's `timespec` for this module's.
#if canImport(CDispatch)
    import CDispatch
#endif

/// Writes files into an export's folder: one for each thread.
///
/// A file that is as it should be is left as it is, with its time.
final class ExportWriter {
    /// Why a file was not written, where the others can be.
    struct Refusal: Error {
        let why: String
    }

    private(set) var records: [String: ExportRecord] = [:]
    /// How many files were written, their compressed forms not counted.
    private(set) var written = 0
    private let folder: ExportFolder
    /// Where a file is written before it has its name.
    let draft: String
    private let gzip: GzipCompressor
    private let brotli: BrotliCompressor

    /// - Parameter number: Of the thread.
    init(_ folder: ExportFolder, number: Int) {
        self.folder = folder
        draft = folder.draft(number)
        gzip = GzipCompressor(level: folder.compression.gzipLevel)
        brotli = BrotliCompressor(quality: folder.compression.brotliQuality)
    }

    /// Writes a file, and its compressed forms where those are wanted.
    /// - Throws: ``ExportFolderError``, ``Refusal``
    func put(_ bytes: [UInt8], at name: String, isText: Bool) throws {
        let digest = ExportDigest(of: bytes)
        let compresses = isText && folder.compression != .none
        if keep(name, digest, compresses: compresses) { return }
        try settingUp(name) {
            let path = "\(folder.root)/\(name)"
            let standing = Self.status(path)
            let isSame = standing.map { $0.size == bytes.count } == true && Self.contents(path) == bytes
            let time = isSame ? standing?.modified ?? folder.time : folder.time
            // Before the file itself: it is its time that vouches for all three.
            if compresses {
                try replace("\(path).gz", with: gzip.compress(bytes), time)
                try replace("\(path).br", with: brotli.compress(bytes), time)
            } else {
                unlink("\(path).gz")
                unlink("\(path).br")
            }
            if !isSame {
                try write(bytes, to: path, time)
                written += 1
            }
            records[name] = ExportRecord(digest: digest, size: bytes.count, modified: time, isCompressed: compresses)
        }
    }

    /// Writes a file that is made of something else: where that has not changed, the file need not be made again.
    /// - Parameter digest: Of what it is made of.
    func put(_ bytes: [UInt8], at name: String, madeOf digest: ExportDigest) throws {
        try settingUp(name) {
            let path = "\(folder.root)/\(name)"
            let standing = Self.status(path)
            let isSame = standing.map { $0.size == bytes.count } == true && Self.contents(path) == bytes
            if !isSame {
                try write(bytes, to: path, folder.time)
                written += 1
            }
            let time = isSame ? standing?.modified ?? folder.time : folder.time
            records[name] = ExportRecord(digest: digest, size: bytes.count, modified: time, isCompressed: false)
        }
    }

    /// Gives what somebody wrote to ``draft`` its name.
    func putDraft(at name: String, madeOf digest: ExportDigest) throws {
        try settingUp(name) {
            let path = "\(folder.root)/\(name)"
            guard chmod(draft, ExportFolder.permissions.rawValue) == 0,
                utimensat(AT_FDCWD, draft, Self.times(folder.time), 0) == 0
            else { throw Errno(rawValue: errno) }
            try give(draft, path)
            written += 1
            guard let status = Self.status(path) else { throw Errno.noSuchFileOrDirectory }
            records[name] = ExportRecord(
                digest: digest, size: status.size, modified: status.modified, isCompressed: false)
        }
    }

    /// Keeps a file of the last export, where it is made of the same and nobody touched it since.
    func keep(_ name: String, _ digest: ExportDigest, compresses: Bool = false) -> Bool {
        guard let record = folder.known[name], record.digest == digest, record.isCompressed == compresses,
            !compresses || folder.isCompressedAlike
        else { return false }
        let path = "\(folder.root)/\(name)"
        guard let status = Self.status(path), status.size == record.size, status.modified == record.modified else { return false }
        if compresses {
            guard Self.status("\(path).gz")?.modified == record.modified, Self.status("\(path).br")?.modified == record.modified
            else { return false }
        }
        records[name] = record
        return true
    }

    /// Runs what writes a file whose name is free or the export's own.
    private func settingUp(_ name: String, _ work: () throws -> Void) throws {
        do {
            if !folder.owns(name), records[name] == nil {
                guard Self.status("\(folder.root)/\(name)") == nil else {
                    throw Refusal(why: "a file that no export made stands there; move it away")
                }
                try folder.claim(name)
            }
            try work()
        } catch let error as Refusal {
            throw error
        } catch let error as ExportFolderError {
            throw error
        } catch let error as Errno where [.notDirectory, .isDirectory, .fileNameTooLong, .directoryNotEmpty].contains(error) {
            throw Refusal(why: "no file can have the name beside the others (\(String(cString: strerror(error.rawValue))))")
        } catch {
            throw ExportFolder.fault(error, at: "\(folder.root)/\(name)")
        }
    }

    private func replace(_ path: String, with bytes: [UInt8], _ time: Int64) throws {
        if let status = Self.status(path), status.size == bytes.count, status.modified == time, Self.contents(path) == bytes {
            return
        }
        try write(bytes, to: path, time)
    }

    private func write(_ bytes: [UInt8], to path: String, _ time: Int64) throws {
        let file = try FileDescriptor.open(
            FilePath(draft), .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: ExportFolder.permissions)
        try file.closeAfter {
            _ = try file.writeAll(bytes)
            guard futimens(file.rawValue, Self.times(time)) == 0 else { throw Errno(rawValue: errno) }
        }
        try give(draft, path)
    }

    /// Gives a finished file its name, making the folders above it.
    private func give(_ draft: String, _ path: String) throws {
        if rename(draft, path) == 0 { return }
        guard errno == ENOENT else { throw Errno(rawValue: errno) }
        var folders: [Substring] = []
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/"), slash > path.startIndex {
            folder = folder[..<slash]
            if mkdir(String(folder), 0o755) == 0 || errno == EEXIST { break }
            guard errno == ENOENT else { throw Errno(rawValue: errno) }
            folders.append(folder)
        }
        for folder in folders.reversed() where mkdir(String(folder), 0o755) != 0 && errno != EEXIST {
            throw Errno(rawValue: errno)
        }
        guard rename(draft, path) == 0 else { throw Errno(rawValue: errno) }
    }

    /// A file's times of access and change, as the system takes them.
    private static func times(_ time: Int64) -> [timespec] {
        let moment = timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
        return [moment, moment]
    }

    /// - Returns: `nil` where nothing stands; what is no file has the size -1.
    private static func status(_ path: String) -> (size: Int, modified: Int64)? {
        guard let status = try? Stat(path, followTargetSymlink: false) else { return nil }
        let time = status.st_mtim
        return (
            status.type == .regular ? Int(status.size) : -1, Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        )
    }

    private static func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
}
