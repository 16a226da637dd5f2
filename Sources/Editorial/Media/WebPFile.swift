/// A WebP's chunks (RFC 9649).
enum WebPFile {
    /// The file without its Exif and XMP chunks, which libvips 8.14 writes even where it is told to strip them.
    /// - Returns: `nil` for what is no WebP, or not a whole one.
    static func withoutMetadata(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)), Array(bytes[8..<12]) == Array("WEBP".utf8) else {
            return nil
        }
        var kept = Array(bytes[..<12])
        kept.reserveCapacity(bytes.count)
        var position = 12
        while position + 8 <= bytes.count {
            let type = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            let length = number(bytes, at: position + 4)
            // Chunks are padded to an even length.
            let end = position + 8 + length + length % 2
            guard end <= bytes.count else { return nil }
            if type != "EXIF", type != "XMP " {
                let start = kept.count
                kept += bytes[position..<end]
                // The flags of the extended header say which chunks follow: bit 3 Exif, bit 2 XMP.
                if type == "VP8X", length >= 1 { kept[start + 8] &= ~0b1100 }
            }
            position = end
        }
        guard position == bytes.count else { return nil }
        let size = kept.count - 8
        for byte in 0..<4 { kept[4 + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
        return kept
    }

    private static func number(_ bytes: [UInt8], at index: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
    }
}
