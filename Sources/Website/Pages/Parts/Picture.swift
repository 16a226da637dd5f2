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
    /// ` srcset="…"`, written once, since a picture stands on many pages.
    private let candidates: HTML
    private let alternatives: [Alternative]

    private struct Alternative: Sendable, Hashable {
        let type: String
        let candidates: HTML
    }

    /// - Parameters:
    ///   - original: The picture's content address.
    ///   - size: The original's, in pixels.
    public init(original: ContentHash, size: PixelSize, alt: String) {
        let widths = Rendition.widths(for: size)
        func candidates(_ format: Rendition.Format) -> [(url: SafeURL, width: Int)] {
            widths.compactMap { width in
                Rendition(original: original, width: width, format: format).map {
                    (SiteAddress.rendition($0).url, width)
                }
            }
        }
        let fallbacks = candidates(.jpeg)
        let largest = widths.last ?? size.width
        self.alt = alt
        width = largest
        height = max(1, size.height * largest / max(1, size.width))
        // What a browser without srcset gets, and what others copy: good enough for a column, not the largest.
        source = (fallbacks.last { $0.width <= 960 } ?? fallbacks.first)?.url ?? SiteAddress.front.url
        self.candidates = "\(srcset: fallbacks)"
        alternatives = Rendition.Format.allCases.filter { $0 != .jpeg }.map {
            Alternative(type: $0.mediaType, candidates: "\(srcset: candidates($0))")
        }
    }

    /// `<picture>` for a place on the page.
    func html(in place: PicturePlace) -> HTML {
        """
        <picture>\(alternatives.map {
            "<source\(attribute: .type, $0.type)\($0.candidates)\(attribute: .sizes, place.sizes)>"
        })<img\(src: source)\(candidates)\(attribute: .sizes, place.sizes)\
        \(attribute: .width, width)\(attribute: .height, height)\(attribute: .alt, alt)\
        \(place.isFirst ? " fetchpriority=\"high\"" : " loading=\"lazy\"") decoding="async"></picture>
        """
    }

    /// A plain `<img>`: a logo.
    func image(alt: String) -> HTML {
        """
        <img\(src: source)\(candidates) sizes="20rem"\(attribute: .width, width)\(attribute: .height, height)\
        \(attribute: .alt, alt)>
        """
    }

    /// `<img class="portrait">`; its own alternative text is not printed where the name stands beside it.
    func portrait(alt: String = "", sizes: String = "4rem") -> HTML {
        """
        <img class="portrait"\(src: source)\(candidates)\(attribute: .sizes, sizes)\
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

    /// Whether readers see it at once.
    var isFirst: Bool { self == .lead || self == .storyLead }
}
