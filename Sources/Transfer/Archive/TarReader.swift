import SystemPackage

/// Reads a tar that ``TarHeader`` wrote, from its beginning to its end, and nothing else: whatever is spelt otherwise
/// is refused with the place.
struct TarReader {
    /// The longest extended header that is read, in bytes.
    private static let mostExtended = 1 << 16

    private let file: FileDescriptor
    /// How long the file is, in bytes.
    private let length: Int
    /// Where the next byte is read, from the file's beginning.
    private(set) var position = 0
    /// How many bytes of the current member are still to be read.
    private(set) var left = 0
    private var padding = 0

    init(_ file: FileDescriptor) throws(ArchiveError) {
        self.file = file
        do {
            length = Int(try file.seek(offset: 0, from: .end))
        } catch {
            throw .unreadable(path: "the archive", why: "\(error)")
        }
    }

    /// Goes to the next member, over what was not read of this one.
    /// - Returns: `nil` at the end, after which nothing may follow.
    mutating func next() throws(ArchiveError) -> TarHeader? {
        position += left
        left = 0
        guard try take(padding).allSatisfy({ $0 == 0 }) else { throw fault("what fills a block up is not empty") }
        padding = 0
        let start = position
        var block = try take(TarHeader.blockSize)
        if block.allSatisfy({ $0 == 0 }) {
            guard try take(TarHeader.blockSize).allSatisfy({ $0 == 0 }) else { throw fault("the end is not marked twice") }
            guard position == length else { throw fault("\(length - position) bytes stand behind the end") }
            return nil
        }
        var blocks = block
        var records: (path: String?, size: Int?) = (nil, nil)
        guard var claim = TarHeader.Claim(block: block) else { throw fault("there is no header of a file", at: start) }
        if claim.isExtended {
            guard claim.size <= Self.mostExtended else { throw fault("an extended header is too long", at: start) }
            let text = try take(claim.size)
            guard let read = TarHeader.records(text) else { throw fault("an extended header can't be read", at: start) }
            records = read
            blocks += text + (try take(TarHeader.padding(after: claim.size)))
            block = try take(TarHeader.blockSize)
            blocks += block
            guard let file = TarHeader.Claim(block: block), !file.isExtended else {
                throw fault("an extended header is followed by no file", at: start)
            }
            claim = file
        }
        guard let name = records.path ?? String(validating: claim.name, as: UTF8.self) else {
            throw fault("a name is not UTF-8", at: start)
        }
        let header = TarHeader(name: name, size: records.size ?? claim.size)
        guard header.size >= 0, header.bytes == blocks else {
            throw fault("the header of “\(Self.shown(name))” is not as archives have it", at: start)
        }
        guard header.size <= length - position else {
            throw fault("“\(Self.shown(name))” is said to have \(header.size) bytes, and the file ends before that", at: start)
        }
        left = header.size
        padding = TarHeader.padding(after: header.size)
        return header
    }

    /// The rest of the member.
    mutating func rest() throws(ArchiveError) -> [UInt8] {
        try piece(most: left)
    }

    /// The next bytes of the member; none at its end.
    mutating func piece(most: Int = 1 << 18) throws(ArchiveError) -> [UInt8] {
        let bytes = try take(min(left, most))
        left -= bytes.count
        return bytes
    }

    private mutating func take(_ count: Int) throws(ArchiveError) -> [UInt8] {
        guard count <= length - position else { throw fault("the file ends too early") }
        do {
            let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let buffer = UnsafeMutableRawBufferPointer(buffer)
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count])
                    let read = try file.read(fromAbsoluteOffset: Int64(position + filled), into: rest)
                    if read == 0 { return }
                    filled += read
                }
            }
            guard bytes.count == count else { throw fault("the file ends too early") }
            position += count
            return bytes
        } catch let error as ArchiveError {
            throw error
        } catch {
            throw .unreadable(path: "the archive", why: "\(error)")
        }
    }

    private func fault(_ why: String, at place: Int? = nil) -> ArchiveError {
        .damaged(at: "byte \(place ?? position)", why: why)
    }

    /// A name as it can stand in a message of one line.
    static func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }
}
