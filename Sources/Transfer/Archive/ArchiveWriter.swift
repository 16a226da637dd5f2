import SystemPackage

/// Puts files into an archive, one after the other, and keeps their checksums.
struct ArchiveWriter: Sendable {
    private let output: ArchiveOutput
    /// The checksums so far, as `sha256sum` writes them.
    private var sums: [UInt8] = []
    /// In bytes.
    private(set) var length = 0

    init(_ output: ArchiveOutput) {
        self.output = output
    }

    mutating func add(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) {
        let header = TarHeader(name: name, size: bytes.count)
        let padding = TarHeader.padding(after: bytes.count)
        try write(header.bytes)
        try write(bytes)
        try write([UInt8](repeating: 0, count: padding))
        length += header.bytes.count + bytes.count + padding
        note(name, Checksum.digits(of: bytes))
    }

    /// Puts in a file's bytes, reading them in pieces. Its checksum is the caller's to know and to ``note(_:_:)``.
    func copy(_ file: FileDescriptor, size: Int, as name: String) throws -> Int {
        let header = TarHeader(name: name, size: size).bytes
        try write(header)
        var copied = 0
        while copied < size {
            let piece = try [UInt8](unsafeUninitializedCapacity: min(1 << 18, size - copied)) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !piece.isEmpty else { throw ArchiveError.unreadable(path: name, why: "it became shorter") }
            try write(piece)
            copied += piece.count
        }
        let padding = TarHeader.padding(after: size)
        try write([UInt8](repeating: 0, count: padding))
        return header.count + size + padding
    }

    /// Counts what ``copy(_:size:as:)`` wrote.
    mutating func count(_ bytes: Int) { length += bytes }

    /// Notes the checksum of a file, of one beside the archive too.
    mutating func note(_ name: String, _ digits: String) {
        sums += "\(digits)  \(name)\n".utf8
    }

    /// Puts in the checksums, and the end.
    /// - Returns: The checksum of the checksums, which stands for the whole archive.
    mutating func finish() throws(ArchiveError) -> String {
        let sums = sums
        try add(ArchiveLayout.sums, sums)
        try write(TarHeader.end)
        length += TarHeader.end.count
        return Checksum.digits(of: sums)
    }

    private func write(_ bytes: [UInt8]) throws(ArchiveError) {
        do {
            _ = try output.file.writeAll(bytes)
        } catch {
            throw output.unwritable(error)
        }
    }
}
