import Editorial

/// The names of an archive's files, in the order in which they stand; docs/archive-format.md describes them.
enum ArchiveLayout {
    static let manifest = "archive.json"
    static let look = "look/"
    /// The machine's settings, without secrets; in backups alone.
    static let settings = "standfirst.json"
    static let objects = "objects/"
    /// The objects that the tables name and the archive hasn't got.
    static let missing = "missing.txt"
    static let sums = "SHA256SUMS"

    /// A part of a table ends with the row by which it has that many bytes.
    static let partBytes = 4 << 20
    /// Beyond these sizes, in bytes, a file is refused before it is read.
    static let mostPart = 256 << 20
    static let mostManifest = 1 << 20
    static let mostLookFile = 64 << 20
    static let mostSettings = 1 << 20
    static let mostSums = 1 << 30

    /// - Parameter number: From 1.
    static func part(_ number: Int, of table: String) -> String {
        let digits = "\(number)"
        return "tables/\(table)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).jsonl"
    }

    static func object(_ hash: ContentHash) -> String {
        "\(objects)\(hash.description.prefix(2))/\(hash.description.dropFirst(2))"
    }

    /// The hash of an object's name.
    static func object(named name: String) -> ContentHash? {
        guard name.hasPrefix(objects) else { return nil }
        let path = name.dropFirst(objects.count)
        guard let hash = ContentHash(path.filter { $0 != "/" }), object(hash) == name else { return nil }
        return hash
    }

    /// The path of a file of the look within its folder.
    /// - Returns: `nil` for a name that could lead out of it.
    static func lookPath(of name: String) -> String? {
        guard name.hasPrefix(look) else { return nil }
        let path = String(name.dropFirst(look.count))
        return isLookPath(path) ? path : nil
    }

    static func isLookPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 1000 && parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
                && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
        }
    }
}
