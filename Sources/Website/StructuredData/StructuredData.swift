import Markup

/// What schema.org lets machines read of a page, written as JSON-LD.
///
/// The property names are schema.org's own; a property without a value is left out. `@id` ties the mentions of one
/// thing together across pages.
public enum StructuredData {
    /// Several things of one page under one context.
    static func html(_ nodes: [Node]) -> HTML {
        var json: [UInt8] = []
        Node.write([("@context", .text("https://schema.org")), ("@graph", .list(nodes.map(Node.Value.node)))], to: &json)
        return .jsonLD(written: json)
    }
}
