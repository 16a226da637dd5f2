public import Editorial
public import Markup
public import Storage

/// What stands on every page of a publication: its name, its look, masthead and foot.
///
/// It is the same for all pages, and made anew only when the settings, the sections or the look change.
public struct Paper: Sendable {
    public var name: String
    /// The public origin without a trailing slash, as in `https://lantern.example`.
    public var origin: String
    public var wording: Wording
    public var look: PageLook
    /// The picture in place of the name, where there is one.
    public var logo: LogoView?
    /// The line beside the date.
    public var motto: HTML?
    /// Prints the date over the masthead, and times without their date where they are of that day.
    public var today: Timestamp?
    /// Whether the site answers searches: files can't.
    public var offersSearch = true
    /// The masthead's navigation.
    public var sections: [LinkView]
    /// What stands beside the search: the way to support the paper, the reader's account.
    public var services: [ServiceLink]
    /// What the paper says of itself at the foot.
    public var about: HTML?
    /// The foot's columns of links.
    public var footLinks: [LinkGroup]
    /// The last line: who is responsible.
    public var imprint: HTML?
    /// The foot, for a paper that nothing of the foot is changed of any more.
    var printedFoot: HTML?

    public init(
        name: String, origin: String, wording: Wording, look: PageLook, logo: LogoView? = nil, motto: HTML? = nil,
        today: Timestamp? = nil, sections: [LinkView] = [], services: [ServiceLink] = [], about: HTML? = nil,
        footLinks: [LinkGroup] = [], imprint: HTML? = nil
    ) {
        self.name = name
        self.origin = origin
        self.wording = wording
        self.look = look
        self.logo = logo
        self.motto = motto
        self.today = today
        self.sections = sections
        self.services = services
        self.about = about
        self.footLinks = footLinks
        self.imprint = imprint
    }
}

/// The publication's name as a picture.
public struct LogoView: Sendable, Hashable {
    public var url: SafeURL
    public var size: PixelSize

    public init(url: SafeURL, size: PixelSize) {
        self.url = url
        self.size = size
    }
}

/// A text that leads somewhere.
public struct LinkView: Sendable, Hashable {
    public var text: String
    public var url: SafeURL

    public init(_ text: String, _ url: SafeURL) {
        self.text = text
        self.url = url
    }
}

/// A link of the masthead's first line.
public struct ServiceLink: Sendable, Hashable {
    public var link: LinkView
    /// Whether it asks for money, and is printed as a button.
    public var isAppeal: Bool

    public init(_ link: LinkView, isAppeal: Bool = false) {
        self.link = link
        self.isAppeal = isAppeal
    }
}

/// A titled column of links at the foot.
public struct LinkGroup: Sendable, Hashable {
    public var title: String
    public var links: [LinkView]

    public init(_ title: String, _ links: [LinkView]) {
        self.title = title
        self.links = links
    }
}

/// What a page says about the look that it is printed in.
public struct PageLook: Sendable, Hashable {
    /// The name under which the look is kept, as in `harbour`.
    public var name: String
    /// The look's choices: what `<html>` carries as `data-…`.
    public var choices: Look.Choices
    /// The one stylesheet.
    public var stylesheet: SafeURL
    /// The fonts that the first screen needs.
    public var preloads: [SafeURL]
    /// What the browser's own surroundings are coloured in, by scheme.
    public var lightPaper: String
    public var darkPaper: String

    public init(
        name: String, choices: Look.Choices, stylesheet: SafeURL, preloads: [SafeURL], lightPaper: String,
        darkPaper: String
    ) {
        self.name = name
        self.choices = choices
        self.stylesheet = stylesheet
        self.preloads = preloads
        self.lightPaper = lightPaper
        self.darkPaper = darkPaper
    }
}
