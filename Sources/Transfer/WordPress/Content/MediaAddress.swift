/// Addresses of files in an uploads folder.
public enum MediaAddress {
    /// The original file's address where this is that of a rendition: `…/cat.jpg` for `…/cat-300x200.jpg` and
    /// `…/cat-scaled.jpg`, without a query such as `?w=640`; `nil` where it already is the original's.
    public static func original(of address: String) -> String? {
        var bytes = Array(address.utf8)
        let length = bytes.count
        if let query = bytes.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
            bytes.removeSubrange(query...)
        }
        if let dot = bytes.lastIndex(of: UInt8(ascii: ".")), let dash = sizeStart(in: bytes[..<dot]) {
            bytes.removeSubrange(dash..<dot)
        }
        return bytes.count == length ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Where `-300x200` or `-scaled` begins at the end of a name.
    private static func sizeStart(in name: ArraySlice<UInt8>) -> Int? {
        if name.count > 7, name.suffix(7).elementsEqual("-scaled".utf8) { return name.endIndex - 7 }
        var index = name.endIndex
        func digits() -> Int {
            let end = index
            while index > name.startIndex, name[index - 1].isASCIIDigit { index -= 1 }
            return end - index
        }
        guard (1...5).contains(digits()), index > name.startIndex, name[index - 1] == UInt8(ascii: "x") else { return nil }
        index -= 1
        guard (1...5).contains(digits()), index > name.startIndex, name[index - 1] == UInt8(ascii: "-") else { return nil }
        return index - 1
    }

    /// What kind of file a name's ending tells.
    public static func kind(of address: String) -> WordPressMedia.Kind {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return .file }
        switch path[path.index(after: dot)...].lowercased() {
        case "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "heic", "jfif": return .picture
        case "mp3", "m4a", "ogg", "oga", "wav", "wma", "flac", "aac", "opus": return .audio
        case "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov", "avi", "mpg", "mpeg", "3gp": return .video
        default: return .file
        }
    }
}
