import Editorial
import Foundation
import Transfer

/// What commands say of an archive.
enum ArchiveWords {
    /// - Parameter file: Where it was written, if it was.
    static func summary(of report: ArchiveReport, in file: String?) -> String {
        let rows = report.rows.values.reduce(0, +)
        let stories = report.rows["story"] ?? 0
        let what = "“\(report.publication)”: \(stories) stories, \(rows) rows in all, \(report.objects) files"
        guard let file else { return what }
        return "\(what); \(report.bytes) bytes in \(file)\nSHA-256 of its checksums: \(report.digest)"
    }

    /// Says on standard error what somebody has to see to.
    static func note(_ report: ArchiveReport) {
        if report.sealed > 0 {
            Console.note(
                """
                \(report.sealed) versions of confidential sources are in it as they were sealed. Their key is not: keep it \
                elsewhere, or they can never be opened again.
                """)
        }
        if !report.missing.isEmpty {
            Console.note(
                """
                \(report.missing.count) files are not in it, because they are missing or were changed: restore them from an \
                older backup.
                """)
            name(report.missing)
        }
        if !report.damaged.isEmpty {
            Console.note(
                """
                \(report.damaged.count) files of the backup's folder are missing or damaged, and were left out: everything else \
                was taken. Fetch them from a copy of the folder, or import them again.
                """)
            name(report.damaged)
        }
    }

    private static func name(_ hashes: [ContentHash]) {
        for hash in hashes.prefix(20) { Console.note("  \(hash)") }
        if hashes.count > 20 { Console.note("  … and \(hashes.count - 20) more; --json names them all") }
    }
}

extension ProgressLine {
    func show(_ progress: ArchiveProgress) {
        show(Self.words(progress))
    }

    private static func words(_ progress: ArchiveProgress) -> String {
        switch progress.stage {
        case .checking: "Checking: \(progress.done) of \(progress.total) files"
        case .rows: "Rows: \(progress.done) of \(progress.total)"
        case .objects: "Files: \(progress.done) of \(progress.total)"
        case .search: "Making the search index …"
        }
    }
}
