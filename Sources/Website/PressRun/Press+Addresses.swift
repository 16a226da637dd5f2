public import Editorial
import Markup
import Storage

extension Press {
    /// Everything that has an address of its own, by what a server does with it.
    public struct Addresses: Sendable {
        /// What is printed; feeds and lists with every page of them.
        public var printed: [SiteAddress] = []
        /// Old addresses and where each leads.
        public var moved: [(path: AddressPath, location: String)] = []
        /// Withdrawn stories, whose notices are among what is printed.
        public var gone: [AddressPath] = []

        public init() {}
    }

    /// Lists them, the same for the same state on every engine.
    ///
    /// What pages lead to besides is found in them: pictures, social cards, and sources, since only those that a page
    /// names are anybody's to see.
    public func addresses() throws -> Addresses {
        let connection = printer.connection
        let counts = try Listing.counts(from: connection)
        var found = Addresses()
        func list(_ address: SiteAddress, _ listing: Listing, size: Int = Printer.listLength) {
            let pages = max(1, ((counts[listing] ?? 0) + size - 1) / size)
            found.printed += (1...pages).map { address.onPage($0) }
        }
        func feeds(_ scope: FeedScope) {
            found.printed += FeedFormat.allCases.map { .feed(scope, $0) }
        }
        found.printed.append(.front)
        feeds(.whole)
        for (path, answer) in try AddressBook.answers(from: connection) {
            switch (answer, SiteAddress(path)) {
            case (.story, let address):
                found.printed.append(address)
            case (.withdrawn, let address):
                found.printed.append(address)
                found.gone.append(path)
            case (.section(let id), .section(let slug, _)):
                list(.section(slug), .section(id))
                feeds(.section(slug))
            case (.topic(let id), .topic(let slug, _)):
                list(.topic(slug), .topic(id))
                feeds(.topic(slug))
            case (.author(let id), .author(let slug, _)):
                list(.author(slug), .author(id))
                feeds(.author(slug))
            case (.moved(let current), let address):
                found.moved.append((path, current.description))
                found.moved += Self.feeds(of: address, at: path, leadingTo: current)
            case (.elsewhere(let location), _):
                found.moved.append((path, location))
            case (.section, _), (.topic, _), (.author, _):
                break
            }
        }
        found.printed.append(.archive)
        for month in try Archive.months(from: connection) {
            list(.archiveMonth(month.month), .month(month.month), size: Printer.archiveLength)
        }
        let chunks = try Sitemap.chunks(from: connection).count
        let hasSources = try !Sitemap.sources(from: connection).isEmpty
        found.printed += (0..<chunks + (hasSources ? 1 : 0)).map { .sitemap($0 + 1) }
        found.printed += [.sitemapIndex, .newsSitemap, .robots, .trust, .security, .quotationStandards]
        found.printed += [.card(nil), .icon, .touchIcon]
        return found
    }

    /// A former list's feeds lead on too, since nobody asks those who follow one to look again.
    private static func feeds(
        of address: SiteAddress, at path: AddressPath, leadingTo current: AddressPath
    ) -> [(path: AddressPath, location: String)] {
        switch address {
        case .section, .topic, .author:
            FeedFormat.allCases.compactMap { format in
                AddressPath("\(path)/\(format.fileName)").map { ($0, "\(current)/\(format.fileName)") }
            }
        default: []
        }
    }
}

extension SiteAddress {
    /// What a path of the address book means.
    fileprivate init(_ path: AddressPath) {
        let parts = path.description.split(separator: "?", maxSplits: 1)
        self = SiteAddress(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "") ?? .story(path)
    }
}
