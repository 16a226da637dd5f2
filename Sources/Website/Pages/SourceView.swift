public import Editorial
public import Markup
public import Storage

/// An archived source: what it is, the passages that stories print, and its text where that may be shown.
public struct SourceView: PageView {
    public var head: HeadView
    public var source: SourceKind
    public var title: String
    public var author: String?
    public var publisher: String?
    public var speaker: String?
    /// A day, or a text where it is none.
    public var published: String?
    public var archivedAt: Timestamp
    public var original: OriginalLink?
    /// SHA-256 of the text, in hexadecimal digits.
    public var digest: String?
    /// Newest first; shown where there are several.
    public var versions: [Version]
    /// `nil` for a source whose text is shown to those alone who ask.
    public var passages: [PassageView]?
    /// The whole text in paragraphs.
    public var text: HTML?
    /// Whom to ask for the text.
    public var contact: LinkView?
    /// The language of the text, where it is not the publication's.
    public var language: LanguageTag?

    public init(
        head: HeadView, source: SourceKind, title: String, author: String? = nil, publisher: String? = nil,
        speaker: String? = nil, published: String? = nil, archivedAt: Timestamp, original: OriginalLink? = nil,
        digest: String? = nil, versions: [Version] = [], passages: [PassageView]? = nil, text: HTML? = nil,
        contact: LinkView? = nil, language: LanguageTag? = nil
    ) {
        self.head = head
        self.source = source
        self.title = title
        self.author = author
        self.publisher = publisher
        self.speaker = speaker
        self.published = published
        self.archivedAt = archivedAt
        self.original = original
        self.digest = digest
        self.versions = versions
        self.passages = passages
        self.text = text
        self.contact = contact
        self.language = language
    }

    /// One capture.
    public struct Version: Sendable, Hashable {
        /// From 1.
        public var number: Int
        public var archivedAt: Timestamp

        public init(number: Int, archivedAt: Timestamp) {
            self.number = number
            self.archivedAt = archivedAt
        }
    }

    /// The way to the original as a Robust Link: the address, the day for which it is meant, and what was archived then.
    public struct OriginalLink: Sendable, Hashable {
        public var url: SafeURL
        /// `2026-11-24`.
        public var date: String
        public var archived: SafeURL

        public init(url: SafeURL, date: String, archived: SafeURL) {
            self.url = url
            self.date = date
            self.archived = archived
        }

        var html: HTML {
            """
            <a\(href: url)\(data: "originalurl", url.string)\(data: "versiondate", date)\
            \(data: "versionurl", archived.string)>\(url.shown)</a>
            """
        }
    }

    public var kind: PageKind { .source }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="source" tabindex="-1">
            <article class="source-article">
            <header class="page-head"><p class="kicker">\(wording(source.phrase))</p>
            <h1 class="page-title"\(languageOf: language)>\(title)</h1></header>
            \(facts(wording))\
            \(request(wording))\
            \(passages.map { passagesSection($0, wording) })\
            \(text.map { text -> HTML in
                """
                <section class="source-text" aria-labelledby="text"><h2 id="text">\(wording(.sourceText))</h2>
                <div\(languageOf: language)>
                \(text)</div></section>

                """
            })\
            </article>
            </main>
            """
    }

    private func facts(_ wording: Wording) -> HTML {
        func fact(_ name: Phrase, _ value: HTML?) -> HTML {
            value.map { "<div><dt>\(wording(name))</dt><dd>\($0)</dd></div>\n" } ?? .empty
        }
        func fact(_ name: Phrase, text: String?) -> HTML { fact(name, text.map { HTML(text: $0) }) }
        return """
            <dl class="source-facts">
            \(fact(.sourcePublisher, text: publisher))\
            \(fact(.sourceAuthor, text: author == publisher ? nil : author))\
            \(fact(.sourceSpeaker, text: speaker == author ? nil : speaker))\
            \(fact(.sourcePublished, text: published))\
            \(fact(.sourceArchived, wording.time(.dateAndTime, at: archivedAt)))\
            \(fact(.sourceOriginal, original?.html))\
            \(versions.count < 2 ? .empty : fact(.sourceVersions, """
                <ul>\(versions.map { version -> HTML in
                    let number = HTML(text: wording.catalogue.numerals.plain(version.number))
                    let time = wording.time(.dateAndTime, at: version.archivedAt)
                    return "<li>\(wording.html(.sourceVersion, ["number": number, "time": time]))</li>"
                })</ul>
                """))\
            \(fact(.sourceDigest, digest.map { "<code class=\"digest\">\($0)</code>" }))\
            </dl>

            """
    }

    private func request(_ wording: Wording) -> HTML {
        guard passages == nil else { return .empty }
        let contact = contact?.html ?? HTML(text: wording(.sourceAskNewsroom))
        return """
            <div class="notice" role="note"><h2>\(wording(.sourceOnRequest))</h2>\
            <p>\(wording.html(.sourceAsk, ["contact": contact]))</p></div>

            """
    }

    private func passagesSection(_ passages: [PassageView], _ wording: Wording) -> HTML {
        """
        <section class="passages" aria-labelledby="passages"><h2 id="passages">\(wording(.sourcePassages))</h2>
        \(passages.isEmpty ? "<p>\(wording(.sourceNotQuoted))</p>\n" : .empty)\
        \(passages.map { $0.html(language: language, wording) })\
        </section>

        """
    }
}

extension SafeURL {
    /// Without the scheme that everybody knows.
    fileprivate var shown: String {
        let text = string.hasPrefix("https://") ? String(string.dropFirst(8)) : string
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}

extension SourceKind {
    var phrase: Phrase {
        switch self {
        case .transcript: .sourceTranscript
        case .minutes: .sourceMinutes
        case .statement: .sourceStatement
        case .interview: .sourceInterview
        case .letter: .sourceLetter
        case .document: .sourceDocument
        case .book: .sourceBook
        case .email: .sourceEmail
        case .post: .sourcePost
        case .page: .sourcePage
        case .notes: .sourceNotes
        }
    }
}
