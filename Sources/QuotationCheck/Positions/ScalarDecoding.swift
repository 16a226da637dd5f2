/// UTF-8 as `String(decoding:as:)` reads it: a broken sequence counts as one U+FFFD for each
/// maximal subpart, so that positions counted here slice the decoded text.
enum ScalarDecoding {
    static let replacement: UInt32 = 0xFFFD

    /// The scalar at `index` and how many bytes it takes. `index` must be in bounds.
    @inline(__always)
    static func scalar(
        in bytes: UnsafeRawBufferPointer, at index: Int
    ) -> (value: UInt32, length: Int) {
        let lead = bytes[index]
        if lead < 0x80 { return (UInt32(lead), 1) }
        return multibyteScalar(in: bytes, at: index, lead: lead)
    }

    static func multibyteScalar(
        in bytes: UnsafeRawBufferPointer, at index: Int, lead: UInt8
    ) -> (value: UInt32, length: Int) {
        let following: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: following = 1
        case 0xE0:
            following = 2
            lowest = 0xA0
        case 0xED:
            following = 2
            highest = 0x9F
        case 0xE1...0xEF: following = 2
        case 0xF0:
            following = 3
            lowest = 0x90
        case 0xF4:
            following = 3
            highest = 0x8F
        case 0xF1...0xF3: following = 3
        default: return (replacement, 1)
        }
        var value = UInt32(lead) & (following == 1 ? 0x1F : following == 2 ? 0x0F : 0x07)
        for step in 1...following {
            let position = index + step
            guard position < bytes.count else { return (replacement, step) }
            let byte = bytes[position]
            guard byte >= lowest, byte <= highest else { return (replacement, step) }
            value = value << 6 | UInt32(byte & 0x3F)
            lowest = 0x80
            highest = 0xBF
        }
        return (value, following + 1)
    }

    /// How many scalars `bytes[start..<end]` holds. Both ends must lie between scalars.
    static func count(in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
        var index = start
        var total = 0
        while index < end {
            while index + 8 <= end,
                bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
                total += 8
            }
            guard index < end else { break }
            index += scalar(in: bytes, at: index).length
            total += 1
        }
        return total
    }

    /// The byte position `count` scalars after `start`, or the end if there are fewer.
    static func position(
        in bytes: UnsafeRawBufferPointer, from start: Int, advancedBy count: Int
    ) -> Int {
        var index = start
        var left = count
        while left > 0, index < bytes.count {
            index += scalar(in: bytes, at: index).length
            left -= 1
        }
        return index
    }

    /// The byte position `count` scalars before `end`, or the start if there are fewer.
    static func position(
        in bytes: UnsafeRawBufferPointer, before end: Int, retreatedBy count: Int
    ) -> Int {
        var index = end
        var left = count
        while left > 0, index > 0 {
            var candidate = index - 1
            while candidate > 0, index - candidate < 4, bytes[candidate] & 0xC0 == 0x80 {
                candidate -= 1
            }
            // A broken sequence has no certain start from behind: step over a single byte of it.
            if candidate + scalar(in: bytes, at: candidate).length != index { candidate = index - 1 }
            index = candidate
            left -= 1
        }
        return index
    }

    static func text(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> String {
        guard start < end else { return "" }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
