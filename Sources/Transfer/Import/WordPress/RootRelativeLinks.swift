import Foundation

/// Makes links to the old site's own pages links within the new one, whatever its address will be.
struct RootRelativeLinks: Sendable {
    /// Scheme and host alone, as in `https://old.example`.
    private let origin: String?
    /// The host without `www.`.
    private let host: String?
    private let port: String?
    /// Where the site begins, as in `/blog`; what stands beside it on its host is somebody else's.
    private let folder: [UInt8]

    init(_ channel: WXRChannel) {
        let url = URL(string: channel.baseBlogAddress.nonEmpty ?? channel.link)
        let name = url?.host()?.lowercased()
        host = name.map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 }
        port = url?.port.map(String.init)
        folder = Array(WordPressAddresses.root(of: channel).utf8)
        let ending = port.map { ":\($0)" } ?? ""
        origin = name.map { "\(url?.scheme ?? "https")://\($0)\(ending)" }
    }

    /// - Parameter html: As the converter writes it: attributes in double quotation marks.
    func apply(to html: String) -> String {
        guard let host, !host.isEmpty else { return html }
        let bytes = Array(html.utf8)
        let mark = Array("href=\"".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var copied = 0
        var index = 0
        while index + mark.count < bytes.count {
            guard bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) else {
                index += 1
                continue
            }
            index += mark.count
            guard let end = ownOriginEnd(in: bytes, from: index, host: Array(host.utf8)) else { continue }
            output += bytes[copied..<index]
            // An address that ends with its host means the front.
            if bytes[end] != UInt8(ascii: "/") { output.append(UInt8(ascii: "/")) }
            copied = end
            index = end
        }
        guard copied > 0 else { return html }
        output += bytes[copied...]
        return String(decoding: output, as: UTF8.self)
    }

    /// An address of the old site, from one that begins at its root.
    func absolute(_ path: String) -> String? {
        origin.map { $0 + path }
    }

    /// Whether a file is one of the old site's uploads, and may be copied from there.
    func isOwnFile(_ address: String) -> Bool {
        guard let host, let name = URL(string: address)?.host()?.lowercased() else { return false }
        if name == host || name == "www." + host { return true }
        // WordPress.com keeps the files of `paper.wordpress.com` at `paper.files.wordpress.com`.
        return host.hasSuffix(".wordpress.com") && name == host.replacing(".wordpress.com", with: ".files.wordpress.com")
    }

    private func ownOriginEnd(in bytes: [UInt8], from start: Int, host: [UInt8]) -> Int? {
        var index = start
        func skip(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            let matches = text.withUTF8Buffer { wanted in
                index + count <= bytes.count && bytes[index..<(index + count)].elementsEqual(wanted, by: { $0.lowercased == $1 })
            }
            if matches { index += count }
            return matches
        }
        guard skip("https://") || skip("http://") || skip("//") else { return nil }
        _ = skip("www.")
        guard index + host.count < bytes.count, bytes[index..<(index + host.count)].elementsEqual(host, by: { $0.lowercased == $1 })
        else { return nil }
        index += host.count
        if bytes[index] == UInt8(ascii: ":") {
            let digits = bytes[(index + 1)...].prefix { $0.isASCIIDigit }
            guard ["80", "443", port].contains(String(decoding: digits, as: UTF8.self)) else { return nil }
            index = digits.endIndex
            guard index < bytes.count else { return nil }
        }
        // The host must end here, and not go on as another one's name; and so must the folder.
        func isEnd(_ place: Int) -> Bool {
            place < bytes.count && [UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(bytes[place])
        }
        guard isEnd(index), bytes[index...].starts(with: folder), isEnd(index + folder.count) else { return nil }
        return index
    }
}

extension UInt8 {
    /// A capital letter of ASCII as the small one.
    fileprivate var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
