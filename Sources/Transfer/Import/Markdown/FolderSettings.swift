import Editorial
import Markup

/// What `publication.yaml` says.
struct FolderSettings {
    let value: FrontMatterValue

    /// The settings, without the policies, whose pages must be there first.
    func publication(baseURL: String) -> Publication? {
        guard let name = value["name"]?.string, let language = LanguageTag(parsing: value["language"]?.string ?? "en-GB") else {
            return nil
        }
        return Publication(
            name: name, tagline: value["tagline"]?.string, summary: value["description"]?.string, language: language,
            timeZone: value["timeZone"]?.string ?? "UTC", baseURL: baseURL,
            foundedIn: value["founded"]?.string.flatMap { Int($0) }, owner: value["owner"]?.string,
            contactEmail: value["email"]?.string, postalAddress: value["address"]?.string,
            look: value["look"]?.string ?? "harbour", requiresReview: value["requiresReview"]?.boolean ?? false,
            showsComments: value["showsComments"]?.boolean ?? true)
    }

    /// Which page states which policy; ownership and funding are one property of the structured data, as are ownership
    /// and masthead where a page holds both.
    var policies: Publication.Policies {
        func slug(_ keys: String...) -> Slug? {
            for key in keys {
                if let slug = value["policies"]?[key]?.string.flatMap({ Slug(parsing: $0) }) { return slug }
            }
            return nil
        }
        return Publication.Policies(
            ethics: slug("ethics"), corrections: slug("corrections"),
            ownershipAndFunding: slug("ownershipAndFunding", "funding", "ownership"), masthead: slug("masthead", "ownership"),
            privacy: slug("privacy"), contact: slug("contact"), about: slug("about"), verification: slug("verification"))
    }

    /// The slugs of the stories that stand on the front, the most important first.
    var front: (lead: String?, secondary: [String], opinion: [String], river: [String]) {
        let front = value["front"]
        return (
            front?["lead"]?.string, (front?["secondary"]?.strings ?? []) + (front?["features"]?.strings ?? []),
            front?["opinion"]?.strings ?? [], front?["river"]?.strings ?? []
        )
    }

    /// Settings that Standfirst doesn't have, as in `front.sport`.
    var unknown: [String] {
        func strange(_ value: FrontMatterValue?, _ known: Set<String>, under name: String = "") -> [String] {
            guard case .map(let entries)? = value else { return [] }
            return entries.map(\.key).filter { !known.contains($0) }.map { name + $0 }
        }
        return strange(
            value,
            [
                "name", "tagline", "description", "language", "timeZone", "founded", "owner", "email", "address", "look",
                "requiresReview", "showsComments", "policies", "front",
            ])
            + strange(
                value["policies"],
                [
                    "ethics", "corrections", "ownershipAndFunding", "funding", "ownership", "masthead", "privacy", "contact",
                    "about", "verification",
                ], under: "policies.")
            + strange(value["front"], ["lead", "secondary", "features", "opinion", "river"], under: "front.")
    }
}
