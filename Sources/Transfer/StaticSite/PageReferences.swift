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
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "/") else {
                index += 1
                continue
            }
            let rest = bytes[(index + 1)...]
            guard Self.beginnings.contains(where: { rest.starts(with: $0) }) else {
                index += 1
                continue
            }
            let end = rest.firstIndex(where: Self.ends) ?? bytes.endIndex
            let path = bytes[index..<end]
            index = end
            guard !seen.contains(path) else { continue }
            seen.insert(ArraySlice(Array(path)))
            guard let address = SiteAddress(path: String(decoding: path, as: UTF8.self)), Self.isFile(address),
                found.insert(address).inserted
            else { continue }
            new.append(address)
        }
        return new
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
