/// The list of everything that an export wrote, as it stands in the folder: a line that says what it is and how its
/// files are compressed, then one a file, in the order of the names, which come last since they may hold spaces.
struct ExportManifest: Sendable {
    var compression: SiteExport.Compression
    var records: [String: ExportRecord]

    private static let heading = "standfirst export 1 "

    init(compression: SiteExport.Compression, records: [String: ExportRecord]) {
        self.compression = compression
        self.records = records
    }

    /// - Returns: `nil` for what is no manifest, or one of another version. A line that is not whole is passed over:
    ///   its file is then compared with what it should be.
    init?(_ text: String) {
        var lines = text.split(separator: "\n")[...]
        guard let first = lines.popFirst(), first.hasPrefix(Self.heading),
            let compression = SiteExport.Compression(rawValue: String(first.dropFirst(Self.heading.count)))
        else { return nil }
        var records: [String: ExportRecord] = [:]
        records.reserveCapacity(lines.count)
        for line in lines {
            let fields = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
            guard fields.count == 5, let digest = ExportDigest(fields[0]), let size = Int(fields[1]),
                let modified = Int64(fields[2]), !fields[4].isEmpty
            else { continue }
            records[String(fields[4])] = ExportRecord(
                digest: digest, size: size, modified: modified, isCompressed: fields[3] == "z")
        }
        self.init(compression: compression, records: records)
    }

    var text: String {
        var text = "\(Self.heading)\(compression.rawValue)\n"
        for name in records.keys.sorted() {
            guard let record = records[name] else { continue }
            text += "\(record.digest) \(record.size) \(record.modified) \(record.isCompressed ? "z" : "-") \(name)\n"
        }
        return text
    }
}
