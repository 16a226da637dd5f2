public import Markup

// The addresses that the paper gives by itself. Slugs hold unreserved characters only, so that each makes a path.

extension Section {
    /// `/section/harbour`: flat, so that it stays when the section moves.
    public static func address(of slug: Slug) -> AddressPath { AddressPath(segments: ["section", slug.string]) }

    public var address: AddressPath { Self.address(of: slug) }
}

extension Topic {
    /// `/topic/sea-wall`.
    public static func address(of slug: Slug) -> AddressPath { AddressPath(segments: ["topic", slug.string]) }

    public var address: AddressPath { Self.address(of: slug) }
}

extension Person {
    /// `/author/ama-derricott`.
    public static func address(of slug: Slug) -> AddressPath { AddressPath(segments: ["author", slug.string]) }

    public var address: AddressPath { Self.address(of: slug) }
}

extension Story {
    /// `/2026/03/sea-wall`: the month of first publication, in the publication's time zone.
    public static func address(of slug: Slug, in month: YearMonth) -> AddressPath {
        AddressPath(segments: month.path.split(separator: "/").map(String.init) + [slug.string])
    }

    /// `/about/people`: the slugs from the top of the tree of pages.
    public static func pageAddress(of slugs: [Slug]) -> AddressPath { AddressPath(segments: slugs.map(\.string)) }
}
