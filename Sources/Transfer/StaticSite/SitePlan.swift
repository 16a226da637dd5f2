import Editorial
import Website

/// What an export prints, and under which names.
struct SitePlan: Sendable {
    /// Something to print.
    enum Work: Sendable, Hashable {
        case page(SiteAddress)
        /// The page for an address at which nothing stands.
        case notFound
        /// A page that leads on from an old address.
        case signpost(location: String)
    }

    private(set) var work: [(name: String, work: Work)] = []
    private(set) var moved: [(path: AddressPath, location: String)]
    private(set) var gone: [AddressPath]
    /// Pages at addresses with a query, with the names of their files.
    private(set) var queries: [(path: AddressPath, name: String)] = []
    private(set) var omitted: [SiteReport.Omission] = []

    init(_ addresses: Press.Addresses) {
        moved = addresses.moved
        gone = addresses.gone
        var names = ServerFiles.names
        func add(_ work: Work, _ name: String?, _ address: String) {
            guard let name else {
                return omitted.append(.init(what: address, why: "no file can have such a name"))
            }
            guard names.insert(name).inserted else {
                return omitted.append(.init(what: address, why: "another address has the same file, \(name)"))
            }
            self.work.append((name, work))
        }
        add(.notFound, "404.html", "/404.html")
        for address in addresses.printed {
            let name = SiteFileName.of(address)
            add(.page(address), name, address.path)
            if case .story(let path) = address, path.description.contains("?"), let name { queries.append((path, name)) }
        }
        // Last, so that no page ever loses its place to the way to another. A feed reader can't be led on by a page, and
        // a query is no file: servers are told of those.
        for (path, location) in addresses.moved where !path.isSiteOwn && !path.description.contains("?") {
            guard let name = SiteFileName.page(at: path.description), names.insert(name).inserted else { continue }
            work.append((name, .signpost(location: location)))
        }
    }
}
