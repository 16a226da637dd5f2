import Editorial
public import Markup

/// The search: its form, and what it found.
public struct SearchView: PageView {
    public var head: HeadView
    public var terms: SearchTerms
    /// What the form offers to narrow the search by.
    public var sections: [Choice]
    public var authors: [Choice]
    /// `nil` where nothing was asked yet.
    public var results: Results?

    public init(
        head: HeadView, terms: SearchTerms, sections: [Choice] = [], authors: [Choice] = [], results: Results? = nil
    ) {
        self.head = head
        self.terms = terms
        self.sections = sections
        self.authors = authors
        self.results = results
    }

    public struct Choice: Sendable, Hashable {
        public var slug: Slug
        public var name: String

        public init(_ slug: Slug, _ name: String) {
            self.slug = slug
            self.name = name
        }
    }

    public struct Results: Sendable, Hashable {
        /// Of all pages together.
        public var count: Int
        /// Whether older stories match besides.
        public var isMore: Bool
        public var teasers: [TeaserView]
        public var pagination: PaginationView?

        public init(count: Int, isMore: Bool = false, teasers: [TeaserView], pagination: PaginationView? = nil) {
            self.count = count
            self.isMore = isMore
            self.teasers = teasers
            self.pagination = pagination
        }
    }

    public var kind: PageKind { .search }

    public func main(in paper: Paper) -> HTML {
        """
        <main id="content" class="search" tabindex="-1">
        <header class="page-head"><h1 class="page-title">\(paper.wording(.search))</h1></header>
        \(form(paper.wording))\
        \(results.map { html(of: $0, in: paper) })\
        </main>
        """
    }

    private func form(_ wording: Wording) -> HTML {
        """
        <form class="search-form" role="search"\(action: SiteAddress.search(SearchTerms()).url) method="get">
        \(searchField(terms.words, wording))\
        <details class="search-filters"\(attribute: .open, if: terms.isNarrowed)>\
        <summary>\(wording(.searchNarrow))</summary><div class="fields">\
        \(choice("section", .searchSection, .searchAllSections, sections, terms.section, wording))\
        \(choice("author", .searchAuthor, .searchAllAuthors, authors, terms.author, wording))\
        <p><label for="from">\(wording(.searchFrom))</label>\
        <input type="date" id="from" name="from"\(attribute: .value, terms.from?.description)></p>\
        <p><label for="to">\(wording(.searchTo))</label>\
        <input type="date" id="to" name="to"\(attribute: .value, terms.to?.description)></p></div></details>
        <p class="search-hint">\(wording(.searchHint))</p>
        </form>

        """
    }

    private func choice(
        _ name: String, _ label: Phrase, _ all: Phrase, _ choices: [Choice], _ chosen: Slug?, _ wording: Wording
    ) -> HTML {
        guard !choices.isEmpty else { return .empty }
        return """
            <p><label\(attribute: .for, name)>\(wording(label))</label>\
            <select\(attribute: .id, name)\(attribute: .name, name)><option value="">\(wording(all))</option>\
            \(choices.map { """
                <option\(attribute: .value, $0.slug.string)\(attribute: .selected, if: $0.slug == chosen)>\
                \($0.name)</option>
                """ })</select></p>
            """
    }

    private func html(of results: Results, in paper: Paper) -> HTML {
        let wording = paper.wording
        let words = terms.words.trimmingWhitespace
        let count =
            words.isEmpty
            ? wording.html(.searchCountAll, count: results.count)
            : wording.html(.searchCount, count: results.count, ["words": "<b>\(words)</b>"])
        return """
            <p class="search-count" role="status">\(count)\
            \(results.isMore ? ". \(wording(.searchMore))" : .empty)</p>
            \(results.teasers.isEmpty ? emptiness(wording) : listing(results.teasers, in: paper))\
            \(results.pagination.map { $0.html(wording) })
            """
    }

    private func emptiness(_ wording: Wording) -> HTML {
        """
        <div class="empty"><h2>\(wording(.nothingFound))</h2><p>\(wording(.nothingFoundAdvice))</p><ul>\
        <li>\(wording(.adviceSpelling))</li><li>\(wording(.adviceFewerWords))</li>\
        \(terms.isNarrowed ? "<li>\(wording(.adviceWithoutFilters))</li>" : .empty)</ul></div>

        """
    }
}

/// The field for words and its button, as the search page and the page for a wrong address have it.
func searchField(_ words: String, _ wording: Wording) -> HTML {
    """
    <p class="search-words"><label for="q">\(wording(.searchWords))</label>\
    <input type="search" id="q" name="q"\(attribute: .value, words)\
    \(attribute: .maxlength, SearchTerms.longestWords)> \
    <button type="submit" class="button">\(wording(.searchButton))</button></p>

    """
}

extension String {
    fileprivate var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
