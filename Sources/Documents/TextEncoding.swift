import Foundation

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
