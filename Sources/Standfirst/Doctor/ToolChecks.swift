import Editorial
import Foundation
import Subprocess
import SystemPackage
import Website

/// The child processes that open pictures and PDFs, and the program's own files.
extension Examination {
    var toolsCheck: Check {
        Check("tools") {
            var findings: [Finding] = []
            for tool in ChildTool.all { findings.append(await tool.finding()) }
            return findings
        }
    }

    var resourcesCheck: Check {
        Check("program's files") { Self.resourceFindings(beside: Bundle.main.bundleURL) }
    }

    /// Asked of the folder and not of the bundle, which ends the program where it is missing.
    static func resourceFindings(beside program: URL) -> [Finding] {
        let wanted = [
            "standfirst_Website.resources/Resources/newspaper.css", "standfirst_Website.resources/Resources/catalogues",
            "standfirst_Website.resources/Resources/fonts", "standfirst_Website.resources/Resources/looks",
        ]
        let missing = wanted.filter { !FileManager.default.isReadableFile(atPath: program.appending(path: $0).path) }
        guard missing.isEmpty else {
            return missing.map {
                .fault("program's files", "\(program.appending(path: $0).path) is missing", "Install the program again.")
            }
        }
        return [.ok("program's files", "catalogues, fonts and looks, version \(Version.current)")]
    }
}

/// A program that Standfirst starts.
struct ChildTool: Sendable {
    let name: String
    let versionOption: String
    let use: String
    let package: String

    static let all = [
        ChildTool(name: "vipsthumbnail", versionOption: "--vips-version", use: "pictures", package: "libvips-tools"),
        ChildTool(name: "vipsheader", versionOption: "--vips-version", use: "pictures", package: "libvips-tools"),
        ChildTool(name: "pdftotext", versionOption: "-v", use: "PDFs", package: "poppler-utils"),
    ]

    func finding() async -> Finding {
        do {
            // Some say their version on standard error, and some exit with a fault after it.
            let script = #"command -v "$1" >/dev/null || exit 127; exec "$@" 2>&1"#
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(["-c", script, "sh", name, versionOption]),
                output: .string(limit: 1 << 16), error: .discarded)
            guard result.terminationStatus != .exited(127) else {
                return .fault(name, "is not installed: \(use) can't be opened", "apt-get install \(package)")
            }
            let line = result.standardOutput.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            guard line.contains(where: \.isNumber) else {
                return .fault(name, "does not run: \(line)", "apt-get install --reinstall \(package)")
            }
            return .ok(name, line)
        } catch {
            return .fault(name, "can't be started: \(error)", "apt-get install \(package)")
        }
    }
}
