public import Storage

/// The sections of the paper in their order, read whole: there are dozens, not thousands.
public struct SectionTree: Sendable, Hashable {
    /// By position among siblings, then name; each before those under it.
    public let sections: [Section]
    private let byIdentifier: [Section.ID: Section]
    private let children: [Section.ID?: [Section]]

    public init(_ sections: [Section]) {
        let byIdentifier = Dictionary(sections.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let children = Dictionary(
            grouping: sections.sorted { ($0.position, $0.name, $0.id) < ($1.position, $1.name, $1.id) },
            by: \.parent)
        func ordered(under parent: Section.ID?) -> [Section] {
            (children[parent] ?? []).flatMap { [$0] + ordered(under: $0.id) }
        }
        self.byIdentifier = byIdentifier
        self.children = children
        self.sections = ordered(under: nil)
    }

    /// The sections as they are now.
    public static func read(from connection: any Connection) throws(StorageError) -> SectionTree {
        let rows = try connection.rows("SELECT \(Section.columns) FROM section")
        return SectionTree(try rows.map { row throws(StorageError) in try Section(row) })
    }

    public subscript(id: Section.ID) -> Section? { byIdentifier[id] }

    /// The sections without a parent, in order.
    public var roots: [Section] { children[nil] ?? [] }

    /// Those of the masthead's navigation, in order: sections at the top that ask to be there.
    public var navigation: [Section] { roots.filter(\.isInNavigation) }

    /// The sections right under one, in order.
    public func children(of id: Section.ID) -> [Section] { children[id] ?? [] }

    /// From the outermost section to the one itself; empty for an unknown one.
    public func path(to id: Section.ID) -> [Section] {
        var path: [Section] = []
        var next = byIdentifier[id]
        while let section = next, path.count <= byIdentifier.count {
            path.append(section)
            next = section.parent.flatMap { byIdentifier[$0] }
        }
        return path.reversed()
    }
}
