import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Bytes as text.
public enum TextEncoding {
    /// The text of bytes in the encoding that they claim, else in the one that they look like: UTF-8, or the Western
    /// European one that browsers take for everything unnamed.
    public static func text(_ bytes: some Collection<UInt8>, charset: String? = nil) -> String {
        let bytes = Array(bytes)
        if let text = utf16(bytes) { return text }
        if let text = String(validating: bytes, as: UTF8.self), !isSevenBit(charset) { return text }
        if let encoding = charset.flatMap(encoding(named:)), let text = String(bytes: bytes, encoding: encoding) {
            return text
        }
        if let text = charset.flatMap({ converted(bytes, from: $0) }) { return text }
        return String(bytes: bytes, encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a file begins with the mark of UTF-16.
    public static func isUTF16(_ start: some Collection<UInt8>) -> Bool {
        let mark = Array(start.prefix(2))
        return mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF]
    }

    /// The text of bytes that are Unicode beyond doubt, which their author can see to.
    public static func unicode(_ bytes: [UInt8]) -> String? {
        utf16(bytes) ?? String(validating: bytes, as: UTF8.self)
    }

    private static func utf16(_ bytes: [UInt8]) -> String? {
        isUTF16(bytes) ? String(bytes: bytes, encoding: .utf16) : nil
    }

    /// Encodings whose bytes are always UTF-8 too, and mean something else there.
    private static func isSevenBit(_ charset: String?) -> Bool { charset?.lowercased().hasPrefix("iso-2022") == true }

    /// What the C library knows beyond these: GB 18030, Big5, EUC-KR, KOI8-R, the rest of ISO 8859.
    private static func converted(_ bytes: [UInt8], from name: String) -> String? {
        // The Encoding Standard takes the older names for the newer, larger sets.
        let larger = ["gb2312": "GB18030", "gbk": "GB18030", "euc-kr": "CP949", "ks_c_5601-1987": "CP949", "big5": "BIG5-HKSCS"]
        let name = larger[name.lowercased()] ?? name
        guard !name.isEmpty, name.utf8.count < 40, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        else { return nil }
        let converter = iconv_open("UTF-8", name)
        guard converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // No set takes more than four bytes of UTF-8 for one of its own.
        var output = [CChar](repeating: 0, count: bytes.count * 4)
        var (unread, room) = (input.count, output.count)
        let isWhole = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, to) = (input.baseAddress, output.baseAddress)
                return iconv(converter, &from, &unread, &to, &room) != -1 && unread == 0
            }
        }
        guard isWhole else { return nil }
        return String(decoding: output[..<(output.count - room)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func encoding(named name: String) -> String.Encoding? {
        switch name.lowercased() {
        case "iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii": .windowsCP1252
        case "iso-8859-2": .isoLatin2
        case "windows-1250": .windowsCP1250
        case "windows-1251": .windowsCP1251
        case "windows-1253": .windowsCP1253
        case "windows-1254": .windowsCP1254
        case "utf-16", "utf-16le", "utf-16be": .utf16
        case "shift_jis": .shiftJIS
        case "euc-jp": .japaneseEUC
        case "iso-2022-jp": .iso2022JP
        default: nil
        }
    }
}
