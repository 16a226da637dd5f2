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
    // Sources of a story
    case storySources, sourceMark, attestedMark, translatedMark, attestedQuotations, translatedQuotations
    case howWeCheck
    // Kinds of source
    case sourceTranscript, sourceMinutes, sourceStatement, sourceInterview, sourceLetter, sourceDocument
    case sourceBook, sourceEmail, sourcePost, sourcePage, sourceNotes
    // A source
    case sourcePublisher, sourceAuthor, sourceSpeaker, sourcePublished, sourceArchived, sourceOriginal
    case sourceDigest, sourceVersions, sourceVersion, sourcePassages, sourceNotQuoted, sourceText, sourceOnRequest
    case sourceAsk, sourceAskNewsroom, quotedIn, asPrinted, passageSpeaker, overriddenBecause, translatedBecause
    case editBracketed, editAdded, editOmitted, editReplaced, editInserted, editDeleted
    // Verdicts
    case verdictVerbatim, verdictVerbatimMarked, verdictAltered, verdictSpliced, verdictMisattributed
    case verdictNotFound, verdictNoSource, verdictSourceBroken, verdictTranslated, verdictAttested
    case verdictNotAQuotation, meaningVerbatim, meaningVerbatimMarked, meaningAltered, meaningSpliced
    case meaningMisattributed, meaningNotFound, meaningNoSource, meaningSourceBroken, meaningTranslated
    case meaningAttested, meaningNotAQuotation
    // The standard for quotations
    case quotationStandard, standardIntroduction, theRules, ruleUnmarked, ruleInitial, ruleNoInitial, ruleOmission
    case ruleContiguous, ruleNotContiguous, ruleCopied, gateRequired, gateWarn, gateOff, overridesCounted
    case overridesNotCounted, runningTotals, quotationCount, quotationsIn, verdict, quotations, printedAnyway
    // Notices
    case notFoundTitle, notFoundText, notFoundWithoutSearch, withdrawnTitle, withdrawnWhy
    case failureTitle, failureText, maintenanceTitle, maintenanceText

    /// Its name in the catalogues.
    public var key: String { String(describing: self) }

    /// Whether it has a form for each plural category.
    public var counts: Bool {
        switch self {
        case .comments, .storyCount, .searchCount, .searchCountAll: true
        case .attestedQuotations, .translatedQuotations, .ruleOmission, .ruleCopied, .quotationCount: true
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
        case .sourceMark: ["title"]
        case .attestedMark, .translatedMark, .passageSpeaker: ["name"]
        case .attestedQuotations, .translatedQuotations: ["count", "name"]
        case .sourceVersion: ["number", "time"]
        case .sourceAsk: ["contact"]
        case .quotedIn: ["story"]
        case .asPrinted: ["text"]
        case .overriddenBecause, .translatedBecause: ["name", "reason"]
        case .editBracketed, .editOmitted, .editReplaced: ["printed", "source"]
        case .editAdded, .editInserted: ["printed"]
        case .editDeleted: ["source"]
        case .ruleOmission, .ruleCopied, .quotationCount: ["count"]
        case .quotationsIn: ["quotations", "stories"]
        default: []
        }
    }
}
