public import Editorial
import Markup

/// A picture in every size and format that readers' browsers may choose from.
public struct PictureView: Sendable, Hashable {
    /// For those who can't see it; empty for one that only decorates.
    public var alt: String
    /// Of the largest rendition, in pixels: its proportions keep the layout from shifting.
    public let width: Int
    public let height: Int
    private let source: SafeURL
    /// The `srcset`s, written once, since a picture stands on many pages.
    private let large: Candidates
    /// Without the renditions that are larger than any teaser or portrait.
    private let small: Candidates

    /// What a browser chooses from, by format.
    private struct Candidates: Sendable, Hashable {
        let avif: HTML
        let webp: HTML
        let jpeg: HTML

        init(_ original: ContentHash, _ widths: [Int]) {
            func srcset(_ format: Rendition.Format) -> HTML {
                "\(srcset: PictureView.addresses(of: original, widths, format))"
            }
            avif = srcset(.avif)
            webp = srcset(.webp)
            jpeg = srcset(.jpeg)
        }
    }

    /// - Parameters:
    ///   - original: The picture's content address.
    ///   - size: The original's, in pixels.
    public init(original: ContentHash, size: PixelSize, alt: String) {
        let widths = Rendition.widths(for: size)
        let smallest = widths.first ?? size.width
        let largest = widths.last ?? size.width
        self.alt = alt
        width = largest
        height = max(1, size.height * largest / max(1, size.width))
        large = Candidates(original, widths)
        small = Candidates(original, widths.filter { $0 == smallest || $0 <= PicturePlace.largestSmallWidth })
        // What a browser without srcset gets, and what others copy: good enough for a column, not the largest.
        let fallbacks = Self.addresses(of: original, widths, .jpeg)
        source = (fallbacks.last { $0.width <= 960 } ?? fallbacks.first)?.url ?? SiteAddress.front.url
    }

    private static func addresses(
        of original: ContentHash, _ widths: [Int], _ format: Rendition.Format
    ) -> [(url: SafeURL, width: Int)] {
        widths.compactMap { width in
            Rendition(original: original, width: width, format: format).map { (SiteAddress.rendition($0).url, width) }
        }
    }

    /// `<picture>` for a place on the page.
    func html(in place: PicturePlace) -> HTML {
        let candidates = place.isSmall ? small : large
        let priority: HTML = place.isFirst ? " fetchpriority=\"high\"" : " loading=\"lazy\""
        return """
            <picture><source type="image/avif"\(candidates.avif)\(attribute: .sizes, place.sizes)>\
            <source type="image/webp"\(candidates.webp)\(attribute: .sizes, place.sizes)>\
            <img\(src: source)\(candidates.jpeg)\(attribute: .sizes, place.sizes)\
            \(attribute: .width, width)\(attribute: .height, height)\(attribute: .alt, alt)\
            \(priority) decoding="async"></picture>
            """
    }

    /// A plain `<img>`: a logo.
    func image(alt: String) -> HTML {
        """
        <img\(src: source)\(small.jpeg) sizes="20rem"\(attribute: .width, width)\(attribute: .height, height)\
        \(attribute: .alt, alt)>
        """
    }

    /// `<img class="portrait">`; its own alternative text is not printed where the name stands beside it.
    func portrait(alt: String = "", sizes: String = "4rem") -> HTML {
        """
        <img class="portrait"\(src: source)\(small.jpeg)\(attribute: .sizes, sizes)\
        \(attribute: .width, width)\(attribute: .height, height)\(attribute: .alt, alt) loading="lazy" decoding="async">
        """
    }
}

/// Where a picture stands, which decides how large it is.
enum PicturePlace: Sendable {
    case lead, secondary, teaser, storyLead

    /// How wide the stylesheet makes it.
    var sizes: String {
        switch self {
        case .lead: "(min-width: 64em) 50rem, 100vw"
        case .storyLead: "(min-width: 70em) 70rem, 100vw"
        case .secondary: "(min-width: 64em) 24rem, (min-width: 40em) 50vw, 100vw"
        case .teaser: "(min-width: 40em) 18rem, 8rem"
        }
    }

    /// Whether it is never wider than `largestSmallWidth` on a screen of two pixels to one.
    var isSmall: Bool { self == .teaser }

    static let largestSmallWidth = 640

    /// Whether readers see it at once.
    var isFirst: Bool { self == .lead || self == .storyLead }
}
