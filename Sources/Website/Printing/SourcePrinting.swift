import Editorial
import Markup
import Storage
import struct QuotationCheck.CodePointRange

/// A version's text as its page needs it.
struct SourceText: Sendable {
    let scalars: [Unicode.Scalar]
    let turns: [SourceTurn]

    init(_ reading: SourceReading) {
        scalars = Array(reading.text.unicodeScalars)
        turns = reading.turns
    }

    func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
    }

    /// Who speaks at a place.
    func speaker(at range: CodePointRange) -> String? { turns.first { $0.range.overlaps(range) }?.speaker }

    /// What surrounds a passage, cut between words.
    func surroundings(of range: CodePointRange, reach: Int = 280) -> (before: String, exact: String, after: String) {
        let range = range.start..<min(max(range.start, range.end), scalars.count)
        var start = max(0, range.lowerBound - reach)
        while start > 0, start < range.lowerBound, !scalars[start - 1].properties.isWhitespace { start += 1 }
        var end = min(scalars.count, range.upperBound + reach)
        while end < scalars.count, end > range.upperBound, !scalars[end].properties.isWhitespace { end -= 1 }
        // No empty lines between the words and the sign that there are more.
        while start < range.lowerBound, scalars[start].properties.isWhitespace { start += 1 }
        while end < scalars.count, end > range.upperBound, scalars[end - 1].properties.isWhitespace { end -= 1 }
        return (
            (start > 0 ? "… " : "") + text(start..<range.lowerBound), text(range),
            text(range.upperBound..<end) + (end < scalars.count ? " …" : "")
        )
    }
}

extension Printer {
    /// - Returns: `nil` where readers may know of no such source.
    func source(_ page: SourcePage, texts: [SourceVersion.ID: SourceText]) -> Answer? {
        guard let newest = page.versions.first else { return nil }
        let details = newest.details
        let address = SiteAddress.source(page.source.id)
        let isOpen = page.source.visibility == .public
        let language = newest.language.flatMap { $0.language == publication.language.language ? nil : $0 }
        let head = HeadView(
            title: details.title, description: nil, canonical: absoluteURL(address),
            feeds: FeedLink.all(of: .whole, title: publication.name),
            structuredData: structuredData([
                SourceNode(source: page.source, version: newest).node(absolute),
                BreadcrumbNode.node([(publication.name, absolute(.front)), (details.title, absolute(address))]),
            ]))
        let view = SourceView(
            head: head, source: page.source.kind, title: details.title, author: details.author,
            publisher: details.publisher, speaker: details.speaker, published: details.published.map(day),
            archivedAt: newest.capturedAt, original: original(newest, address),
            digest: isOpen ? newest.text.hash?.description : nil,
            versions: page.versions.map { SourceView.Version(number: $0.number, archivedAt: $0.capturedAt) },
            passages: isOpen ? passages(of: page, texts) : nil,
            text: isOpen && page.isShownWhole ? texts[newest.id].map { whole($0, page, newest) } : nil,
            contact: isOpen ? nil : contact, language: language)
        return self.page(view, keys: page.cacheKeys)
    }

    /// - Returns: `nil` for a source whose text isn't public.
    func annotations(_ page: SourcePage) throws -> Answer? {
        guard page.source.visibility == .public else { return nil }
        return Answer(
            mediaType: WebAnnotations.mediaType,
            content: .bytes(try WebAnnotations(page, absolute: { absolute($0) }).json()), keeping: .page,
            keys: page.cacheKeys.union([.site]))
    }

    /// The rules for quotations and the running totals.
    func quotationStandards() throws -> Answer {
        let title = wording(.quotationStandard)
        let address = SiteAddress.quotationStandards
        let head = HeadView(
            title: title, description: wording(.standardIntroduction), canonical: absoluteURL(address),
            feeds: FeedLink.all(of: .whole, title: publication.name),
            structuredData: structuredData([
                BreadcrumbNode.node([(publication.name, absolute(.front)), (title, absolute(address))])
            ]))
        let view = StandardsView(
            head: head, rules: try QuotationRules.read(from: connection), totals: try QuotationTotals.read(from: connection))
        return page(view, keys: [.quotations, .front])
    }

    private func original(_ version: SourceVersion, _ address: SiteAddress) -> SourceView.OriginalLink? {
        guard let text = version.details.address, let url = SafeURL(parsing: text), url.isWeb,
            let archived = absoluteURL(address)
        else { return nil }
        return SourceView.OriginalLink(
            url: url, date: String(version.capturedAt.internetDate.prefix(10)), archived: archived)
    }

    private func day(_ published: String) -> String {
        CivilDay(published.prefix(10)).map { wording.text(.date, of: $0) } ?? published
    }

    private var contact: LinkView? {
        if let page = publication.policies.contact.flatMap(issue.page) {
            return LinkView(wording(.sourceAskNewsroom), page.url)
        }
        guard let mail = publication.contactEmail, let url = SafeURL(parsing: "mailto:\(mail)") else { return nil }
        return LinkView(mail, url)
    }

    private func passages(of page: SourcePage, _ texts: [SourceVersion.ID: SourceText]) -> [PassageView] {
        let versions = Dictionary(page.versions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return page.passages.compactMap { passage in
            guard let version = versions[passage.version], let first = passage.citations.first else { return nil }
            let text = texts[passage.version]
            let match = first.quotation.finding.checked.match
            let around = text?.surroundings(of: passage.range)
                ?? (before: match?.prefix ?? "", exact: match?.exact ?? "", after: match?.suffix ?? "")
            return PassageView(
                anchor: StoryQuotations.anchor(first.place, in: version.number), before: around.before,
                exact: around.exact, after: around.after,
                speaker: text?.speaker(at: passage.range) ?? version.details.speaker,
                version: version.id == page.versions.first?.id
                    ? nil : SourceView.Version(number: version.number, archivedAt: version.capturedAt),
                citations: passage.citations.map(citation))
        }
    }

    private func citation(_ citation: Citation) -> CitationView {
        let quotation = citation.quotation
        let checked = quotation.finding.checked
        let url = SiteAddress.story(citation.story.address).url(fragment: StoryQuotations.anchor(quotation))
        var decision: CitationView.Decision?
        if let reason = quotation.choice?.reason, let person = quotation.choice?.person ?? quotation.decidedBy {
            decision = CitationView.Decision(person: person, reason: reason)
        }
        return CitationView(
            story: LinkView(citation.story.headline, url), printed: checked.text, verdict: quotation.verdict,
            edits: quotation.verdict == .translated ? [] : checked.edits, decision: decision)
    }

    /// The text in paragraphs, with what stories print of it marked.
    private func whole(_ text: SourceText, _ page: SourcePage, _ version: SourceVersion) -> HTML {
        var marked: [Range<Int>] = []
        for passage in page.passages where passage.version == version.id {
            let range = (passage.range.start..<max(passage.range.start, passage.range.end)).clamped(to: 0..<text.scalars.count)
            // In order of their starts, so that one that begins within the last goes on with it.
            if let last = marked.last, last.upperBound >= range.lowerBound {
                marked[marked.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                marked.append(range)
            }
        }
        return text.paragraphs.map { paragraph -> HTML in
            var html: HTML = "<p>"
            var position = paragraph.lowerBound
            for run in marked {
                let inside = run.clamped(to: position..<max(position, paragraph.upperBound))
                guard !inside.isEmpty else { continue }
                html += "\(text.text(position..<inside.lowerBound))<mark>\(text.text(inside))</mark>"
                position = inside.upperBound
            }
            return html + "\(text.text(position..<paragraph.upperBound))</p>\n"
        }.joined()
    }
}

extension SourceText {
    /// Runs of lines between empty ones.
    fileprivate var paragraphs: [Range<Int>] {
        var paragraphs: [Range<Int>] = []
        var start: Int?
        var end = 0
        var lineIsEmpty = true
        for (index, scalar) in scalars.enumerated() {
            if scalar == "\n" {
                if lineIsEmpty, let begun = start {
                    paragraphs.append(begun..<end)
                    start = nil
                }
                lineIsEmpty = true
            } else if !scalar.properties.isWhitespace {
                if start == nil { start = index }
                lineIsEmpty = false
                end = index + 1
            }
        }
        if let start { paragraphs.append(start..<end) }
        return paragraphs
    }
}
