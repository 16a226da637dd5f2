import CMarkdown

/// A node of the tree that cmark makes of CommonMark with GitHub's tables, strike-through, bare links and footnotes.
///
/// It is valid only while the tree is, within ``parse(_:_:)``.
struct MarkdownNode {
    private let node: OpaquePointer

    private init?(_ node: OpaquePointer?) {
        guard let node else { return nil }
        self.node = node
    }

    /// Calls `body` with the document's root, or with `nil` where there was no memory for it.
    static func parse<Result>(_ markdown: String, _ body: (MarkdownNode?) -> Result) -> Result {
        _ = extensionsAreRegistered
        guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8) else { return body(nil) }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let syntax = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, syntax) }
        }
        var markdown = markdown
        markdown.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress { cmark_parser_feed(parser, start, text.count) }
            }
        }
        let root = cmark_parser_finish(parser)
        defer { if let root { cmark_node_free(root) } }
        return body(MarkdownNode(root))
    }

    // Registering isn't safe on two threads at once; a static constant is made once.
    private static let extensionsAreRegistered: Bool = {
        cmark_gfm_core_extensions_ensure_registered()
        return true
    }()

    /// The name of its kind, as cmark gives it: `paragraph`, `table_cell` …
    var kind: String {
        // cmark has no names for these two.
        switch cmark_node_get_type(node) {
        case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
        case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
        default: String(cString: cmark_node_get_type_string(node))
        }
    }

    var children: [MarkdownNode] {
        var children: [MarkdownNode] = []
        var next = cmark_node_first_child(node)
        while let child = MarkdownNode(next) {
            children.append(child)
            next = cmark_node_next(child.node)
        }
        return children
    }

    var literal: String { Self.string(cmark_node_get_literal(node)) }
    var url: String { Self.string(cmark_node_get_url(node)) }
    var title: String { Self.string(cmark_node_get_title(node)) }
    var fenceInfo: String { Self.string(cmark_node_get_fence_info(node)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(node)) }
    var isOrdered: Bool { cmark_node_get_list_type(node) == CMARK_ORDERED_LIST }
    var listStart: Int { Int(cmark_node_get_list_start(node)) }
    /// Counted from 1.
    var startLine: Int { Int(cmark_node_get_start_line(node)) }

    /// The alignment of each column of a table.
    var alignments: [Table.Alignment?] {
        let count = Int(cmark_gfm_extensions_get_table_columns(node))
        guard let letters = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
        return (0..<count).map { column in
            switch letters[column] {
            case UInt8(ascii: "l"): .start
            case UInt8(ascii: "c"): .centre
            case UInt8(ascii: "r"): .end
            default: nil
            }
        }
    }

    /// The text in it, found without recursion, for a tree may be of any depth.
    var text: String {
        var text = ""
        var pending = [self]
        while let node = pending.popLast() {
            switch node.kind {
            case "text", "code", "code_block": text += node.literal
            case "softbreak", "linebreak": text += " "
            default: pending += node.children.reversed()
            }
        }
        return text
    }

    private static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }
}
