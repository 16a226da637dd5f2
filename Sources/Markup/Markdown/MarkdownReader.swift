/// Makes blocks of a Markdown tree.
///
/// Besides CommonMark and GitHub's additions:
/// - a quotation whose last line begins with an em dash ends with its attribution;
/// - a quotation that begins with `[!pull]`, `[!aside] Title` or `[!post] author="…" url="…"` is that (see
///   ``Directive``);
/// - a paragraph of one picture is a figure, of several a gallery; a picture's title is `caption | credit`.
struct MarkdownReader {
    /// Nodes deeper than this give their text alone.
    static let depthLimit = 80

    /// Reads the HTML in it, and keeps the account of changes.
    var html: BodyReader
    let limits: ReadingLimits
    let sourceLines: [Substring]
    private(set) var footnotes: [Footnote] = []
    private(set) var error: BodyError?

    init(source: String, limits: ReadingLimits, media: @escaping (SafeURL) -> MediaName?) {
        html = BodyReader(media: media)
        self.limits = limits
        sourceLines = source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    mutating func body(of root: MarkdownNode) -> Body {
        let notes = root.children.filter { $0.kind == "footnote_definition" }
        for number in notes.indices { html.noteNumbers["fn-\(number + 1)"] = number + 1 }
        let blocks = blocks(of: root.children.filter { $0.kind != "footnote_definition" }, depth: 0)
        let footnotes = notes.map { Footnote(blocks: self.blocks(of: $0.children, depth: 1)) }
        return Body(blocks: blocks, footnotes: footnotes)
    }

    mutating func blocks(of nodes: [MarkdownNode], depth: Int) -> [Block] {
        nodes.flatMap { block($0, depth: depth + 1) }
    }

    private mutating func block(_ node: MarkdownNode, depth: Int) -> [Block] {
        guard depth < Self.depthLimit else {
            html.report("nested blocks", .flattened)
            return [.paragraph([.text(node.text)])]
        }
        switch node.kind {
        case "paragraph": return paragraph(node, depth: depth)
        case "heading": return heading(node, depth: depth)
        case "block_quote": return quotation(node, depth: depth)
        case "list":
            let items = node.children.map { blocks(of: $0.children, depth: depth) }
            return [.list(node.isOrdered ? .ordered(start: node.listStart) : .unordered, items)]
        case "code_block":
            return [.code(node.literal, language: node.fenceInfo.split(separator: " ").first.map(String.init))]
        case "thematic_break": return [.rule]
        case "html_block": return html.flow(parsed(node.literal))
        case "table": return [.table(table(node, depth: depth))]
        default: return blocks(of: node.children, depth: depth)
        }
    }

    private mutating func paragraph(_ node: MarkdownNode, depth: Int) -> [Block] {
        let children = node.children
        let pictures = children.filter { $0.kind == "image" }
        let isOnlyPictures = children.allSatisfy { child in
            ["image", "softbreak", "linebreak"].contains(child.kind) || (child.kind == "text" && child.literal.isBlank)
        }
        let blocks = Piece.blocks(pieces(of: children, depth: depth)) { .paragraph($0) }
        guard isOnlyPictures, pictures.count > 1 else { return blocks }
        let figures = blocks.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
        return figures.count == blocks.count ? [.gallery(figures, caption: [])] : blocks
    }

    private mutating func heading(_ node: MarkdownNode, depth: Int) -> [Block] {
        if !(2...4).contains(node.headingLevel) { html.report("heading of level \(node.headingLevel)", .replaced) }
        let level = HeadingLevel(rawValue: node.headingLevel) ?? (node.headingLevel < 2 ? .two : .four)
        return Piece.blocks(pieces(of: node.children, depth: depth)) { .heading(level, $0) }
    }

    private mutating func table(_ node: MarkdownNode, depth: Int) -> Table {
        let alignments = node.alignments
        var table = Table(rows: [])
        for row in node.children {
            let isHeader = row.kind == "table_header"
            let cells = row.children.enumerated().map { column, cell in
                Table.Cell(
                    Piece.blocks(pieces(of: cell.children, depth: depth)) { .paragraph($0) }, isHeader: isHeader,
                    alignment: alignments.indices.contains(column) ? alignments[column] : nil)
            }
            if isHeader { table.header.append(Table.Row(cells)) } else { table.rows.append(Table.Row(cells)) }
        }
        return table
    }

    /// The nodes of HTML within the Markdown; what can't be read ends the whole reading.
    mutating func parsed(_ markup: String) -> [HTMLNode] {
        do throws(BodyError) {
            return try HTMLParser.parse(markup, limits: limits)
        } catch {
            self.error = error
            return []
        }
    }
}

extension ParsedBody {
    /// Reads Markdown: CommonMark with tables, strike-through, bare links and footnotes, and Standfirst's own additions
    /// for pull quotes, asides, posts, figures and attributions. HTML in it is read as HTML is.
    ///
    /// - Throws: ``BodyError/tooLong(bytes:limit:)``, ``BodyError/tooComplex(limit:)``.
    public init(
        markdown: String, limits: ReadingLimits = .markdown, media: (SafeURL) -> MediaName? = { _ in nil }
    ) throws(BodyError) {
        guard markdown.utf8.count <= limits.bytes else {
            throw .tooLong(bytes: markdown.utf8.count, limit: limits.bytes)
        }
        let result = withoutActuallyEscaping(media) { media in
            MarkdownNode.parse(markdown) { root -> Result<ParsedBody, BodyError> in
                guard let root else { return .failure(.tooComplex(limit: "no memory")) }
                var reader = MarkdownReader(source: markdown, limits: limits, media: media)
                let body = reader.body(of: root)
                if let error = reader.error { return .failure(error) }
                return .success(ParsedBody(body: body, changes: reader.html.changes))
            }
        }
        self = try result.get()
    }
}

extension ReadingLimits {
    /// For Markdown, whose parser can take time that grows faster than the text.
    public static let markdown = ReadingLimits(bytes: 1_000_000)
}
