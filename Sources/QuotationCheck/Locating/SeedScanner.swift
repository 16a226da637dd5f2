/// Reads the words of UTF-8 bytes as hashes, eight bytes at a time: fast, forgiving, and good for
/// nothing but guessing where to look.
///
/// A word is a run of ASCII letters and digits, case ignored. Letters beyond ASCII that composition
/// may spell in two ways are left out, with the letter that a combining mark stands on, so that a
/// word hashes the same in NFC and NFD; scripts written without spaces count each scalar.
struct SeedScanner {
    static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let basis: UInt64 = 0x9E37_79B9_7F4A_7C15

    let bytes: UnsafeRawBufferPointer
    private let end: Int
    private(set) var position: Int
    /// The word that was read last.
    private(set) var hash: UInt64 = 0
    private(set) var start = 0

    @inline(__always)
    init(bytes: UnsafeRawBufferPointer, from position: Int, to end: Int) {
        self.bytes = bytes
        self.position = position
        self.end = end
    }

    /// Reads the next word. False at the end.
    @inline(__always)
    mutating func next() -> Bool {
        while position < end {
            let chunk = load(position)
            let letters = Self.lettersAndDigits(chunk)
            let content = letters | (chunk & Self.highBits)
            if content == 0 {
                position += 8
                continue
            }
            let skipped = content.trailingZeroBitCount >> 3
            var word = chunk
            var length = Self.leading(letters)
            if skipped > 0 {
                position += skipped
                if position >= end { return false }
                word = load(position)
                length = Self.leading(Self.lettersAndDigits(word))
            }
            let bits = UInt64(truncatingIfNeeded: length) &* 8
            // The byte after the word, which a letter beyond ASCII would go on with.
            if length > 0, length < 8, word &>> bits & 0x80 == 0 {
                start = position
                let letters = Self.lowerCase(word) & ((1 &<< bits) &- 1)
                hash = Self.hash(first: letters, last: letters, count: length)
                position += length + 1
                return true
            }
            if length == 8, readPlainWord() { return true }
            if readLongWord() { return true }
        }
        return false
    }

    /// The hash of a word that `WordBlock` found: the same as `next()` gives it.
    @inline(__always)
    static func hash(of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> UInt64 {
        let count = end &- start
        // Without a branch: words are longer than eight letters too often to guess, and too seldom.
        let beyond = max(0, count &- 8)
        let used = UInt64.max &>> (64 &- UInt64(truncatingIfNeeded: count &- beyond) &* 8)
        return hash(
            first: lowerCase(chunk(bytes, start)) & used, last: lowerCase(chunk(bytes, start &+ beyond)) & used,
            count: count)
    }

    /// The hash of a word by its first and its last eight bytes, in lower case, and how many it has. Longer words that
    /// differ only in between look alike, which a guess may.
    @inline(__always)
    private static func hash(first: UInt64, last: UInt64, count: Int) -> UInt64 {
        let sum =
            (first ^ basis) &* 0xD6E8_FEB8_6659_FD93
            &+ (last &+ UInt64(truncatingIfNeeded: count)) &* 0xA076_1D64_78BD_642F
        return sum ^ (sum &>> 32)
    }

    @inline(__always)
    private static func chunk(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    @inline(__always)
    private func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

    @inline(__always)
    private func load(_ index: Int) -> UInt64 {
        if index &+ 8 <= end {
            return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        }
        return loadTail(index)
    }

    private func loadTail(_ index: Int) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for position in index..<max(index, end) {
            value |= UInt64(bytes[position]) &<< shift
            shift += 8
        }
        return value
    }

    /// The high bit of each byte that is an ASCII letter or digit.
    @inline(__always)
    static func lettersAndDigits(_ chunk: UInt64) -> UInt64 {
        let low = chunk & 0x7F7F_7F7F_7F7F_7F7F
        let lower = low | 0x2020_2020_2020_2020
        let letters = (lower &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(lower &+ 0x0505_0505_0505_0505)
        let digits = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
        return (letters | digits) & ~chunk & highBits
    }

    @inline(__always)
    private static func leading(_ letters: UInt64) -> Int {
        (~letters & highBits).trailingZeroBitCount >> 3
    }

    @inline(__always)
    private static func lowerCase(_ chunk: UInt64) -> UInt64 { chunk | 0x2020_2020_2020_2020 }

    /// A word of eight ASCII letters or more. False, and nothing read, if it has other bytes.
    @inline(__always)
    private mutating func readPlainWord() -> Bool {
        var index = position
        var length = 8
        while length == 8 {
            index += length
            length = Self.leading(Self.lettersAndDigits(load(index)))
        }
        index += length
        if byte(index) >= 0x80 { return false }
        hash = Self.hash(
            first: Self.lowerCase(load(position)), last: Self.lowerCase(load(index - 8)), count: index - position)
        start = position
        position = index + 1
        return true
    }

    /// A word of eight letters or more, or one with bytes beyond ASCII. False if there was no word.
    private mutating func readLongWord() -> Bool {
        var word = WordHash()
        var index = position
        let first = position
        scan: while index < end {
            let byte = bytes[index]
            if byte < 0x80 {
                guard ScalarClass.isASCIIWord(byte) else { break }
                word.append(byte | 0x20)
                index += 1
                continue
            }
            let (scalar, length) = ScalarDecoding.multibyteScalar(in: bytes, at: index, lead: byte)
            switch scalar {
            case 0xAD: break
            case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x3040, 0xFEFF, 0xFFFD, 0xFF00...0xFF0F:
                if word.isEmpty {
                    position = index + length
                    return false
                }
                break scan
            case 0xC0...0x2FF, 0x1E00...0x1EFF: word.dropLetter(false)
            case 0x300...0x36F: word.dropLetter(true)
            case 0xFB00...0xFB04: word.append(ligature: scalar)
            case 0x3041...0x9FFF, 0x20000...0x3FFFF:
                if word.isEmpty {
                    word.append(scalar: scalar)
                    index += length
                }
                break scan
            default: word.append(scalar: scalar)
            }
            index += length
        }
        position = max(index, first + 1)
        guard !word.isEmpty else { return false }
        start = first
        hash = word.finished
        return true
    }

    /// The same hash as the fast path's, a byte at a time.
    private struct WordHash {
        private var first: UInt64 = 0
        private var last: UInt64 = 0
        private var count = 0
        /// What the last byte pushed out of `last`.
        private var lost: UInt64 = 0
        private var isAfterLetter = false

        var isEmpty: Bool { count == 0 }

        mutating func append(_ byte: UInt8) {
            if count < 8 {
                first |= UInt64(byte) &<< UInt64(truncatingIfNeeded: count * 8)
                last = first
            } else {
                lost = last & 0xFF
                last = last &>> 8 | UInt64(byte) &<< 56
            }
            count += 1
            isAfterLetter = true
        }

        mutating func append(scalar: UInt32) {
            append(UInt8(truncatingIfNeeded: scalar))
            append(UInt8(truncatingIfNeeded: scalar >> 8))
            append(UInt8(truncatingIfNeeded: scalar >> 16))
            isAfterLetter = false
        }

        mutating func append(ligature scalar: UInt32) {
            append(0x66)
            switch scalar {
            case 0xFB00: append(0x66)
            case 0xFB01: append(0x69)
            case 0xFB02: append(0x6C)
            case 0xFB03:
                append(0x66)
                append(0x69)
            default:
                append(0x66)
                append(0x6C)
            }
        }

        mutating func dropLetter(_ isCombining: Bool) {
            if isCombining, isAfterLetter {
                count -= 1
                if count < 8 {
                    first &= (1 &<< UInt64(truncatingIfNeeded: count * 8)) &- 1
                    last = first
                } else {
                    last = last &<< 8 | lost
                }
            }
            isAfterLetter = false
        }

        var finished: UInt64 { SeedScanner.hash(first: first, last: last, count: count) }
    }
}
