public import Markup
public import Storage

/// Why something can't be done to a story, other than by the workflow's rules (see ``StoryRefusal``).
public enum StoryError: Error, Sendable, Hashable, CustomStringConvertible {
    case notFound(Story.ID)
    case revisionNotFound(Revision.ID)
    /// Another story has, or had, the slug.
    case slugTaken(Slug)
    /// The slug is a word that the site's own addresses begin with.
    case slugReserved(Slug)
    case unknownSection(Section.ID)
    case unknownTopic(Topic.ID)
    case unknownPerson(Person.ID)
    case unknownRelated(Story.ID)
    /// A page can't be under itself.
    case pageUnderItself(Story.ID)
    /// Only a standing page has a place in the tree.
    case notAPage(Story.ID)
    /// A story has a date in its address and a page has not: after publication one can't become the other.
    case kindFixed(StoryKind, StoryKind)
    /// An import gave a story without a revision.
    case noRevision

    public var description: String {
        switch self {
        case .notFound(let id): "There is no story \(id)."
        case .revisionNotFound(let id): "There is no revision \(id)."
        case .slugTaken(let slug):
            "The slug “\(slug.string)” belongs to another story, now or once, and is never given again: choose another."
        case .slugReserved(let slug):
            "The slug “\(slug.string)” begins addresses of the site itself: choose another."
        case .unknownSection(let id): "There is no section \(id): choose one that exists."
        case .unknownTopic(let id): "There is no topic \(id): choose one that exists."
        case .unknownPerson(let id): "There is nobody \(id) for the byline: add the person first."
        case .unknownRelated(let id): "There is no story \(id) to relate to: choose one that exists."
        case .pageUnderItself(let id): "The page \(id) would stand under itself: choose another parent."
        case .notAPage(let id): "The story \(id) is no standing page: only pages have a place in the tree."
        case .kindFixed(let from, let to):
            "A published \(from.rawValue) can't become a \(to.rawValue): its address would lie. Withdraw it and write a new one."
        case .noRevision: "An imported story needs at least one revision."
        }
    }
}
