import Foundation
import SystemPackage
import Website

/// The settings' file, the data folder and the look in it.
extension Examination {
    var settingsCheck: Check {
        Check("settings") {
            switch settings {
            case .failure(let error):
                return [.fault("settings", "\(error)", "Correct the file: docs/operations.md lists the settings.")]
            case .success:
                let file = folder.appending("standfirst.json").string
                let isThere = FileManager.default.fileExists(atPath: file)
                return [.ok("settings", isThere ? "\(file) is read" : "the defaults, and the environment")]
            }
        }
    }

    var folderCheck: Check {
        Check("data folder") {
            let path = folder.string
            var findings: [Finding] = []
            guard access(path, R_OK | X_OK) == 0 else {
                return [.fault("data folder", "\(path) can't be read: \(Self.lastError)", "Let the program's user read it.")]
            }
            if access(path, W_OK) != 0 {
                findings.append(
                    .fault("data folder", "\(path) can't be written: \(Self.lastError)", "Let the program's user write to it."))
            }
            for name in ["media", "cache", "look"] {
                let inner = folder.appending(name).string
                guard FileManager.default.fileExists(atPath: inner) else { continue }
                let needed = name == "look" ? R_OK | X_OK : R_OK | W_OK | X_OK
                if access(inner, needed) != 0 {
                    findings.append(
                        .fault("data folder", "\(inner) can't be used: \(Self.lastError)", "Give it to the program's user (chown -R)."))
                }
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            if let permissions = attributes[.posixPermissions] as? Int, permissions & 0o002 != 0 {
                findings.append(.warning("data folder", "anybody on this machine may write to \(path)", "chmod o-w \(path)"))
            }
            return findings.isEmpty ? [.ok("data folder", path)] + spaceFindings : findings + spaceFindings
        }
    }

    /// The room that is left where the data is.
    private var spaceFindings: [Finding] {
        var status = statvfs()
        guard statvfs(folder.string, &status) == 0 else {
            return [.fault("disk", "its space can't be had: \(Self.lastError)", "")]
        }
        return DiskSpace(
            freeBytes: UInt64(status.f_bavail) * UInt64(status.f_frsize), bytes: UInt64(status.f_blocks) * UInt64(status.f_frsize),
            freeFiles: UInt64(status.f_favail), files: UInt64(status.f_files)
        ).findings
    }

    var lookCheck: Check {
        Check("look") {
            let look = folder.appending("look")
            guard FileManager.default.fileExists(atPath: look.string) else { return [.ok("look", "one that comes with the program")] }
            let faults = LookLoader(folder: URL(filePath: look.string)).faults().sorted()
            guard !faults.isEmpty else { return [.ok("look", "the publication's own is good")] }
            return faults.map { .fault("look", "\($0)", "Correct the file; until then the last good look, or the bundled one, is shown.") }
        }
    }

    static var lastError: String { String(cString: strerror(errno)) }
}

/// How much room a disk has.
struct DiskSpace {
    let freeBytes: UInt64
    let bytes: UInt64
    let freeFiles: UInt64
    /// 0 on file systems that make files as they need them.
    let files: UInt64

    var findings: [Finding] {
        let megabytes = freeBytes >> 20
        let said = "\(megabytes) MB free of \(bytes >> 20)"
        let remedy = "Free space, or move the data folder to a larger disk: without space nothing can be published."
        var findings: [Finding] =
            switch megabytes {
            case ..<256: [.fault("disk", said, remedy)]
            case ..<2048: [.warning("disk", said, remedy)]
            default: [.ok("disk", said)]
            }
        if files > 0, freeFiles < 10_000 {
            let said = "\(freeFiles) files more can be made on it (inodes)"
            let remedy = "Take away small files elsewhere on that disk, or make a file system with more inodes."
            findings.append(freeFiles < 500 ? .fault("disk", said, remedy) : .warning("disk", said, remedy))
        }
        return findings
    }
}
