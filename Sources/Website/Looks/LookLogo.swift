public import Editorial

/// The picture in place of the publication's name: `logo.svg` or `logo.png` in the look's folder.
public struct LookLogo: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case svg
        case png

        public var mediaType: String {
            switch self {
            case .svg: "image/svg+xml"
            case .png: "image/png"
            }
        }
    }

    public let format: Format
    /// As it is served: a PNG without its metadata.
    public let bytes: [UInt8]
    /// In pixels, or in an SVG's own units: what keeps the masthead from shifting.
    public let size: PixelSize
    /// What names it in its address: it changes with the content, so that the file can be kept for ever.
    public let name: AssetName

    public var address: SiteAddress { .logo(name) }

    /// The most bytes of a logo: it stands on every page.
    public static let largestByteCount = 128 * 1024

    static func fileName(_ format: Format) -> String { "logo.\(format.rawValue)" }

    /// Reads and checks a logo's file.
    static func read(_ bytes: [UInt8], _ format: Format) throws(LookFault) -> LookLogo {
        let file = fileName(format)
        guard bytes.count <= largestByteCount else {
            let message = "The file has \(bytes.count) bytes; a logo has at most \(largestByteCount), since it stands on every page."
            throw LookFault(file: file, line: 1, message: message)
        }
        switch format {
        case .png:
            let picture = try PNGFile(bytes, file: file)
            return LookLogo(format, picture.withoutMetadata, picture.size)
        case .svg:
            return LookLogo(format, bytes, try LogoDrawing.size(bytes, file: file))
        }
    }

    private init(_ format: Format, _ bytes: [UInt8], _ size: PixelSize) {
        self.format = format
        self.bytes = bytes
        self.size = size
        name = AssetName(hashOf: bytes, fileExtension: format.rawValue)
    }
}

/// A PNG's chunks (PNG Specification, 5).
private struct PNGFile {
    let size: PixelSize
    let withoutMetadata: [UInt8]

    /// The chunks that say how the picture looks; the others say when, where and with what it was made.
    private static let shown: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    ]

    init(_ bytes: [UInt8], file: String) throws(LookFault) {
        let fault = LookFault(file: file, line: 1, message: "The file isn’t a whole PNG. Save it again, or give a logo.svg.")
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.starts(with: signature) else { throw fault }
        func number(at index: Int) -> Int { bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
        var kept = signature
        var size: PixelSize?
        var position = signature.count
        var isEnded = false
        while position + 12 <= bytes.count, !isEnded {
            let length = number(at: position)
            let end = position + 12 + length
            guard end <= bytes.count else { throw fault }
            let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            if type == "IHDR", length == 13 {
                size = PixelSize(width: number(at: position + 8), height: number(at: position + 12))
            }
            if Self.shown.contains(type) { kept += bytes[position..<end] }
            isEnded = type == "IEND"
            position = end
        }
        guard isEnded, let size, (1...20_000).contains(size.width), (1...20_000).contains(size.height) else { throw fault }
        self.size = size
        withoutMetadata = kept
    }
}

/// An SVG that a page may show: a drawing, with nothing that runs and nothing from elsewhere.
///
/// As the `src` of an `<img>` no browser runs or fetches anything of it; this holds where somebody opens it by itself.
private enum LogoDrawing {
    static func size(_ bytes: [UInt8], file: String) throws(LookFault) -> PixelSize {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LookFault(file: file, line: 1, message: "The file isn’t UTF-8 text.")
        }
        for (found, what) in forbidden(in: text) {
            let line = text[..<found].utf8.count { $0 == UInt8(ascii: "\n") } + 1
            throw LookFault(file: file, line: line, message: "A logo can’t have \(what). Export it as a plain SVG.")
        }
        guard let root = text.firstMatch(of: /<svg\b[^>]*>/)?.output else {
            throw LookFault(file: file, line: 1, message: "The file has no <svg> element.")
        }
        guard let size = box(root) ?? sides(root) else {
            throw LookFault(file: file, line: 1, message: "The <svg> needs a viewBox, as in viewBox=\"0 0 320 48\".")
        }
        return size
    }

    /// The first place of what a drawing must not have, and what it is.
    private static func forbidden(in text: String) -> [(String.Index, String)] {
        var found: [(String.Index, String)] = []
        if let match = text.firstMatch(of: /<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet/.ignoresCase()) {
            found.append((match.range.lowerBound, "a document type or a stylesheet of its own"))
        }
        if let match = text.firstMatch(of: /<(?:\w+:)?(?:script|foreignObject|iframe|image|animate|set|handler)\b/.ignoresCase()) {
            found.append((match.range.lowerBound, "<\(match.output.dropFirst())>"))
        }
        if let match = text.firstMatch(of: /\son\w+\s*=/.ignoresCase()) {
            found.append((match.range.lowerBound, "an event handler"))
        }
        if let match = text.firstMatch(of: /href\s*=\s*["'](?!#)|url\(\s*["']?(?!["'#])|@import/.ignoresCase()) {
            found.append((match.range.lowerBound, "anything from elsewhere"))
        }
        return found.sorted { $0.0 < $1.0 }
    }

    private static func box(_ root: Substring) -> PixelSize? {
        guard let match = root.firstMatch(of: /viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']/) else {
            return nil
        }
        return size(match.1, match.2)
    }

    private static func sides(_ root: Substring) -> PixelSize? {
        guard let width = root.firstMatch(of: /\swidth\s*=\s*["']([\d.]+)(?:px)?["']/),
            let height = root.firstMatch(of: /\sheight\s*=\s*["']([\d.]+)(?:px)?["']/)
        else { return nil }
        return size(width.1, height.1)
    }

    private static func size(_ width: Substring, _ height: Substring) -> PixelSize? {
        guard let width = Double(width), let height = Double(height), (0.1...20_000).contains(width), (0.1...20_000).contains(height)
        else { return nil }
        // A drawing may be of less than a unit; the proportions are what counts.
        let scale = min(width, height) < 16 ? 100.0 : 1
        return PixelSize(width: Int((width * scale).rounded()), height: Int((height * scale).rounded()))
    }
}
