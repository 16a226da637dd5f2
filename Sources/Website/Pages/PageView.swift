public import Markup

/// A page of the paper: a view model that knows how its inside is printed.
public protocol PageView: Sendable {
    var head: HeadView { get }
    /// The word for `<body class="page-…">`.
    var kind: PageKind { get }
    /// Which of the masthead's sections the page belongs to.
    var currentSection: CurrentSection? { get }
    /// `<main>`.
    func main(in paper: Paper) -> HTML
}

extension PageView {
    public var currentSection: CurrentSection? { nil }

    /// The whole document.
    public func document(in paper: Paper) -> HTML {
        let needsNoData = kind == .notice && head.isBare
        return """
            <!doctype html>
            <html\(lang: paper.wording.language)\(attribute: .dir, paper.wording.language.direction.rawValue)\(paper.look.attributes)>
            <head>
            \(head.html(in: paper))</head>
            <body class="page-\(kind.rawValue)">
            <a class="skip" href="#content">\(paper.wording(.skipToContent))</a>
            \(needsNoData ? paper.bareMasthead : paper.masthead(isFront: kind == .front, current: currentSection))
            \(main(in: paper))
            \(needsNoData ? paper.bareFoot : paper.foot)
            </body>
            </html>

            """
    }
}

/// What a page is.
public enum PageKind: String, Sendable, Hashable, CaseIterable {
    case front, section, topic, author, archive, search, story, standing, source, standards, notice
}

/// A page's place in the masthead's navigation.
public struct CurrentSection: Sendable, Hashable {
    public var url: SafeURL
    /// Whether the page is the section's own, and not one within it.
    public var isPage: Bool

    public init(_ url: SafeURL, isPage: Bool = false) {
        self.url = url
        self.isPage = isPage
    }
}
