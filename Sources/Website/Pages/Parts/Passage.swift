import Markup
public import enum QuotationCheck.Verdict
public import struct QuotationCheck.Edit

/// A passage of a source with what surrounds it, and the stories that print it.
public struct PassageView: Sendable, Hashable {
    /// The `id` by which stories link to it.
    public var anchor: String
    public var before: String
    public var exact: String
    public var after: String
    /// Who speaks there.
    public var speaker: String?
    /// The version that it stands in, where that is not the newest.
    public var version: SourceView.Version?
    public var citations: [CitationView]

    public init(
        anchor: String, before: String, exact: String, after: String, speaker: String? = nil,
        version: SourceView.Version? = nil, citations: [CitationView]
    ) {
        self.anchor = anchor
        self.before = before
        self.exact = exact
        self.after = after
        self.speaker = speaker
        self.version = version
        self.citations = citations
    }

    func html(language: LanguageTag?, _ wording: Wording) -> HTML {
        """
        <section class="passage"\(attribute: .id, anchor)>
        \(speaker.map { "<p class=\"passage-speaker\">\(wording(.passageSpeaker, ["name": $0]))</p>\n" })\
        <blockquote\(languageOf: language)><p>\(before)<mark>\(exact)</mark>\(after)</p></blockquote>
        \(version.map { version -> HTML in
            let number = HTML(text: wording.catalogue.numerals.plain(version.number))
            let time = wording.time(.date, at: version.archivedAt)
            return "<p class=\"passage-version\">\(wording.html(.sourceVersion, ["number": number, "time": time]))</p>\n"
        })\
        <ul class="citations">\(citations.map { $0.html(wording) })</ul>
        </section>

        """
    }
}

/// A story's quotation of a passage: how it stands, and what was done to it on the way.
public struct CitationView: Sendable, Hashable {
    /// The story, at the quotation.
    public var story: LinkView
    public var printed: String
    public var verdict: Verdict
    public var edits: [Edit]
    /// Who stands behind it and why, where a person does.
    public var decision: Decision?

    public init(story: LinkView, printed: String, verdict: Verdict, edits: [Edit] = [], decision: Decision? = nil) {
        self.story = story
        self.printed = printed
        self.verdict = verdict
        self.edits = edits
        self.decision = decision
    }

    /// What a person decided.
    public struct Decision: Sendable, Hashable {
        public var person: String
        public var reason: String

        public init(person: String, reason: String) {
            self.person = person
            self.reason = reason
        }
    }

    func html(_ wording: Wording) -> HTML {
        """
        <li><p>\(wording.html(.quotedIn, ["story": story.html])) \
        <span class="verdict"\(data: "verdict", verdict.rawValue)>\(wording(verdict.phrase))</span></p>\
        \(verdict == .verbatim ? .empty : "<p class=\"as-printed\">\(wording(.asPrinted, ["text": printed]))</p>")\
        \(edits.isEmpty ? .empty : "<ul class=\"edits\">\(edits.map { "<li>\($0.text(wording))</li>" })</ul>")\
        \(decision.map { decision -> HTML in
            let phrase: Phrase = verdict == .translated ? .translatedBecause : .overriddenBecause
            return "<p>\(wording(phrase, ["name": decision.person, "reason": decision.reason]))</p>"
        })</li>
        """
    }
}

extension Edit {
    fileprivate func text(_ wording: Wording) -> String {
        let values = ["printed": printed, "source": source]
        return switch kind {
        case .bracketed: source.isEmpty ? wording(.editAdded, ["printed": printed]) : wording(.editBracketed, values)
        case .omitted: source.isEmpty ? wording(.editAdded, ["printed": printed]) : wording(.editOmitted, values)
        case .replaced: wording(.editReplaced, values)
        case .inserted: wording(.editInserted, ["printed": printed])
        case .deleted: wording(.editDeleted, ["source": source])
        }
    }
}

extension Verdict {
    var phrase: Phrase {
        switch self {
        case .verbatim: .verdictVerbatim
        case .verbatimMarked: .verdictVerbatimMarked
        case .altered: .verdictAltered
        case .spliced: .verdictSpliced
        case .misattributed: .verdictMisattributed
        case .notFound: .verdictNotFound
        case .noSource: .verdictNoSource
        case .sourceBroken: .verdictSourceBroken
        case .translated: .verdictTranslated
        case .attested: .verdictAttested
        case .notAQuotation: .verdictNotAQuotation
        }
    }

    var meaning: Phrase {
        switch self {
        case .verbatim: .meaningVerbatim
        case .verbatimMarked: .meaningVerbatimMarked
        case .altered: .meaningAltered
        case .spliced: .meaningSpliced
        case .misattributed: .meaningMisattributed
        case .notFound: .meaningNotFound
        case .noSource: .meaningNoSource
        case .sourceBroken: .meaningSourceBroken
        case .translated: .meaningTranslated
        case .attested: .meaningAttested
        case .notAQuotation: .meaningNotAQuotation
        }
    }
}
