public import Storage

/// One size and format of a picture, as readers get it: re-encoded, without metadata.
public struct Rendition: Sendable, Hashable {
    /// The formats, best compression first: the order in which a page offers them.
    public enum Format: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case avif
        case webp
        case jpeg = "jpg"

        /// As in `image/avif`.
        public var mediaType: String {
            switch self {
            case .avif: "image/avif"
            case .webp: "image/webp"
            case .jpeg: "image/jpeg"
            }
        }
    }

    /// The original's hash.
    public let original: ContentHash
    /// In pixels; one of ``widths``.
    public let width: Int
    public let format: Format

    /// The widths that are ever made, in pixels: what bounds how much work a stranger can ask for.
    public static let widths = [160, 320, 480, 640, 960, 1280, 1920]

    /// The widths that a picture is offered in: those that don't exceed it, or the next larger one where it is smaller than all.
    public static func widths(for size: PixelSize) -> [Int] {
        let fitting = widths.filter { $0 <= size.width }
        return fitting.isEmpty ? Array(widths.prefix(1)) : fitting
    }

    /// - Returns: `nil` where the width is not one of ``widths``.
    public init?(original: ContentHash, width: Int, format: Format) {
        guard Self.widths.contains(width) else { return nil }
        self.original = original
        self.width = width
        self.format = format
    }
}
