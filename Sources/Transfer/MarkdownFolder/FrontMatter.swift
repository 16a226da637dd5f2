public import Foundation

/// What the front matter of a file says, under whichever key Hugo, Jekyll or Standfirst's own demo writes it.
public struct FrontMatter: Equatable, Sendable {
    public var title: String?
    public var kicker: String?
    /// The summary under the headline: `standfirst`, else `summary`, `excerpt` or `subtitle`.
    public var standfirst: String?
    /// For search engines and feeds.
    public var description: String?
    /// `news`, `analysis` …
    public var kind: String?
    public var layout: String?
    /// A section's path, such as `culture/reviews`.
    public var section: String?
    public var categories: [String] = []
    /// `tags` and `topics`.
    public var topics: [String] = []
    public var authors: [Author] = []
    public var series: [String] = []
    /// The slugs of other stories.
    public var related: [String] = []
    public var sources: [String] = []
    public var image: Image?
    public var isFeatured = false
    /// `draft: true` or `published: false`.
    public var isDraft = false
    public var date: Date?
    public var publication: Date?
    public var expiry: Date?
    public var modification: Date?
    public var weight: Int?
    public var slug: String?
    /// The address that the file sets for itself: Hugo's `url`, Jekyll's `permalink`.
    public var address: String?
    /// Former addresses: `aliases` and `redirect_from`.
    public var formerAddresses: [String] = []
    public var language: String?
    /// What no field above has taken, in the order of the file.
    public var leftovers: [FrontMatterValue.Entry] = []
    /// Dates that could not be read, as `key: text`.
    public var unreadableDates: [String] = []

    /// Someone in the byline.
    public struct Author: Equatable, Sendable {
        /// A name, or a person's slug where `isReference`.
        public var name: String
        public var role: String?
        public var isReference: Bool

        public init(name: String, role: String? = nil, isReference: Bool = false) {
            self.name = name
            self.role = role
            self.isReference = isReference
        }
    }

    /// The lead image.
    public struct Image: Equatable, Sendable {
        /// A path, relative to the file or to the folder, or an address.
        public var file: String
        public var alternativeText: String
        public var caption: String
        public var credit: String

        public init(file: String, alternativeText: String = "", caption: String = "", credit: String = "") {
            self.file = file
            self.alternativeText = alternativeText
            self.caption = caption
            self.credit = credit
        }
    }

    /// - Parameters:
    ///   - value: a map, as the file has it.
    ///   - zone: for times that say no zone of their own.
    init(_ value: FrontMatterValue, zone: TimeZone) {
        guard case .map(let entries) = value else { return }
        var reader = FrontMatterReader(entries, zone: zone)
        reader.read(into: &self)
    }

    init() {}
}
