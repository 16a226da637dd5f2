/// Every sentence of the reader's pages, by name. The words are in `Resources/catalogues`, one file a language.
public enum Phrase: UInt8, Sendable, Hashable, CaseIterable {
    // Every page
    case skipToContent, readerServices, sections, search, aboutThisSite, thePaper, follow
    case feedRSS, feedAtom, feedJSON, feedTitle, titleOnSite, titleOnPage
    // Front
    case topStory, moreTopStories, latest, appeal, frontEmpty
    // Kinds of story
    case kindAnalysis, kindOpinion, kindReview, kindExplainer, kindLetter, kindStatement
    // Bylines and times
    case roleReporter, rolePhotographer, roleIllustrator, roleTranslator, roleEditor, roleContributor, roleAlso
    case bylineOf, nameSeparator, namePair, published, updated
    // Story
    case correction, clarification, update, embargo
    case topics, series, seriesPart, related, moreOnThis, aboutTheAuthor
    case comments, commentsClosed, commentAnonymous
    // Body
    case footnote, notes, backToText, seeOriginal, table
    // Lists
    case topic, author, subsections, pages, pageNumber, newer, older, previous, next, portraitOf, listEmpty
    case archive, months, storyCount, storiesOfMonth
    // Search
    case searchWords, searchButton, searchNarrow, searchSection, searchAllSections, searchAuthor, searchAllAuthors
    case searchFrom, searchTo, searchHint, searchFor, searchCount, searchCountAll, searchMore
    case nothingFound, nothingFoundAdvice, adviceSpelling, adviceFewerWords, adviceWithoutFilters
    // Standing pages
    case breadcrumb, inThisPart
    // Notices
    case notFoundTitle, notFoundText, withdrawnTitle, withdrawnWhy
    case failureTitle, failureText, maintenanceTitle, maintenanceText

    /// Its name in the catalogues.
    public var key: String { String(describing: self) }

    /// Whether it has a form for each plural category.
    public var counts: Bool {
        switch self {
        case .comments, .storyCount, .searchCount, .searchCountAll: true
        default: false
        }
    }

    /// The values that it must hold in every language; in a plural form some may be left out.
    public var valueNames: Set<String> {
        switch self {
        case .feedTitle: ["site", "format"]
        case .titleOnSite: ["title", "site"]
        case .titleOnPage: ["title", "page"]
        case .bylineOf: ["names"]
        case .namePair: ["first", "last"]
        case .published, .updated: ["time"]
        case .seriesPart: ["part", "total"]
        case .comments, .storyCount, .searchCountAll: ["count"]
        case .searchCount: ["count", "words"]
        case .searchFor: ["words"]
        case .footnote: ["number"]
        case .portraitOf: ["name"]
        case .pageNumber: ["page"]
        case .storiesOfMonth: ["month"]
        default: []
        }
    }
}
