import Editorial
import Markup
import Storage

extension TeaserView {
    /// - Parameter level: The headline's, as the outline of the page asks.
    func html(level: TeaserLevel, place: PicturePlace = .teaser, in paper: Paper) -> HTML {
        """
        <article class="teaser"\(data: "kind", kind.rawValue)>
        <div class="teaser-text">
        \(kickerLine(kind: kind, section: kicker == nil ? section : nil, kicker: kicker, paper.wording))\
        \(level.opening)<a\(href: url)\(languageOf: language)>\(headline)</a>\(level.closing)
        \(standfirst.map { "<p class=\"teaser-standfirst\"\(languageOf: language)>\($0)</p>\n" })\
        \(snippet.isEmpty ? .empty : "<p class=\"teaser-snippet\"\(languageOf: language)>\(snippet.map(\.html))</p>\n")\
        \(meta(paper))</div>
        \(picture.map { "<div class=\"teaser-picture\">\($0.html(in: place))</div>\n" })\
        \(more.isEmpty ? .empty : "<ul class=\"teaser-more\">\(more.map { "<li>\($0.html)</li>" })</ul>\n")\
        </article>

        """
    }

    private func meta(_ paper: Paper) -> HTML {
        guard !authors.isEmpty || publishedAt != nil else { return .empty }
        return """
            <p class="teaser-meta">\(portrait.map { $0.portrait() })\
            \(authors.isEmpty ? .empty : "<span class=\"teaser-byline\">\(byline(paper.wording))</span> ")\
            \(publishedAt.map { paper.teaserTime($0) })</p>

            """
    }

    /// “By A, B and C”; on opinion, where the name is the news, the names alone.
    private func byline(_ wording: Wording) -> HTML {
        let names = wording.list(authors.map { "<b>\($0)</b>" })
        return kind == .opinion || kind == .letter ? names : wording.html(.bylineOf, ["names": names])
    }
}

/// The level of a teaser's headline.
enum TeaserLevel: Sendable {
    case two, three

    var opening: HTML { self == .two ? Self.openingTwo : Self.openingThree }
    var closing: HTML { self == .two ? Self.closingTwo : Self.closingThree }

    private static let openingTwo: HTML = "<h2 class=\"teaser-headline\">"
    private static let openingThree: HTML = "<h3 class=\"teaser-headline\">"
    private static let closingTwo: HTML = "</h2>"
    private static let closingThree: HTML = "</h3>"
}

extension [TeaserView] {
    func html(level: TeaserLevel, place: PicturePlace = .teaser, in paper: Paper) -> [HTML] {
        // By their places: a copy of each would count all that it refers to.
        indices.map { self[$0].html(level: level, place: place, in: paper) }
    }
}

extension SnippetPart {
    fileprivate var html: HTML { isHit ? "<mark>\(text)</mark>" : HTML(text: text) }
}

extension Paper {
    /// The hour for a story of today, the day for an older one.
    fileprivate func teaserTime(_ moment: Timestamp) -> HTML {
        let local = wording.zone.localTime(at: moment)
        let isToday = today.map { wording.zone.localTime(at: $0).isSameDay(as: local) } ?? false
        return wording.time(isToday ? .time : .date, of: local)
    }
}

/// The line over a headline: what kind of story it is, and where it belongs.
func kickerLine(kind: StoryKind, section: LinkView?, kicker: String?, _ wording: Wording) -> HTML {
    guard kind.phrase != nil || section != nil || kicker != nil else { return .empty }
    return """
        <p class="kicker">\(kind.phrase.map { "<span class=\"kind\">\(wording($0))</span> " })\
        \(section.map(\.html))\(section != nil && kicker != nil ? " " : .empty)\
        \(kicker.map { "<span>\($0)</span>" })</p>

        """
}

extension StoryKind {
    /// The word for every kind but news.
    var phrase: Phrase? {
        switch self {
        case .news, .page: nil
        case .analysis: .kindAnalysis
        case .opinion: .kindOpinion
        case .review: .kindReview
        case .explainer: .kindExplainer
        case .letter: .kindLetter
        case .statement: .kindStatement
        }
    }
}

extension Wording {
    /// “A, B and C”.
    func list(_ names: [HTML]) -> HTML {
        guard let last = names.last, names.count > 1 else { return names.first ?? .empty }
        let first = names.dropLast().joined(separator: HTML(text: self(.nameSeparator)))
        return html(.namePair, ["first": first, "last": last])
    }
}

extension HTML.Interpolation {
    /// ` lang="…" dir="…"`, or nothing.
    mutating func appendInterpolation(languageOf language: LanguageTag?) {
        guard let language else { return }
        appendInterpolation(lang: language)
        appendInterpolation(attribute: .dir, language.direction.rawValue)
    }
}
