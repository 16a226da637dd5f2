public import Editorial
public import Markup
public import Storage

/// A person's part in a story.
public struct BylineView: Sendable, Hashable {
    public var role: Byline.Role
    public var name: String
    /// The person's page.
    public var url: SafeURL?
    public var portrait: PictureView?

    public init(role: Byline.Role = .reporter, name: String, url: SafeURL? = nil, portrait: PictureView? = nil) {
        self.role = role
        self.name = name
        self.url = url
        self.portrait = portrait
    }
}

extension [BylineView] {
    /// One item a person; whoever has the same role as the one before is joined to them.
    func html(_ wording: Wording) -> HTML {
        indices.map { index in
            let person = self[index]
            let isAlso = index > 0 && self[index - 1].role == person.role
            return """
                <li>\(person.portrait.map { "\($0.portrait()) " })\
                <span class="byline-role">\(wording(isAlso ? .roleAlso : person.role.phrase))</span> \
                \(person.url.map { "<a rel=\"author\"\(href: $0)>\(person.name)</a>" } ?? HTML(text: person.name))</li>
                """
        }.joined()
    }
}

extension Byline.Role {
    fileprivate var phrase: Phrase {
        switch self {
        case .reporter: .roleReporter
        case .photographer: .rolePhotographer
        case .illustrator: .roleIllustrator
        case .translator: .roleTranslator
        case .editor: .roleEditor
        case .contributor: .roleContributor
        }
    }
}

/// The picture at a story's head.
public struct FigureView: Sendable, Hashable {
    public var picture: PictureView
    public var caption: String?
    public var credit: String?

    public init(_ picture: PictureView, caption: String? = nil, credit: String? = nil) {
        self.picture = picture
        self.caption = caption
        self.credit = credit
    }

    func html(language: LanguageTag?) -> HTML {
        """
        <figure class="lead-picture">\(picture.html(in: .storyLead))\
        \(caption == nil && credit == nil ? .empty : """
            <figcaption\(languageOf: language)>\(caption.map { "\($0) " })\
            \(credit.map { "<span class=\"credit\">\($0)</span>" })</figcaption>
            """)</figure>

        """
    }
}

/// What a reader must know of a story before reading it.
public struct StoryNotice: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case correction, clarification, update, embargo

        fileprivate var phrase: Phrase {
            switch self {
            case .correction: .correction
            case .clarification: .clarification
            case .update: .update
            case .embargo: .embargo
            }
        }
    }

    public var kind: Kind
    public var date: Timestamp?
    /// Paragraphs in the body's vocabulary.
    public var text: HTML

    public init(_ kind: Kind, date: Timestamp? = nil, text: HTML) {
        self.kind = kind
        self.date = date
        self.text = text
    }

    func html(_ wording: Wording) -> HTML {
        """
        <div class="notice"\(data: "notice", kind.rawValue) role="note"><h2>\(wording(kind.phrase))\
        \(date.map { "\(wording(.nameSeparator))\(wording.time(.date, at: $0))" })</h2>\(text)</div>

        """
    }
}

/// A story's place in a series, with the other parts.
public struct SeriesView: Sendable, Hashable {
    public var title: LinkView
    /// In the order of publication.
    public var parts: [LinkView]
    /// The story's place among the parts, from 0.
    public var index: Int

    public init(title: LinkView, parts: [LinkView], index: Int) {
        self.title = title
        self.parts = parts
        self.index = index
    }

    /// - Parameter number: Tells the series of one story apart, from 0.
    func html(number: Int, _ wording: Wording) -> HTML {
        let name = number == 0 ? "series" : "series-\(number + 1)"
        let numerals = wording.catalogue.numerals
        let place = wording(.seriesPart, ["part": numerals.plain(index + 1), "total": numerals.plain(parts.count)])
        return """
            <section class="series"\(aria: "labelledby", name)><h2\(attribute: .id, name)>\
            <span class="series-part">\(place)</span> \(title.html)</h2>
            <ol>\(parts.enumerated().map { position, part -> HTML in
                position == index ? "<li aria-current=\"true\">\(part.text)</li>" : "<li>\(part.html)</li>"
            })</ol></section>

            """
    }
}

/// Who wrote a story, below it.
public struct AuthorBox: Sendable, Hashable {
    public var name: String
    public var url: SafeURL
    public var portrait: PictureView?
    /// In the body's vocabulary.
    public var biography: HTML

    public init(name: String, url: SafeURL, portrait: PictureView? = nil, biography: HTML) {
        self.name = name
        self.url = url
        self.portrait = portrait
        self.biography = biography
    }

    func html(_ wording: Wording) -> HTML {
        """
        <section class="author-box"\(aria: "label", "\(wording(.aboutTheAuthor)): \(name)")>\
        \(portrait.map { $0.portrait(sizes: "6rem") })\
        <div><h2><a\(href: url)>\(name)</a></h2>\(biography)</div></section>

        """
    }
}
