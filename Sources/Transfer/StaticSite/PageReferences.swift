import Website

/// Finds the files that a page, a feed or a stylesheet refers to, wherever in it they stand: in `src`, `srcset` and
/// `href`, in metadata, in structured data, with the site's origin before them or without.
struct PageReferences {
    private(set) var found: Set<SiteAddress> = []
    private var seen: Set<ArraySlice<UInt8>> = []

    private static let beginnings = ["card.png", "card/", "fonts/", "look-", "media/", "sources/"].map { Array($0.utf8) }

    /// Adds those in some bytes.
    /// - Returns: Those that were not found before.
    mutating func add(_ bytes: [UInt8]) -> [SiteAddress] {
        var new: [SiteAddress] = []
        for start in Self.starts(in: bytes) {
            let path = bytes[start..<(bytes[start...].firstIndex(where: Self.ends) ?? bytes.endIndex)]
            guard !seen.contains(path) else { continue }
            // A copy, since a slice would keep its whole page.
            seen.insert(ArraySlice(Array(path)))
            guard let address = SiteAddress(path: "/" + String(decoding: path, as: UTF8.self)), Self.isFile(address),
                found.insert(address).inserted
            else { continue }
            new.append(address)
        }
        return new
    }

    /// Where a path may begin, after its slash; stylesheets, which stand at the root, write none. Looked at for every
    /// byte of the site, so that it goes by the buffer.
    private static func starts(in bytes: [UInt8]) -> [Int] {
        bytes.withUnsafeBufferPointer { buffer in
            var starts: [Int] = []
            for index in buffer.indices.dropLast() {
                switch buffer[index] {
                case UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "\""), UInt8(ascii: "'"): break
                default: continue
                }
                let first = buffer[index + 1]
                for beginning in beginnings where beginning[0] == first {
                    if buffer[(index + 1)...].starts(with: beginning) { starts.append(index + 1) }
                }
            }
            return starts
        }
    }

    private static func ends(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "<"),
            UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    private static func isFile(_ address: SiteAddress) -> Bool {
        switch address {
        case .stylesheet, .logo, .font, .rendition, .mediaFile, .card, .source, .sourceAnnotations: true
        default: false
        }
    }
}
