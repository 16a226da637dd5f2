public import Markup

/// The front: slots of different weight, then a strip for each section.
public struct FrontView: PageView {
    public var head: HeadView
    public var lead: TeaserView?
    public var secondary: [TeaserView]
    public var opinion: StripView?
    /// The newest stories, by their headlines.
    public var river: [TeaserView]
    /// The ask for money, in the body's vocabulary.
    public var appeal: HTML?
    public var strips: [StripView]

    public init(
        head: HeadView, lead: TeaserView? = nil, secondary: [TeaserView] = [], opinion: StripView? = nil,
        river: [TeaserView] = [], appeal: HTML? = nil, strips: [StripView] = []
    ) {
        self.head = head
        self.lead = lead
        self.secondary = secondary
        self.opinion = opinion
        self.river = river
        self.appeal = appeal
        self.strips = strips
    }

    public var kind: PageKind { .front }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="front" tabindex="-1">
            \(isEmpty ? "<div class=\"empty\"><p>\(wording(.frontEmpty))</p></div>\n" : .empty)\
            <div class="front-top">
            \(lead.map { """
                <section class="slot" data-slot="lead"\(aria: "label", wording(.topStory))>
                \($0.html(level: .two, place: .lead, in: paper))</section>

                """ })\
            \(secondary.isEmpty ? .empty : """
                <section class="slot" data-slot="secondary"\(aria: "label", wording(.moreTopStories))>
                \(secondary.html(level: .two, place: .secondary, in: paper))</section>

                """)\
            \(opinion.map { """
                <section class="slot" data-slot="opinion" aria-labelledby="slot-opinion">\
                <h2 class="slot-title" id="slot-opinion">\($0.link.html)</h2>
                \($0.teasers.html(level: .three, in: paper))</section>

                """ })\
            \(river.isEmpty ? .empty : """
                <section class="slot" data-slot="river" aria-labelledby="slot-river">\
                <h2 class="slot-title" id="slot-river">\(wording(.latest))</h2>
                \(river.html(level: .three, in: paper))</section>

                """)\
            </div>
            \(appeal.map { "<aside class=\"appeal\"\(aria: "label", wording(.appeal))>\($0)</aside>\n" })\
            \(strips.isEmpty ? .empty : "<div class=\"strips\">\n\(strips.map { $0.html(in: paper) })</div>\n")\
            </main>
            """
    }

    private var isEmpty: Bool {
        lead == nil && secondary.isEmpty && opinion == nil && river.isEmpty && strips.isEmpty
    }
}

/// A section's newest stories on the front.
public struct StripView: Sendable, Hashable {
    /// What names it within the page; a section's slug.
    public var slug: Slug
    public var link: LinkView
    public var teasers: [TeaserView]

    public init(slug: Slug, link: LinkView, teasers: [TeaserView]) {
        self.slug = slug
        self.link = link
        self.teasers = teasers
    }

    fileprivate func html(in paper: Paper) -> HTML {
        let name = "strip-\(slug.string)"
        return """
            <section class="strip"\(aria: "labelledby", name)>\
            <h2 class="strip-title"\(attribute: .id, name)>\(link.html)</h2>
            <div class="teasers">
            \(teasers.html(level: .three, in: paper))</div>
            </section>

            """
    }
}
