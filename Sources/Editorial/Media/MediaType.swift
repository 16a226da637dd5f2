/// A media type (RFC 6838) that the archive takes, told by a file's first bytes and never by its name alone.
public struct MediaType: Sendable, Hashable {
    /// As in `image/jpeg`.
    public let name: String
    public let kind: Media.Kind
    /// Without the dot.
    public let fileExtension: String

    /// The type of a file.
    /// - Parameters:
    ///   - head: The file's first bytes, 512 where it has as many.
    ///   - fileName: Tells apart the types that look alike, such as the zipped office formats.
    /// - Returns: `nil` for what the archive doesn't take: programs, web pages, unknown bytes.
    public static func detect(head: some Collection<UInt8>, fileName: String) -> MediaType? {
        let bytes = Array(head.prefix(512))
        if let signature = signatures.first(where: { $0.matches(bytes) }) {
            return refined(signature.type, fileName: fileName)
        }
        return isPlainText(bytes) ? plain(fileName: fileName) : nil
    }

    private init(_ name: String, _ kind: Media.Kind, _ fileExtension: String) {
        self.name = name
        self.kind = kind
        self.fileExtension = fileExtension
    }

    private struct Signature {
        let offset: Int
        let bytes: [UInt8]
        let second: (offset: Int, bytes: [UInt8])?
        let type: MediaType

        init(_ text: String, at offset: Int = 0, and second: (Int, String)? = nil, _ type: MediaType) {
            self.offset = offset
            bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            self.second = second.map { ($0.0, Array($0.1.utf8)) }
            self.type = type
        }

        func matches(_ head: [UInt8]) -> Bool {
            head.dropFirst(offset).starts(with: bytes)
                && (second.map { head.dropFirst($0.offset).starts(with: $0.bytes) } ?? true)
        }
    }

    private static let signatures: [Signature] = [
        Signature("\u{FF}\u{D8}\u{FF}", MediaType("image/jpeg", .image, "jpg")),
        Signature("\u{89}PNG\r\n\u{1A}\n", MediaType("image/png", .image, "png")),
        Signature("GIF8", MediaType("image/gif", .image, "gif")),
        Signature("RIFF", and: (8, "WEBP"), MediaType("image/webp", .image, "webp")),
        Signature("ftypavif", at: 4, MediaType("image/avif", .image, "avif")),
        Signature("ftypheic", at: 4, MediaType("image/heic", .image, "heic")),
        Signature("ftypmif1", at: 4, MediaType("image/heif", .image, "heif")),
        Signature("II*\u{0}", MediaType("image/tiff", .image, "tif")),
        Signature("MM\u{0}*", MediaType("image/tiff", .image, "tif")),
        Signature("RIFF", and: (8, "WAVE"), MediaType("audio/wav", .audio, "wav")),
        Signature("ID3", MediaType("audio/mpeg", .audio, "mp3")),
        Signature("\u{FF}\u{FB}", MediaType("audio/mpeg", .audio, "mp3")),
        Signature("\u{FF}\u{F3}", MediaType("audio/mpeg", .audio, "mp3")),
        Signature("fLaC", MediaType("audio/flac", .audio, "flac")),
        Signature("ftypM4A", at: 4, MediaType("audio/mp4", .audio, "m4a")),
        Signature("OggS", MediaType("audio/ogg", .audio, "ogg")),
        Signature("ftypqt", at: 4, MediaType("video/quicktime", .video, "mov")),
        Signature("ftyp", at: 4, MediaType("video/mp4", .video, "mp4")),
        Signature("\u{1A}E\u{DF}\u{A3}", MediaType("video/webm", .video, "webm")),
        Signature("%PDF-", MediaType("application/pdf", .document, "pdf")),
        Signature("PK\u{3}\u{4}", MediaType("application/zip", .document, "zip")),
        Signature("\u{D0}\u{CF}\u{11}\u{E0}", MediaType("application/msword", .document, "doc")),
        Signature("{\\rtf", MediaType("application/rtf", .document, "rtf")),
    ]

    private static let zipped: [String: String] = [
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "epub": "application/epub+zip",
    ]

    private static func fileExtension(of fileName: String) -> String {
        guard let dot = fileName.lastIndex(of: ".") else { return "" }
        return fileName[fileName.index(after: dot)...].lowercased()
    }

    private static func refined(_ type: MediaType, fileName: String) -> MediaType {
        let ending = fileExtension(of: fileName)
        switch (type.name, ending) {
        case ("application/zip", _):
            return zipped[ending].map { MediaType($0, .document, ending) } ?? type
        case ("audio/ogg", "ogv"):
            return MediaType("video/ogg", .video, "ogv")
        default:
            return type
        }
    }

    private static func plain(fileName: String) -> MediaType? {
        switch fileExtension(of: fileName) {
        case "csv": MediaType("text/csv", .document, "csv")
        case "txt", "text", "md": MediaType("text/plain", .document, "txt")
        case "vtt": MediaType("text/vtt", .document, "vtt")
        case "srt": MediaType("application/x-subrip", .document, "srt")
        default: nil
        }
    }

    private static func isPlainText(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
