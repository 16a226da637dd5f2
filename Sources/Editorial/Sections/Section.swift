public import Markup
public import Storage

/// A part of the paper: politics, health …; sections nest.
public struct Section: Sendable, Hashable {
    public typealias ID = Identifier<Section>

    public let id: ID
    public var slug: Slug
    public var name: String
    public var summary: String?
    public var parent: ID?
    /// Its place among its siblings.
    public var position: Int
    /// Whether it stands in the masthead's navigation.
    public var isInNavigation: Bool

    public init(
        id: ID, slug: Slug, name: String, summary: String? = nil, parent: ID? = nil, position: Int = 0,
        isInNavigation: Bool = true
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.summary = summary
        self.parent = parent
        self.position = position
        self.isInNavigation = isInNavigation
    }
}

/// What stories are about, across sections: a tag, or a series whose parts are read in order.
public struct Topic: Sendable, Hashable {
    public typealias ID = Identifier<Topic>

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case topic
        case series
    }

    public let id: ID
    public var slug: Slug
    public var name: String
    public var summary: String?
    public var kind: Kind

    public init(id: ID, slug: Slug, name: String, summary: String? = nil, kind: Kind = .topic) {
        self.id = id
        self.slug = slug
        self.name = name
        self.summary = summary
        self.kind = kind
    }
}
