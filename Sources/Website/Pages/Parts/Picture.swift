public import Editorial
public import Markup

/// A picture in every size and format that readers' browsers may choose from.
public struct PictureView: Sendable, Hashable {
    /// For those who can't see it; empty for one that only decorates.
    public var alt: String
    /// Of the largest rendition, in pixels: its proportions keep the layout from shifting.
    public let width: Int
    public let height: Int
    private let large: Candidates
    /// Without the renditions that are larger than any teaser or portrait.
    private let small: Candidates
    private let mayMove: Bool
    /// The `src` and `srcset` of a portrait.
    private let thumbnail: HTML

    /// What a browser chooses from, by format; written once, since a picture stands on many pages.
    private struct Candidates: Sendable, Hashable {
        let avif: HTML
        let webp: HTML
        /// With the `src` that a browser without `srcset` gets, and that others copy.
        let jpeg: HTML
        /// The `srcset` of a picture that may move as it is when it doesn't.
        let still: HTML

        /// - Parameter needsChoice: Whether JPEG comes in every width too. A browser that takes neither AVIF nor
        ///   WebP is so rare that one width must do where the picture is small.
        init(_ original: ContentHash, _ widths: [Int], needsChoice: Bool) {
            let fallbacks = Self.addresses(of: original, widths, .jpeg)
            let source = (fallbacks.last { $0.width <= 960 } ?? fallbacks.first)?.url ?? SiteAddress.front.url
            avif = "\(srcset: Self.addresses(of: original, widths, .avif))"
            webp = "\(srcset: Self.addresses(of: original, widths, .webp))"
            still = "\(srcset: fallbacks)"
            jpeg = needsChoice ? "\(src: source)\(srcset: fallbacks)" : "\(src: source)"
        }

        private static func addresses(
            of original: ContentHash, _ widths: [Int], _ format: Rendition.Format
        ) -> [(url: SafeURL, width: Int)] {
            widths.compactMap { width in
                Rendition(original: original, width: width, format: format).map {
                    (SiteAddress.rendition($0).url, width)
                }
            }
        }
    }

    /// - Parameters:
    ///   - original: The picture's content address.
    ///   - size: The original's, in pixels.
    ///   - mayMove: Of a type that holds animations. WebP, in which they stay, is then the best that is offered, and
    ///     readers who asked for less motion get the first frame.
    public init(original: ContentHash, size: PixelSize, alt: String, mayMove: Bool = false) {
        let widths = Rendition.widths(for: size)
        let smallest = widths.first ?? size.width
        let largest = widths.last ?? size.width
        self.alt = alt
        self.mayMove = mayMove
        width = largest
        height = max(1, size.height * largest / max(1, size.width))
        large = Candidates(original, widths, needsChoice: true)
        let few = widths.filter { $0 == smallest || PicturePlace.smallWidths.contains($0) }
        small = Candidates(original, few, needsChoice: false)
        let least = widths.filter { $0 == smallest || $0 <= PicturePlace.largestPortraitWidth }
        thumbnail = Candidates(original, least, needsChoice: true).jpeg
    }

    /// `<picture>` for a place in a story's body, as `BodyRenderer` asks for it.
    public func html(in place: BodyRenderer.Picture.Place) -> HTML {
        switch place {
        case .figure(.text): html(in: PicturePlace.text)
        case .figure(.wide): html(in: PicturePlace.wide)
        case .figure(.full): html(in: PicturePlace.full)
        case .figure(.side), .gallery, .card: html(in: PicturePlace.side)
        }
    }

    /// `<picture>` for a place on the page.
    func html(in place: PicturePlace) -> HTML {
        let candidates = place.isSmall ? small : large
        let priority: HTML = place.isFirst ? " fetchpriority=\"high\"" : " loading=\"lazy\""
        let first: HTML =
            mayMove
            ? "<source media=\"(prefers-reduced-motion: reduce)\"\(candidates.still)\(attribute: .sizes, place.sizes)>"
            : "<source type=\"image/avif\"\(candidates.avif)\(attribute: .sizes, place.sizes)>"
        return """
            <picture>\(first)\
            <source type="image/webp"\(candidates.webp)\(attribute: .sizes, place.sizes)>\
            <img\(candidates.jpeg)\(attribute: .sizes, place.isSmall ? nil : place.sizes)\
            \(attribute: .width, width)\(attribute: .height, height)\(attribute: .alt, alt)\
            \(priority) decoding="async"></picture>
            """
    }

    /// A picture of a person; its own alternative text is not printed where the name stands beside it.
    func portrait(alt: String = "", sizes: String = "4rem") -> HTML {
        """
        <img class="portrait"\(thumbnail)\(attribute: .sizes, sizes)\
        \(attribute: .width, width)\(attribute: .height, height)\(attribute: .alt, alt) loading="lazy" decoding="async">
        """
    }
}

/// Where a picture stands, which decides how large it is.
enum PicturePlace: Sendable {
    case lead, secondary, teaser, storyLead
    /// At the head of a section's list.
    case listLead
    /// Within a body.
    case text, wide, full, side

    /// How wide the stylesheet makes it.
    var sizes: String {
        switch self {
        case .lead: "(min-width: 64em) 50rem, 100vw"
        case .storyLead: "(min-width: 70em) 70rem, 100vw"
        case .secondary: "(min-width: 64em) 24rem, (min-width: 40em) 50vw, 100vw"
        case .teaser: "(min-width: 40em) 18rem, 8rem"
        case .listLead: "(min-width: 60em) 37rem, (min-width: 40em) 18rem, 100vw"
        case .text: "(min-width: 40em) 38rem, 100vw"
        case .wide: "(min-width: 64em) 56rem, 100vw"
        case .full: "100vw"
        case .side: "(min-width: 40em) 18rem, 100vw"
        }
    }

    /// Whether `smallWidths` are all that it needs: 8rem on a telephone, 18rem elsewhere, on dense screens too.
    var isSmall: Bool { self == .teaser }

    static let smallWidths: Set = [160, 320, 640]
    static let largestPortraitWidth = 480

    /// Whether readers see it at once.
    var isFirst: Bool { self == .lead || self == .storyLead }
}
