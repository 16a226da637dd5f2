import Editorial
import Markup

/// What every page says of the publication to machines: who it is, and where it states its policies.
enum OrganisationNode {
    static func identifier(origin: String) -> String { "\(origin)/#publication" }

    /// A `NewsMediaOrganization` with its policy links.
    /// - Parameters:
    ///   - pages: The absolute address of a standing page, by its slug, where it is published.
    ///   - logo: The absolute address of a picture.
    static func node(_ publication: Publication, pages: (Slug) -> String?, logo: String?) -> Node {
        let policies = publication.policies
        func page(_ slug: Slug?) -> String? { slug.flatMap(pages) }
        return Node("NewsMediaOrganization", identifier: identifier(origin: publication.baseURL))
            .with("name", publication.name)
            .with("url", "\(publication.baseURL)/")
            .with("description", publication.summary ?? publication.tagline)
            .with("logo", logo)
            .with("foundingDate", publication.foundedIn.map(String.init))
            .with("email", publication.contactEmail)
            .with("address", publication.postalAddress)
            .with("publishingPrinciples", page(policies.ethics))
            .with("ethicsPolicy", page(policies.ethics))
            .with("correctionsPolicy", page(policies.corrections))
            .with("ownershipFundingInfo", page(policies.ownershipAndFunding))
            .with("masthead", page(policies.masthead))
            .with("verificationFactCheckingPolicy", page(policies.verification))
            .with("actionableFeedbackPolicy", page(policies.contact))
    }

    /// The `WebSite` of the front, with its search where it has one.
    static func site(_ publication: Publication, offersSearch: Bool) -> Node {
        let site = Node("WebSite", identifier: "\(publication.baseURL)/#site")
            .with("name", publication.name)
            .with("url", "\(publication.baseURL)/")
            .with("inLanguage", publication.language.string)
            .with("publisher", Node.mention("NewsMediaOrganization", identifier: identifier(origin: publication.baseURL)))
        guard offersSearch else { return site }
        return site.with(
            "potentialAction",
            Node("SearchAction")
                .with("target", "\(publication.baseURL)/search?q={search_term_string}")
                .with("query-input", "required name=search_term_string"))
    }
}
