public import Markup
public import Storage

extension StoryContent {
    /// Every media item that the story itself shows: its lead image and what stands in its body.
    public var mediaShown: Set<Media.ID> {
        var media = body.mediaShown
        if let leadImage { media.insert(leadImage.media) }
        return media
    }
}

extension Body {
    /// Every media item that stands in the body.
    public var mediaShown: Set<Media.ID> {
        let names = blocks.mediaNames + footnotes.flatMap(\.blocks.mediaNames)
        return Set(names.compactMap { Media.ID($0.string) })
    }
}

extension [Block] {
    fileprivate var mediaNames: [MediaName] { flatMap(\.mediaNames) }
}

extension Block {
    fileprivate var mediaNames: [MediaName] {
        switch self {
        case .figure(let figure): [figure.image.media]
        case .gallery(let figures, _): figures.map(\.image.media)
        case .embed(let card): card.image.map { [$0] } ?? []
        case .file(let card):
            switch card.location {
            case .media(let name): [name]
            case .web: []
            }
        case .quotation(let blocks, _, _), .aside(_, let blocks): blocks.mediaNames
        case .list(_, let items): items.flatMap(\.mediaNames)
        case .table(let table): (table.header + table.rows).flatMap { $0.cells.flatMap(\.blocks.mediaNames) }
        case .paragraph, .heading, .pullQuote, .code, .rule: []
        }
    }
}
