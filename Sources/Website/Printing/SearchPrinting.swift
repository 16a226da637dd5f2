import Editorial
import Markup
import Storage

extension Printer {
    /// A page, whatever was asked.
    func search(_ terms: SearchTerms) throws -> Answer {
        let section = try terms.section.flatMap { try Section.find(slug: $0, from: connection) }
        let author = try terms.author.flatMap { try Person.find(slug: $0, from: connection) }
        var results: SearchView.Results?
        if !terms.words.isEmpty || terms.isNarrowed {
            let search = StorySearch(
                text: terms.words, section: section?.id, author: author?.id, from: terms.from, to: terms.to)
            results = try self.results(
                search.page(terms.page, size: Self.listLength, at: now, issue.calendar, from: connection), terms)
        }
        let title = terms.words.isEmpty ? wording(.search) : wording(.searchFor, ["words": terms.words])
        var head = HeadView(title: title, canonical: absoluteURL(.search(SearchTerms())))
        head.isIndexed = false
        let view = SearchView(
            head: head, terms: terms, sections: issue.sections.sections.map { SearchView.Choice($0.slug, $0.name) },
            authors: try PersonLink.writers(from: connection).map { SearchView.Choice($0.slug, $0.name) }, results: results)
        var answer = page(view, keys: [.front])
        answer.keeping = .never
        // Nobody keeps it: there are as many as there are questions.
        answer.keys = []
        return answer
    }

    private func results(_ found: SearchPage, _ terms: SearchTerms) throws -> SearchView.Results {
        let pictures = try pictures(of: found.hits.map(\.teaser))
        return SearchView.Results(
            count: found.total, isMore: found.isMore,
            teasers: found.hits.map { hit in
                var view = teaser(hit.teaser, pictures)
                view.standfirst = nil
                view.snippet = hit.snippet.parts
                return view
            },
            pagination: PaginationView(current: found.number, total: found.pageCount, address: .search(terms)))
    }
}

extension SearchPage.Snippet {
    /// The passage cut at what was sought.
    fileprivate var parts: [SnippetPart] {
        var parts: [SnippetPart] = isCutAtStart ? [SnippetPart("… ")] : []
        var position = text.startIndex
        for match in matches {
            if position < match.lowerBound { parts.append(SnippetPart(String(text[position..<match.lowerBound]))) }
            parts.append(SnippetPart(String(text[match]), isHit: true))
            position = match.upperBound
        }
        if position < text.endIndex { parts.append(SnippetPart(String(text[position...]))) }
        if isCutAtEnd { parts.append(SnippetPart(" …")) }
        return parts
    }
}
