import Foundation
import Markup

/// What must be known of an export before its stories can be made: what they refer to stands anywhere in the file.
///
/// It holds a few words on each attachment and nothing of the stories' texts.
struct WordPressSurvey: Sendable {
    /// An attachment, as far as others refer to it.
    struct Attachment: Sendable {
        var id: Int
        var address: String
        var title: String
        var alternativeText: String
        var caption: String
        var credit: String
        var width: Int
        var height: Int
        /// The item that it was uploaded to; 0 for none.
        var parent: Int
        var order: Int
        var attachedFile: String?
        /// As the file writes them: in GMT, the site's own, and RSS's.
        var times: (gmt: String, local: String, rss: String)
        /// The paths that its own page and its file had.
        var paths: [String]
        var digest: String
        /// What its fields hold beyond that.
        var notes: TransferNotes

        /// - Parameter zone: The site's own.
        func date(in zone: TimeZone) -> Date? {
            WordPressTime.resolve(gmt: times.gmt, local: times.local, rss: times.rss, in: zone)
        }
    }

    /// Somebody whose name stands over items.
    struct Creator: Sendable {
        var name: String
        var email: String?
        /// As HTML.
        var biography = ""
        var address = ""
        /// The number of the account, for the old address of the page.
        var number: Int?
        /// As what the export describes them, `author` or `guest-author`; `nil` where it only names them.
        var kind: String?
    }

    /// Somebody whom the Co-Authors Plus plug-in names.
    struct Coauthor: Sendable, Hashable {
        /// The account's nice name, which often is its login.
        var niceName: String
        /// Mostly the account's login.
        var name: String
    }

    /// What was counted on the way.
    private(set) var summary = WXRSummary()
    private(set) var channel = WXRChannel()
    /// By login; in the file's order in `creatorOrder`.
    private(set) var creators: [String: Creator] = [:]
    private(set) var creatorOrder: [String] = []
    /// Those who have terms of their own, whether they wrote anything or not.
    private(set) var coauthors: [Coauthor] = []
    /// Categories, tags and other terms, each once by taxonomy and slug.
    private(set) var terms: [WXRTerm] = []
    private(set) var attachments: [Int: Attachment] = [:]
    /// The attachments' ids in the file's order.
    private(set) var attachmentOrder: [Int] = []
    private(set) var attachmentsByAddress: [String: Int] = [:]
    private(set) var attachmentsByParent: [Int: [Int]] = [:]
    /// The bodies of synced patterns.
    private(set) var patterns: [Int: String] = [:]
    /// The pages that stand under others: child, parent.
    private(set) var pageParents: [(child: Int, parent: Int)] = []
    /// Categories and tags that items name and the file doesn't describe: taxonomy and slug.
    private(set) var namedTerms: Set<String> = []
    /// How many items are in each category, by slug.
    private(set) var categorySizes: [String: Int] = [:]
    /// By how many seconds the old site's clocks were ahead of UTC, and how often.
    private(set) var offsets: [Int: Int] = [:]
    /// Terms that the file has more than once.
    private(set) var repeatedTerms: [String] = []
    private var knownTerms: Set<String> = []
    /// The slugs of categories and tags by taxonomy and name.
    private var slugs: [String: String] = [:]

    /// Reads a whole export.
    /// - Throws: ``WXRError``
    init(path: String) throws(WXRError) {
        let reader = try WXRReader(path: path)
        while let element = try reader.next() {
            switch element {
            case .channel(let channel): self.channel = channel
            case .author(let author): add(author)
            case .term(let term): add(term)
            case .item(let item): add(item)
            }
        }
        summary = reader.summary
    }

    /// Whether the file describes a category or tag, and its items don't only name it.
    func describes(_ term: WXRTerm) -> Bool {
        !namedTerms.contains(term.taxonomy + "\u{0}" + term.slug)
    }

    /// The slug of an item's term. The oldest exports write its name alone.
    func slug(of term: WXRItemTerm) -> String {
        guard term.slug.isEmpty else { return term.slug }
        return slugs[term.taxonomy + "\u{0}" + term.name] ?? Slug(of: term.name).string
    }

    /// The login of somebody whom Co-Authors names.
    func login(of coauthor: Coauthor) -> String {
        creators[coauthor.name]?.kind == nil ? coauthor.niceName : coauthor.name
    }

    /// The attachment whose file has an address, with the site's own before it or without.
    func attachment(at address: String) -> Attachment? {
        var address = address
        if address.utf8.first == UInt8(ascii: "/"), !address.utf8.starts(with: "//".utf8) {
            address = Self.key(of: channel.baseBlogAddress.nonEmpty ?? channel.link).prefix { $0 != "/" } + address
        }
        if let id = attachmentsByAddress[Self.key(of: address)] { return attachments[id] }
        guard let original = MediaAddress.original(of: address) else { return nil }
        return attachmentsByAddress[Self.key(of: original)].flatMap { attachments[$0] }
    }

    /// An address without what differs between two spellings of it.
    static func key(of address: String) -> String {
        var rest = Substring(address)
        for prefix in ["https://", "http://", "//"] where rest.utf8.starts(with: prefix.utf8) {
            rest = rest.dropFirst(prefix.count)
            break
        }
        if rest.utf8.starts(with: "www.".utf8) { rest = rest.dropFirst(4) }
        return rest.utf8.contains(UInt8(ascii: "%")) ? rest.removingPercentEncoding ?? String(rest) : String(rest)
    }

    private mutating func add(_ author: WXRAuthor) {
        let names = [author.displayName, "\(author.firstName) \(author.lastName)", author.login]
        let name = names.first { $0.nonEmpty != nil } ?? author.login
        enter(
            author.login,
            Creator(name: name, email: author.email.nonEmpty, number: author.id, kind: "author"))
    }

    private mutating func enter(_ login: String, _ creator: Creator) {
        guard !login.isEmpty else { return }
        if let there = creators[login] {
            guard let kind = creator.kind else { return }
            if there.kind == nil { creators[login] = creator } else { repeatedTerms.append("\(kind) “\(creator.name)”") }
            return
        }
        creators[login] = creator
        creatorOrder.append(login)
    }

    private mutating func add(_ term: WXRTerm) {
        if term.taxonomy == "author" {
            guard let coauthor = Coauthor(slug: term.slug, name: term.name) else { return }
            coauthors.append(coauthor)
            enter(login(of: coauthor), Creator(name: coauthor.name))
            return
        }
        slugs[term.taxonomy + "\u{0}" + term.name] = term.slug
        if knownTerms.insert(term.taxonomy + "\u{0}" + term.slug).inserted {
            terms.append(term)
        } else {
            repeatedTerms.append("\(term.taxonomy) “\(term.name)”")
        }
    }

    private mutating func add(_ item: WXRItem) {
        switch item.type {
        case "attachment": addAttachment(item)
        case "wp_block": if let id = item.id { patterns[id] = item.content }
        case "guest-author": addGuest(item)
        case "post", "page": addStory(item)
        default: break
        }
    }

    private mutating func addStory(_ item: WXRItem) {
        let coauthors = item.coauthors
        for coauthor in coauthors { enter(login(of: coauthor), Creator(name: coauthor.name)) }
        if coauthors.isEmpty { enter(item.creator, Creator(name: item.creator)) }
        for term in item.terms where ["category", "post_tag"].contains(term.taxonomy) {
            let slug = slug(of: term)
            if term.taxonomy == "category" { categorySizes[slug, default: 0] += 1 }
            if knownTerms.insert(term.taxonomy + "\u{0}" + slug).inserted {
                var made = WXRTerm()
                made.taxonomy = term.taxonomy
                made.slug = slug
                made.name = term.name
                terms.append(made)
                namedTerms.insert(term.taxonomy + "\u{0}" + slug)
            }
        }
        if item.type == "page", item.parent != 0, let id = item.id { pageParents.append((id, item.parent)) }
        if let local = WordPressTime.resolve(gmt: "", local: item.date, in: .gmt),
            let gmt = WordPressTime.resolve(gmt: item.dateGMT, local: "", in: .gmt)
        {
            offsets[Int(local.timeIntervalSince(gmt)), default: 0] += 1
        }
    }

    private mutating func addGuest(_ item: WXRItem) {
        let login = item.meta["cap-user_login"] ?? (item.name.hasPrefix("cap-") ? String(item.name.dropFirst(4)) : item.name)
        enter(
            login,
            Creator(
                name: item.meta["cap-display_name"] ?? item.title, email: item.meta["cap-user_email"],
                biography: item.meta["cap-description"] ?? item.content, address: item.meta["cap-website"] ?? "",
                kind: "guest-author"))
    }

    private mutating func addAttachment(_ item: WXRItem) {
        guard let id = item.id, attachments[id] == nil else { return }
        let meta = WordPressItemMeta(of: item)
        let address = item.attachmentAddress.nonEmpty ?? item.guid
        let addresses = WordPressAddresses(of: item, in: channel)
        let attachment = Attachment(
            id: id, address: address, title: item.title, alternativeText: meta.alternativeText, caption: item.excerpt,
            credit: meta.credit, width: meta.width, height: meta.height, parent: item.parent, order: item.menuOrder,
            attachedFile: meta.attachedFile,
            times: (item.dateGMT, item.date, item.publicationDate),
            paths: (addresses.permalink.map { [$0] } ?? []) + addresses.former, digest: item.digest,
            notes: Self.notes(on: item, meta))
        attachments[id] = attachment
        attachmentOrder.append(id)
        attachmentsByAddress[Self.key(of: address)] = id
        if item.parent != 0 { attachmentsByParent[item.parent, default: []].append(id) }
    }

    private static func notes(on attachment: WXRItem, _ meta: WordPressItemMeta) -> TransferNotes {
        var notes = meta.notes
        if attachment.content.nonEmpty != nil {
            notes.omitted("description of attachment \(attachment.id ?? 0)", why: "a picture has a title, a caption, a credit and its alternative text")
        }
        for key in meta.unused where !WordPressItemMeta.isHousekeeping(key) {
            notes.omitted("field “\(key)” of an attachment", why: "Standfirst has nothing for it")
        }
        return notes
    }
}

extension WordPressSurvey.Coauthor {
    /// - Parameters:
    ///   - slug: The term's own, `cap-` and the nice name.
    ///   - name: The term's own.
    init?(slug: String, name: String) {
        let niceName = slug.hasPrefix("cap-") ? String(slug.dropFirst(4)) : slug
        guard !niceName.isEmpty else { return nil }
        self.init(niceName: niceName, name: name.nonEmpty ?? niceName)
    }
}

extension WXRItem {
    /// Who wrote it, as the Co-Authors Plus plug-in says, in order.
    var coauthors: [WordPressSurvey.Coauthor] {
        terms.compactMap { term in
            term.taxonomy == "author" ? WordPressSurvey.Coauthor(slug: term.slug, name: term.name) : nil
        }
    }

    /// What tells one state of the item from another, its comments left aside.
    var digest: String {
        var digest = ContentDigest()
        for text in [
            title, link, creator, content, excerpt, date, dateGMT, commentStatus, name, status, type, password, attachmentAddress,
        ] {
            digest.add(text)
        }
        digest.add(parent)
        digest.add(menuOrder)
        digest.add(isSticky ? 1 : 0)
        for term in terms {
            digest.add(term.taxonomy)
            digest.add(term.slug)
        }
        // Counters and locks change with every visit and every look; the rest of the fields is content.
        for entry in meta where !entry.key.hasPrefix("_edit_") && entry.key.hasPrefix("_") {
            digest.add(entry.key)
            digest.add(entry.value)
        }
        return digest.text
    }

    var commentsDigest: String {
        guard !comments.isEmpty else { return "" }
        var digest = ContentDigest()
        for comment in comments {
            digest.add(comment.id ?? 0)
            digest.add(comment.approved)
            digest.add(comment.content)
        }
        return digest.text
    }
}
