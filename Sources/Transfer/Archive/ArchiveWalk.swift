import Editorial
import Storage
import SystemPackage

/// Goes through an archive once, and refuses whatever is not exactly as the format has it: an archive that is let through
/// is the one that its content would be written as.
struct ArchiveWalk {
    var progress: (ArchiveProgress) -> Void = { _ in }
    private var tar: TarReader
    /// The member that is next.
    private var header: TarHeader?
    private let manifest: ArchiveManifest
    private var sums: [UInt8] = []
    private var referred: Set<ContentHash> = []
    private var sealed = 0

    /// - Throws: ``ArchiveError``
    init(_ file: FileDescriptor) throws {
        tar = try TarReader(file)
        do {
            header = try tar.next()
        } catch ArchiveError.damaged(_, let why) {
            throw ArchiveError.notAnArchive(why: why)
        }
        guard let first = header, first.name == ArchiveLayout.manifest, first.size <= ArchiveLayout.mostManifest else {
            throw ArchiveError.notAnArchive(why: "it doesn't begin with archive.json")
        }
        let bytes = try tar.rest()
        manifest = try ArchiveManifest(bytes)
        note(first.name, Checksum.digits(of: bytes))
        header = try tar.next()
    }

    /// The whole archive.
    mutating func run() throws -> VerifiedArchive {
        _ = try tables { _, _ in }
        let look = try readLook()
        let settings = try readSettings()
        let wanted = referred.sorted { $0.description < $1.description }
        let missing = try readObjects(wanted)
        let absent = Set(missing)
        let objects = wanted.filter { !absent.contains($0) }
        let digest = try readSums()
        return VerifiedArchive(
            manifest: manifest, look: look, settings: settings, objects: objects, sums: sums,
            report: manifest.report(
                objects: objects.count, missing: missing, sealed: sealed, bytes: tar.position, digest: digest))
    }

    /// The rows alone.
    /// - Returns: The checksums up to there.
    mutating func tables(_ visit: (_ table: Int, _ values: [SQLValue]) throws -> Void) throws -> [UInt8] {
        for (index, table) in manifest.tables.enumerated() {
            try rows(of: table) { try visit(index, $0) }
        }
        return sums
    }

    private mutating func rows(of table: ArchiveManifest.Table, _ visit: ([SQLValue]) throws -> Void) throws {
        let shape = table.shape
        let references = ObjectReferences(shape)
        let keys = shape.key.compactMap { name in shape.columns.firstIndex { $0.name == name } }
        var last: [SQLValue]?
        var left = table.rows
        var number = 0
        while left > 0 {
            number += 1
            let name = ArchiveLayout.part(number, of: table.name)
            let bytes = try member(name, most: ArchiveLayout.mostPart)
            var start = bytes.startIndex
            var line = 0
            while start < bytes.endIndex {
                line += 1
                func fault(_ why: String) -> ArchiveError { .damaged(at: "\(name):\(line)", why: why) }
                guard start < ArchiveLayout.partBytes, left > 0 else { throw fault("there are more rows than there should be") }
                guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { throw fault("the row has no end") }
                let values: [SQLValue]
                do {
                    values = try RowTextReader.values(bytes[start..<end], of: shape)
                } catch {
                    throw fault(error.why)
                }
                let key = keys.map { values[$0] }
                if let last, !Self.precedes(last, key) { throw fault("the rows are not in the order of their keys") }
                guard references.areSound(in: values) else { throw fault("it names no object where it should") }
                last = key
                referred.formUnion(references.hashes(in: values))
                if references.isSealed(values) { sealed += 1 }
                try visit(values)
                left -= 1
                start = end + 1
                progress(ArchiveProgress(stage: .rows, done: table.rows - left, total: table.rows))
            }
            guard left == 0 || bytes.count >= ArchiveLayout.partBytes else {
                throw ArchiveError.damaged(at: name, why: "rows are missing at its end")
            }
        }
    }

    private mutating func readLook() throws -> ArchivedLook {
        var files: [(path: String, bytes: [UInt8])] = []
        var paths: Set<Substring> = []
        while let header, header.name.hasPrefix(ArchiveLayout.look) {
            guard let path = ArchiveLayout.lookPath(of: header.name) else {
                throw fault(header, "no file of a look has such a name")
            }
            if let last = files.last, !last.path.utf8.lexicographicallyPrecedes(path.utf8) {
                throw fault(header, "it is not in its place")
            }
            // A file must not be the folder of another.
            let folders = path.indices.filter { path[$0] == "/" }.map { path[..<$0] }
            guard paths.isDisjoint(with: folders) else { throw fault(header, "its folder is a file") }
            paths.insert(path[...])
            files.append((path, try member(header.name, most: ArchiveLayout.mostLookFile)))
        }
        return ArchivedLook(files: files)
    }

    private mutating func readSettings() throws -> [UInt8]? {
        guard header?.name == ArchiveLayout.settings, manifest.objects == .beside else { return nil }
        return try member(ArchiveLayout.settings, most: ArchiveLayout.mostSettings)
    }

    /// - Returns: Those that are missing.
    private mutating func readObjects(_ wanted: [ContentHash]) throws -> [ContentHash] {
        var missing: [ContentHash] = []
        switch manifest.objects {
        case .within:
            for (index, hash) in wanted.enumerated() {
                let name = ArchiveLayout.object(hash)
                guard let header, header.name == name else {
                    missing.append(hash)
                    continue
                }
                var checksum = Checksum()
                while case let piece = try tar.piece(), !piece.isEmpty { piece.withUnsafeBytes { checksum.update($0) } }
                guard checksum.digits == hash.description else { throw fault(header, "its bytes are not those that were kept") }
                note(name, hash.description)
                self.header = try tar.next()
                progress(ArchiveProgress(stage: .checking, done: index + 1, total: wanted.count))
            }
            let told = try readMissing()
            guard told == missing else {
                throw ArchiveError.damaged(
                    at: header.map { TarReader.shown($0.name) } ?? "its end",
                    why: "the objects are not those that the tables name, in the order of their names")
            }
        case .beside:
            // They stand with the other checksums, before the list itself.
            guard header?.name == ArchiveLayout.missing else {
                for hash in wanted { note(ArchiveLayout.object(hash), hash.description) }
                return []
            }
            let before = sums
            missing = try readMissing()
            let absent = Set(missing)
            guard missing == wanted.filter(absent.contains) else {
                throw ArchiveError.damaged(at: ArchiveLayout.missing, why: "it names what no table names")
            }
            let last = Array(sums[before.count...])
            sums = before
            for hash in wanted where !absent.contains(hash) { note(ArchiveLayout.object(hash), hash.description) }
            sums += last
        }
        return missing
    }

    private mutating func readMissing() throws -> [ContentHash] {
        guard let header, header.name == ArchiveLayout.missing else { return [] }
        let bytes = try member(ArchiveLayout.missing, most: ArchiveLayout.mostPart)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let hashes = lines.dropLast().compactMap { ContentHash(String($0)) }
        guard !hashes.isEmpty, Array(hashes.map { "\($0)\n" }.joined().utf8) == bytes else {
            throw fault(header, "it is no list of objects")
        }
        return hashes
    }

    /// - Returns: The checksum of the checksums.
    private mutating func readSums() throws -> String {
        guard let header else { throw ArchiveError.damaged(at: "its end", why: "there are no checksums") }
        guard header.name == ArchiveLayout.sums else { throw fault(header, "it is not in its place, or doesn't belong here") }
        guard header.size == sums.count else {
            throw fault(header, "it has \(header.size) bytes, and the checksums of what stands before it have \(sums.count)")
        }
        let told = try tar.rest()
        guard told == sums else {
            let lines = told.split(separator: UInt8(ascii: "\n"))
            let wrong = zip(lines, sums.split(separator: UInt8(ascii: "\n"))).first { $0 != $1 }?.1
            let name = wrong.map { String(decoding: $0.dropFirst(66), as: UTF8.self) } ?? ArchiveLayout.sums
            throw ArchiveError.damaged(at: name, why: "its checksum is not the one that the archive names")
        }
        guard try tar.next() == nil else { throw ArchiveError.damaged(at: "its end", why: "a file stands behind the checksums") }
        return Checksum.digits(of: told)
    }

    /// The bytes of the member that must be next.
    private mutating func member(_ name: String, most: Int) throws -> [UInt8] {
        guard let found = header else { throw ArchiveError.damaged(at: "its end", why: "“\(name)” is missing") }
        guard found.name == name else { throw fault(found, "“\(name)” should stand there") }
        guard found.size <= most else { throw fault(found, "it has \(found.size) bytes, more than \(most)") }
        let bytes = try tar.rest()
        note(name, Checksum.digits(of: bytes))
        header = try tar.next()
        return bytes
    }

    private mutating func note(_ name: String, _ digits: String) {
        sums += "\(digits)  \(name)\n".utf8
    }

    private func fault(_ header: TarHeader, _ why: String) -> ArchiveError {
        .damaged(at: TarReader.shown(header.name), why: why)
    }

    /// The order that the engines have, by bytes.
    static func precedes(_ left: [SQLValue], _ right: [SQLValue]) -> Bool {
        for (left, right) in zip(left, right) where left != right {
            switch (left, right) {
            case (.integer(let left), .integer(let right)): return left < right
            case (.real(let left), .real(let right)): return left < right
            case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
            case (.bytes(let left), .bytes(let right)): return left.lexicographicallyPrecedes(right)
            default: return false
            }
        }
        return false
    }
}
