import Markup

/// What a story must have before readers see it.
public enum StoryRequirement: String, Sendable, Hashable, CaseIterable {
    case headline
    case body
    /// Every dated story but a statement, which the publication itself makes.
    case byline

    var phrase: String {
        switch self {
        case .headline: "a headline"
        case .body: "a body"
        case .byline: "a byline"
        }
    }
}

extension StoryContent {
    /// What it lacks for publication as a story of a kind.
    public func missing(for kind: StoryKind) -> [StoryRequirement] {
        StoryRequirement.allCases.filter { requirement in
            switch requirement {
            case .headline: headline.allSatisfy(\.isWhitespace)
            case .body: body.isEmpty
            case .byline: kind.isDated && kind != .statement && bylines.isEmpty
            }
        }
    }
}
