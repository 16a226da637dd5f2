import Editorial
import Markup
import Storage

extension Printer {
    /// A story's teaser.
    /// - Parameters:
    ///   - showsSection: Whether the kicker names the section; not in the section's own list.
    ///   - showsPortrait: Whether an opinion piece carries its author's portrait.
    func teaser(
        _ teaser: Teaser, _ pictures: Pictures, showsSection: Bool = true, showsPicture: Bool = true,
        showsPortrait: Bool = false
    ) -> TeaserView {
        let writers = teaser.bylines.filter { $0.role == .reporter || $0.role == .contributor }
        var portrait: PictureView?
        if showsPortrait, teaser.kind == .opinion {
            portrait = pictures.view(writers.first?.person.portrait, alt: "")
        }
        return TeaserView(
            kind: teaser.kind, kicker: teaser.kicker, section: showsSection ? teaser.section.map(link) : nil,
            headline: teaser.headline, url: SiteAddress.story(teaser.address).url, standfirst: teaser.standfirst,
            authors: writers.map(\.person.name), portrait: portrait, publishedAt: teaser.publishedAt,
            picture: showsPicture ? teaser.picture.flatMap { pictures.view($0.media, alt: $0.alt) } : nil,
            language: teaser.language)
    }

    func teasers(_ teasers: [Teaser], showsSection: Bool = true) throws(StorageError) -> [TeaserView] {
        let pictures = try pictures(of: teasers)
        return teasers.map { teaser($0, pictures, showsSection: showsSection) }
    }

    /// The pictures of teasers: the stories' own and the portraits of those who wrote them.
    func pictures(of teasers: [Teaser]) throws(StorageError) -> Pictures {
        try pictures(teasers.compactMap(\.picture?.media) + teasers.flatMap { $0.bylines.compactMap(\.person.portrait) })
    }
}

extension [Teaser] {
    var cacheKeys: Set<CacheKey> { reduce(into: []) { keys, teaser in teaser.addCacheKeys(to: &keys) } }
}
