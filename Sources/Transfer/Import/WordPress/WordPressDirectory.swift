import Editorial
import Foundation
import Markup
import Storage

/// What the export's names stand for here.
struct WordPressDirectory: Sendable {
    /// By slug.
    var sections: [String: Section.ID] = [:]
    /// By slug.
    var topics: [String: Topic.ID] = [:]
    /// By login.
    var people: [String: Person.ID] = [:]
}

/// Enters the export's authors, categories and tags into the newsroom.
struct WordPressDirectoryWriter {
    private let survey: WordPressSurvey
    private let source: ImportSource
    private let connection: any Connection
    private var registrar: Registrar
    private var directory = WordPressDirectory()
    /// Where the old site began on its host.
    private let root: String

    /// How many categories are named in the masthead: as many as a line of it holds.
    private static let navigationLength = 8

    init(_ survey: WordPressSurvey, _ source: ImportSource, _ connection: any Connection) {
        self.survey = survey
        self.source = source
        self.connection = connection
        registrar = Registrar(source, connection)
        root = WordPressAddresses.root(of: survey.channel)
    }

    mutating func write() throws -> (WordPressDirectory, ImportLedger) {
        for login in survey.creatorOrder {
            if let creator = survey.creators[login] { try enter(creator, login: login) }
        }
        for coauthor in survey.coauthors { try registrar.count(.person, original: "co-author \(coauthor.niceName)", as: "co-author") }
        try enterCategories()
        for term in survey.terms where term.taxonomy == "post_tag" { try enterTag(term) }
        var others: [String: Int] = [:]
        for term in survey.terms where !["category", "post_tag"].contains(term.taxonomy) { others[term.taxonomy, default: 0] += 1 }
        for (taxonomy, count) in others.sorted(by: { $0.key < $1.key }) {
            registrar.ledger.omit("term of \(taxonomy)", "Standfirst has sections and topics alone", count: count)
        }
        for term in survey.repeatedTerms { registrar.ledger.omit(term, "the file has it twice") }
        try redirectFeed(root, to: "")
        return (directory, registrar.ledger)
    }

    private mutating func enter(_ creator: WordPressSurvey.Creator, login: String) throws {
        let biography = try? ParsedBody(html: WordPressContent(converting: creator.biography).html).body
        let person = Person(
            id: source.identifier(.person, login), slug: Slug(of: login), name: creator.name,
            biography: biography ?? .empty, email: creator.email,
            links: SafeURL(parsing: creator.address).map { [$0] } ?? [])
        let id = try registrar.enter(person, original: login, as: creator.kind)
        directory.people[login] = id
        try redirect(["\(root)/author/\(login)"] + (creator.number.map { ["/?author=\($0)"] } ?? []), to: .author(id))
    }

    /// Parents first, whatever their order in the file; a parent that is missing, or a circle, leaves a category at the top.
    private mutating func enterCategories() throws {
        let categories = survey.terms.filter { $0.taxonomy == "category" }
        let bySlug = Dictionary(categories.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
        let inNavigation = Set(
            categories.filter { $0.parentSlug.isEmpty && $0.slug != "uncategorized" }
                .sorted { (survey.categorySizes[$0.slug] ?? 0, $1.slug) > (survey.categorySizes[$1.slug] ?? 0, $0.slug) }
                .prefix(Self.navigationLength).map(\.slug))
        var position = 0
        for category in categories {
            var chain: [WXRTerm] = []
            var next: WXRTerm? = category
            while let term = next, directory.sections[term.slug] == nil, !chain.contains(where: { $0.slug == term.slug }) {
                chain.append(term)
                next = bySlug[term.parentSlug]
            }
            for term in chain.reversed() {
                try enter(term, position: position, isInNavigation: inNavigation.contains(term.slug), among: bySlug)
                position += 1
            }
        }
    }

    private mutating func enter(
        _ term: WXRTerm, position: Int, isInNavigation: Bool, among categories: [String: WXRTerm]
    ) throws {
        let parent = term.parentSlug.isEmpty ? nil : directory.sections[term.parentSlug]
        if !term.parentSlug.isEmpty, parent == nil {
            registrar.ledger.change("category “\(term.name)”", "stands at the top: its parent “\(term.parentSlug)” is not above it in the file")
        }
        let section = Section(
            id: source.identifier(.section, term.slug), slug: Self.slug(term), name: Self.name(term),
            summary: Self.text(term.description), parent: parent, position: position, isInNavigation: isInNavigation)
        let id = try registrar.enter(section, original: term.slug, as: kind(term, "category"))
        directory.sections[term.slug] = id
        var nested = term.slug
        var above = categories[term.parentSlug]
        var depth = 0
        while let next = above, depth < 20 {
            nested = next.slug + "/" + nested
            above = categories[next.parentSlug]
            depth += 1
        }
        let number = term.id.map { ["/?cat=\($0)"] } ?? []
        try redirect(["\(root)/category/\(term.slug)", "\(root)/category/\(nested)"] + number, to: .section(id))
        try redirectFeed("\(root)/category/\(nested)", to: "/section/\(Self.slug(term).string)")
    }

    private mutating func enterTag(_ term: WXRTerm) throws {
        let topic = Topic(
            id: source.identifier(.topic, term.slug), slug: Self.slug(term), name: Self.name(term),
            summary: Self.text(term.description))
        let id = try registrar.enter(topic, original: term.slug, as: kind(term, "tag"))
        directory.topics[term.slug] = id
        try redirect(["\(root)/tag/\(term.slug)", "/?tag=\(term.slug)"], to: .topic(id))
    }

    /// What the report counts it as: nothing, where the file only names it.
    private func kind(_ term: WXRTerm, _ name: String) -> String? { survey.describes(term) ? name : nil }

    /// Lets the old addresses lead to what has them now; one that belongs to something else is left alone.
    private mutating func redirect(_ paths: [String], to target: AddressBook.Target) throws {
        for path in paths {
            guard let path = AddressPath(path) else { continue }
            do {
                try AddressBook.give(path, to: target, in: connection)
            } catch let refusal as AddressError {
                registrar.ledger.note(refusal, of: nil)
            }
        }
    }

    /// Lets the addresses at which feed readers ask for a list lead to its feed here.
    private func redirectFeed(_ list: String, to here: String) throws {
        for (name, feed) in [("feed", "feed.xml"), ("feed/rss2", "feed.xml"), ("feed/atom", "atom.xml")] {
            guard let path = AddressPath(list + "/" + name), try AddressBook.target(of: path, from: connection) == nil else { continue }
            try AddressBook.redirect(path, to: here + "/" + feed, in: connection)
        }
    }

    private static func slug(_ term: WXRTerm) -> Slug {
        let decoded = term.slug.removingPercentEncoding ?? term.slug
        return Slug(parsing: decoded) ?? Slug(of: decoded.nonEmpty ?? term.name)
    }

    private static func name(_ term: WXRTerm) -> String {
        text(term.name) ?? term.name.nonEmpty ?? term.slug
    }

    /// Text without mark-up, on one line.
    static func text(_ html: String) -> String? {
        if isOneLine(html) { return html.nonEmpty }
        guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
            return html.split(whereSeparator: \.isWhitespace).joined(separator: " ").nonEmpty
        }
        guard let text = try? ParsedBody(html: html).body.plainText.string else { return html.nonEmpty }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ").nonEmpty
    }

    /// Whether a text is what ``text(_:)`` makes of it: ASCII without mark-up, its words with one space between them.
    private static func isOneLine(_ text: String) -> Bool {
        var isAfterSpace = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "):
                if isAfterSpace { return false }
                isAfterSpace = true
            case 0x21..<0x7F where byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&"): isAfterSpace = false
            default: return false
            }
        }
        return !isAfterSpace
    }
}
