/// What schema.org lets machines read of a page, written as JSON-LD.
///
/// The types are plain `Encodable` values whose property names are schema.org's own; a property without a value
/// is left out. `@id` ties the mentions of one thing together across pages.
public enum StructuredData {
    /// Several things of one page under one context.
    struct Graph<Content: Encodable>: Encodable {
        let content: [Content]

        enum CodingKeys: String, CodingKey {
            case context = "@context"
            case content = "@graph"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("https://schema.org", forKey: .context)
            try container.encode(content, forKey: .content)
        }
    }
}
