public import Editorial
public import Markup

/// What a reader asks of the search: words, and what narrows them.
public struct SearchTerms: Sendable, Hashable {
    /// As typed: words, "phrases" and -exclusions.
    public var words: String
    public var section: Slug?
    public var author: Slug?
    public var from: CivilDay?
    public var to: CivilDay?
    /// Counts from 1.
    public var page: Int

    public init(
        words: String = "", section: Slug? = nil, author: Slug? = nil, from: CivilDay? = nil,
        to: CivilDay? = nil, page: Int = 1
    ) {
        self.words = words
        self.section = section
        self.author = author
        self.from = from
        self.to = to
        self.page = page
    }

    /// Whether anything but the words was asked for.
    public var isNarrowed: Bool { section != nil || author != nil || from != nil || to != nil }

    /// The same terms on another page of the answers.
    public func onPage(_ number: Int) -> SearchTerms {
        var terms = self
        terms.page = number
        return terms
    }

    /// Reads a query as a browser's form sends it. What makes no sense is left out: a search has no errors.
    init(_ query: FormQuery) {
        self.init(
            words: String((query["q"] ?? "").prefix(Self.longestWords)),
            section: query["section"].flatMap { Slug(parsing: $0) },
            author: query["author"].flatMap { Slug(parsing: $0) },
            from: query["from"].flatMap { CivilDay($0) },
            to: query["to"].flatMap { CivilDay($0) },
            page: query["page"].flatMap { SiteAddress.pageNumber($0) } ?? 1)
    }

    /// Characters of the words that are looked at.
    public static let longestWords = 400

    var fields: [(name: String, value: String)] {
        var fields = [(name: "q", value: words)]
        if let section { fields.append(("section", section.string)) }
        if let author { fields.append(("author", author.string)) }
        if let from { fields.append(("from", from.description)) }
        if let to { fields.append(("to", to.description)) }
        if page > 1 { fields.append(("page", String(page))) }
        return fields
    }
}
