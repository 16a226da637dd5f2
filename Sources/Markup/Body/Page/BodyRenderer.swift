/// Renders a body for readers.
///
/// The mark-up is that of the stored body with what a page adds: anchors, pictures in their sizes, players, the way
/// to a footnote and back. Every element is closed, every value escaped.
public struct BodyRenderer: Sendable {
    /// The mark-up of a picture: a `<picture>` or an `<img>`; empty for one that isn't there.
    public var picture: @Sendable (Picture) -> HTML
    /// The address of a recording, film or document of the archive; `nil` for one that isn't there.
    public var file: @Sendable (MediaName) -> SafeURL?
    public var labels: BodyLabels
    /// What relative addresses are resolved against: the page's own address in a feed, `nil` on the page.
    public var base: SafeURL?

    /// A picture, and where it stands.
    public struct Picture: Sendable, Hashable {
        public var media: MediaName
        public var alt: String
        /// In pixels, where the body says so.
        public var width: Int?
        public var height: Int?
        public var place: Place

        /// Where a picture stands, which decides how large it can be.
        public enum Place: Sendable, Hashable {
            case figure(Figure.Placement)
            case gallery
            case card
        }
    }

    public init(
        labels: BodyLabels, base: SafeURL? = nil, file: @escaping @Sendable (MediaName) -> SafeURL?,
        picture: @escaping @Sendable (Picture) -> HTML
    ) {
        self.labels = labels
        self.base = base
        self.file = file
        self.picture = picture
    }

    /// The whole body with its footnotes.
    /// - Parameter marks: What is marked as quoted; of two that overlap the first is.
    public func html(of body: Body, marks: [BodyMark] = []) -> HTML {
        var page = BodyPage(renderer: self)
        page.write(body, marks: marks)
        return HTML(bytes: page.bytes)
    }

    /// A line alone, such as a caption.
    public func html(of line: [Inline]) -> HTML {
        var page = BodyPage(renderer: self)
        page.write(line)
        return HTML(bytes: page.bytes)
    }
}
