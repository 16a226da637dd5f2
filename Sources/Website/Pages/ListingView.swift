public import Markup

/// A section's or a topic's stories, newest first.
public struct ListingView: PageView {
    /// What the list is of.
    public enum Subject: Sendable, Hashable {
        case section, topic, series
    }

    public var head: HeadView
    public var subject: Subject
    public var title: String
    /// The section above a subsection.
    public var parent: LinkView?
    /// In the body's vocabulary.
    public var about: HTML?
    public var subsections: [LinkView]
    public var teasers: [TeaserView]
    public var pagination: PaginationView?
    /// The section's or its topmost parent's, as the masthead has it.
    public var currentSection: CurrentSection?

    public init(
        head: HeadView, subject: Subject, title: String, parent: LinkView? = nil, about: HTML? = nil,
        subsections: [LinkView] = [], teasers: [TeaserView], pagination: PaginationView? = nil,
        currentSection: CurrentSection? = nil
    ) {
        self.head = head
        self.subject = subject
        self.title = title
        self.parent = parent
        self.about = about
        self.subsections = subsections
        self.teasers = teasers
        self.pagination = pagination
        self.currentSection = currentSection
    }

    public var kind: PageKind { subject == .section ? .section : .topic }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        let isLed = subject == .section && (pagination?.current ?? 1) == 1
        return """
            <main id="content"\(class: kind.rawValue) tabindex="-1">
            <header class="page-head">
            \(overTitle(wording).map { "<p class=\"kicker\">\($0)</p>\n" })\
            <h1 class="page-title">\(title)</h1>
            \(about.map { "<div class=\"page-about\">\($0)</div>\n" })\
            \(subsections.isEmpty ? .empty : """
                <nav class="subsections"\(aria: "label", wording(.subsections))><ul>\
                \(subsections.map { "<li>\($0.html)</li>" })</ul></nav>

                """)\
            </header>
            \(listing(teasers, isLed: isLed, in: paper))\
            \(pagination.map { $0.html(wording) })\
            </main>
            """
    }

    private func overTitle(_ wording: Wording) -> HTML? {
        if let parent { return parent.html }
        return switch subject {
        case .section: nil
        case .topic: HTML(text: wording(.topic))
        case .series: HTML(text: wording(.series))
        }
    }
}

/// Stories below one another, or a word where there are none.
func listing(_ teasers: [TeaserView], isLed: Bool = false, in paper: Paper) -> HTML {
    guard !teasers.isEmpty else { return "<div class=\"empty\"><p>\(paper.wording(.listEmpty))</p></div>\n" }
    let led = isLed ? teasers.prefix(1) : []
    return """
        <div\(class: isLed ? "listing listing-led" : "listing")>
        \(led.map { $0.html(level: .two, place: .listLead, in: paper) })\
        \(Array(teasers.dropFirst(led.count)).html(level: .two, in: paper))</div>

        """
}
