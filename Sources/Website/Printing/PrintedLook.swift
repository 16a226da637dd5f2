import Markup

/// A look made ready for printing: what pages say of it, its stylesheet, and its slots' words as mark-up.
struct PrintedLook: Sendable {
    let page: PageLook
    let stylesheet: LookStylesheet
    let logo: LookLogo?
    let card: CardPicture.Colours
    private let slots: [LookSlot: HTML]

    init(_ loaded: LoadedLook) {
        page = loaded.page
        stylesheet = loaded.stylesheet
        logo = loaded.logo
        slots = loaded.slots.compactMapValues(Self.printed)
        func colour(_ token: ColourScheme.Token, _ otherwise: String) -> String {
            loaded.look.light[token]?.description ?? otherwise
        }
        card = CardPicture.Colours(
            paper: colour(.paper, "#ffffff"), ink: colour(.ink, "#000000"), muted: colour(.muted, "#444444"),
            accent: colour(.accent, "#000000"), family: loaded.look.choices.typePair.headlineFamily)
    }

    /// A slot's words, where the publication filled it.
    func text(_ slot: LookSlot) -> HTML? { slots[slot] }

    private static func printed(_ source: LookSlot.Source) -> HTML? {
        let parsed =
            switch source.format {
            case .markdown: try? ParsedBody(markdown: source.text) { _ in nil }
            case .html: try? ParsedBody(html: source.text) { _ in nil }
            }
        guard let body = parsed?.body, !body.blocks.isEmpty else { return nil }
        // A slot shows no pictures: it stands on every page, also where the media archive is away.
        let renderer = BodyRenderer(labels: .english, file: { _ in nil }, picture: { _ in .empty })
        return renderer.html(of: body)
    }
}

extension Look.TypePair {
    /// The font family of headlines, as the bundled fonts name it.
    fileprivate var headlineFamily: String {
        switch self {
        case .lantern: "Vollkorn"
        case .record: "Newsreader"
        case .signal: "Bricolage Grotesque"
        }
    }
}
