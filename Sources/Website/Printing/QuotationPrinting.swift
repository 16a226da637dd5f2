import Editorial
import Markup
import Storage
import enum QuotationCheck.Verdict

/// A story's quotations on their way to its page: what is marked, and what its foot and its data say.
struct StoryQuotations {
    /// `nil` for a story that was not checked.
    let checked: (text: StoryText, quotations: [PrintedQuotation])?
    let sources: [SourceLine]

    init(of story: StoryPage, from connection: any Connection) throws {
        checked = try PrintedQuotation.list(of: story.published.revision, from: connection)
        sources = try SourceLine.list(
            of: story.published.id, quotations: checked?.quotations ?? [], from: connection)
    }

    /// What the page depends on beside the story.
    var cacheKeys: Set<CacheKey> { Set(sources.map { .source($0.source.id) }) }

    /// Where the page names a quotation.
    static func anchor(_ quotation: PrintedQuotation) -> String { "quotation-\(quotation.finding.checked.id)" }

    /// Where a source's page shows a passage.
    static func anchor(_ place: SourcePlace, in version: Int) -> String {
        "v\(version)-\(place.range.start)-\(place.range.end)"
    }

    /// The marks of the body: a check mark that leads to the source, or a dagger that leads to who vouches.
    func marks(_ wording: Wording) -> [BodyMark] {
        guard let checked else { return [] }
        return checked.quotations.compactMap { quotation in
            let parts = checked.text.bodyRanges(of: quotation.finding.checked.parts)
            guard !parts.isEmpty, let note = note(quotation, wording) else { return nil }
            return BodyMark(anchor: Self.anchor(quotation), parts: parts, note: note)
        }
    }

    private func note(_ quotation: PrintedQuotation, _ wording: Wording) -> HTML? {
        if let line = line(of: quotation), let place = quotation.finding.place {
            let fragment = line.source.visibility == .public ? Self.anchor(place, in: line.version.number) : nil
            let address = SiteAddress.source(line.source.id)
            let url = fragment.map { address.url(fragment: $0) } ?? address.url
            let isTranslated = quotation.verdict == .translated
            let label = isTranslated
                ? wording(.translatedMark, ["name": quotation.choice?.person ?? ""])
                : wording(.sourceMark, ["title": line.version.details.title])
            return mark(url, label, isTranslated ? "†" : "✓", quotation.verdict)
        }
        guard quotation.standing == .ruled, let person = quotation.choice?.person else { return nil }
        let phrase: Phrase = quotation.verdict == .translated ? .translatedMark : .attestedMark
        return mark(SafeURL(fragment: StorySources.anchor), wording(phrase, ["name": person]), "†", quotation.verdict)
    }

    private func mark(_ url: SafeURL, _ label: String, _ sign: String, _ verdict: Verdict) -> HTML {
        """
        <a class="source-mark"\(href: url)\(data: "verdict", verdict.rawValue)\(aria: "label", label)>\(sign)</a>
        """
    }

    /// The source that a reader can follow a quotation to.
    private func line(of quotation: PrintedQuotation) -> (source: Source, version: SourceVersion)? {
        guard let place = quotation.finding.place, place.visibility != .confidential else { return nil }
        guard quotation.standing == .passes || quotation.verdict == .translated else { return nil }
        guard let line = sources.first(where: { $0.source.id == place.source }), line.version.id == place.version else {
            return nil
        }
        return (line.source, line.version)
    }

    /// What the story's foot says.
    func foot() -> StorySources? {
        var counts: [StorySources.Voucher] = []
        for quotation in checked?.quotations ?? [] where quotation.standing == .ruled {
            guard let person = quotation.choice?.person else { continue }
            let isTranslation = quotation.verdict == .translated
            if let index = counts.firstIndex(where: { $0.name == person && $0.isTranslation == isTranslation }) {
                counts[index].count += 1
            } else {
                counts.append(StorySources.Voucher(name: person, count: 1, isTranslation: isTranslation))
            }
        }
        guard !sources.isEmpty || !counts.isEmpty else { return nil }
        return StorySources(
            sources: sources.map { LinkView($0.version.details.title, SiteAddress.source($0.source.id).url) },
            vouchers: counts, standard: checked == nil ? nil : SiteAddress.quotationStandards.url)
    }

    // MARK: For machines

    /// The story's sources as schema.org `citation`s.
    func citations(_ absolute: (SiteAddress) -> String) -> [Node] {
        sources.map { line in SourceNode(source: line.source, version: line.version).node(absolute) }
    }

    /// The quotations that readers can follow, as schema.org `Quotation`s.
    func nodes(story: String, _ absolute: (SiteAddress) -> String) -> [Node] {
        (checked?.quotations ?? []).compactMap { quotation in
            guard let line = line(of: quotation), let place = quotation.finding.place else { return nil }
            let page = absolute(.source(line.source.id))
            let isOpen = line.source.visibility == .public
            return Node("Quotation", identifier: "\(story)#\(Self.anchor(quotation))")
                .with("text", quotation.finding.checked.text)
                .with("archivedAt", isOpen ? "\(page)#\(Self.anchor(place, in: line.version.number))" : page)
                .with("isBasedOn", Node.mention("CreativeWork", identifier: page))
        }
    }
}
