/// What stands before a file's bytes in a tar of POSIX.1-2001 (pax interchange format), in the one spelling that
/// archives have: no times, owners or modes of any machine.
struct TarHeader: Sendable, Hashable {
    static let blockSize = 512
    /// What the twelve bytes of the size hold: eleven octal digits.
    private static let mostOctal = 0o77_777_777_777

    let name: String
    /// In bytes.
    let size: Int

    /// The blocks: one, or three where an extended header must hold the name or the size.
    var bytes: [UInt8] {
        var records: [UInt8] = []
        if !fitsName { records += Self.record("path", name) }
        if size > Self.mostOctal { records += Self.record("size", String(size)) }
        guard !records.isEmpty else { return Self.block(name: Array(name.utf8), size: size, type: "0") }
        // Programs that don't know of extended headers see a name and a size that do no harm.
        let plainName = name.utf8.prefix(100).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "_") }
        return Self.block(name: Array("pax".utf8), size: records.count, type: "x") + Self.padded(records)
            + Self.block(name: plainName, size: size > Self.mostOctal ? 0 : size, type: "0")
    }

    private var fitsName: Bool {
        name.utf8.count <= 100 && name.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    /// How many bytes of zeros follow that many of content.
    static func padding(after size: Int) -> Int {
        (blockSize - size % blockSize) % blockSize
    }

    /// What ends an archive.
    static let end = [UInt8](repeating: 0, count: 2 * blockSize)

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: padding(after: bytes.count))
    }

    /// A record counts its own length, in decimal digits.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n".utf8
        var length = rest.count + 1
        while "\(length)".utf8.count + rest.count != length { length += 1 }
        return Array("\(length)".utf8) + rest
    }

    private static func block(name: [UInt8], size: Int, type: Unicode.Scalar) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000644".utf8, at: 100)
        put("0000000".utf8, at: 108)
        put("0000000".utf8, at: 116)
        put(octal(size, digits: 11).utf8, at: 124)
        put(octal(0, digits: 11).utf8, at: 136)
        put("        ".utf8, at: 148)
        block[156] = UInt8(type.value)
        put("ustar\u{0}00".utf8, at: 257)
        put("0000000".utf8, at: 329)
        put("0000000".utf8, at: 337)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6).utf8, at: 148)
        block[154] = 0
        return block
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

extension TarHeader {
    /// What a header says before it is known to be in the one spelling.
    struct Claim {
        let name: [UInt8]
        let size: Int
        let isExtended: Bool

        /// - Returns: `nil` for what is no header.
        init?(block: [UInt8]) {
            guard block.count == blockSize, let size = Self.octal(block[124..<135]) else { return nil }
            name = Array(block[..<100].prefix { $0 != 0 })
            self.size = size
            switch block[156] {
            case UInt8(ascii: "0"): isExtended = false
            case UInt8(ascii: "x"): isExtended = true
            default: return nil
            }
        }

        private static func octal(_ digits: ArraySlice<UInt8>) -> Int? {
            digits.reduce(0 as Int?) { value, digit in
                guard let value, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
                return value << 3 | Int(digit - UInt8(ascii: "0"))
            }
        }
    }

    /// The values of an extended header's records.
    /// - Returns: `nil` where it is none, or holds other records.
    static func records(_ bytes: [UInt8]) -> (path: String?, size: Int?)? {
        var rest = bytes[...]
        var path: String?
        var size: Int?
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length <= rest.count,
                case let end = rest.startIndex + length, end > space + 1,
                let record = String(validating: rest[(space + 1)..<end], as: UTF8.self),
                record.utf8.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: "=")
            else { return nil }
            let value = String(record[record.index(after: equals)...].dropLast())
            switch record[..<equals] {
            case "path": path = value
            case "size": size = Int(value)
            default: return nil
            }
            rest = rest.dropFirst(length)
        }
        return (path, size)
    }
}
