import Editorial
import Markup
import Storage

/// The media that a page shows, read in one go.
struct Pictures {
    private var media: [Media.ID: Media] = [:]

    init() {}

    init(_ ids: some Sequence<Media.ID>, from connection: any Connection) throws(StorageError) {
        let wanted = Set(ids)
        if !wanted.isEmpty { media = try connection.media(wanted) }
    }

    /// Of the media that were wanted, the keys of those whose record or file is not there: they may come.
    func awaited(of wanted: Set<Media.ID>) -> Set<CacheKey> {
        Set(wanted.filter { media[$0]?.original == nil }.map(CacheKey.media))
    }

    /// The picture in its sizes; `nil` where its file has not been had, or it is none.
    func view(_ id: Media.ID?, alt: String) -> PictureView? {
        guard let id, let record = media[id], record.kind == .image, let original = record.original,
            let size = record.size
        else { return nil }
        return PictureView(original: original, size: size, alt: alt, mayMove: record.mayMove)
    }

    /// The address of a recording, film or document.
    func file(_ id: Media.ID) -> SiteAddress? {
        guard let record = media[id], record.kind != .image, let original = record.original else { return nil }
        return .mediaFile(original, AssetName(nearest: record.fileName))
    }

    /// The largest rendition that every feed reader and crawler can show.
    func rendition(_ id: Media.ID?) -> (address: SiteAddress, size: PixelSize)? {
        guard let id, let record = media[id], record.kind == .image, let original = record.original,
            let size = record.size, let width = Rendition.widths(for: size).last(where: { $0 <= 1280 }),
            let rendition = Rendition(original: original, width: width, format: .jpeg)
        else { return nil }
        let height = max(1, size.height * min(width, size.width) / max(1, size.width))
        return (.rendition(rendition), PixelSize(width: min(width, size.width), height: height))
    }

    func alt(_ id: Media.ID) -> String { media[id]?.alt ?? "" }
}

extension Media.ID {
    /// The record that a body names.
    init?(_ name: MediaName) { self.init(name.string) }
}
