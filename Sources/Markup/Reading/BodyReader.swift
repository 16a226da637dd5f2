/// Makes blocks of parsed HTML, and keeps an account of what was changed.
struct BodyReader {
    /// The most changes that are reported.
    static let changeLimit = 1_000

    let media: (SafeURL) -> MediaName?
    private(set) var changes: [BodyChange] = []
    /// The number of each footnote by the `id` of its element.
    var noteNumbers: [String: Int] = [:]
    var isInFootnote = false

    init(media: @escaping (SafeURL) -> MediaName?) {
        self.media = media
    }

    mutating func report(_ what: String, _ how: BodyChange.How) {
        guard changes.count < Self.changeLimit else { return }
        changes.append(BodyChange(what, how))
    }

    mutating func body(of nodes: [HTMLNode]) -> Body {
        var notes: [HTMLElement] = []
        findNotes(in: nodes, &notes)
        for (index, note) in notes.enumerated() {
            if let id = note.attribute("id"), !id.isEmpty, noteNumbers[id] == nil { noteNumbers[id] = index + 1 }
        }
        let blocks = flow(nodes)
        isInFootnote = true
        let footnotes = notes.map { Footnote(blocks: flow($0.children)) }
        isInFootnote = false
        return Body(blocks: blocks, footnotes: footnotes)
    }

    /// Blocks, with what stands loose between them as paragraphs.
    mutating func flow(_ nodes: [HTMLNode]) -> [Block] {
        Piece.blocks(pieces(of: nodes)) { .paragraph($0) }
    }

    /// A line, and the blocks that it can't hold. Paragraphs become parts of the line.
    mutating func line(_ nodes: [HTMLNode]) -> (line: [Inline], rest: [Block]) {
        var line: [Inline] = []
        var rest: [Block] = []
        for block in flow(nodes) {
            switch block {
            case .paragraph(let text), .heading(_, let text):
                if !line.isEmpty { line.append(.lineBreak) }
                line += text
            default: rest.append(block)
            }
        }
        if !rest.isEmpty { report("blocks within a line", .moved) }
        return (line, rest)
    }

    mutating func pieces(of nodes: [HTMLNode]) -> [Piece] {
        var pieces: [Piece] = []
        for node in nodes {
            switch node {
            case .text(let text): pieces.append(.inline(.text(text)))
            case .element(let element): pieces += self.pieces(of: element)
            }
        }
        return pieces
    }

    private mutating func pieces(of element: HTMLElement) -> [Piece] {
        guard !element.isForeign else { return foreign(element) }
        reportAttributes(of: element)
        let pieces = inlinePieces(of: element) ?? blockPieces(of: element) ?? otherPieces(of: element)
        return inLanguage(of: element, pieces)
    }

    /// SVG and MathML: what they say in words, without their form.
    private mutating func foreign(_ element: HTMLElement) -> [Piece] {
        if ["script", "style", "metadata", "defs"].contains(element.name) {
            report("<\(element.name)>", .dropped)
            return []
        }
        report("<\(element.name)>", .unwrapped)
        return pieces(of: element.children)
    }

    /// Carries `lang` and `dir` of any element over to the lines in it.
    private func inLanguage(of element: HTMLElement, _ pieces: [Piece]) -> [Piece] {
        let language = element.attribute("lang").flatMap(LanguageTag.init(parsing:))
        var direction = element.attribute("dir").flatMap { TextDirection(rawValue: $0.lowercased()) }
        if element.name == "bdi", direction == nil { direction = .automatic }
        // Word processors write dir="ltr" on every paragraph; it says something only within a line.
        if direction == .leftToRight, language == nil, !["span", "bdo", "bdi"].contains(element.name) { direction = nil }
        guard language != nil || direction != nil else { return pieces }
        return Piece.wrapped(pieces, intoAllBlocks: true) { .span(language, direction, $0) }
    }
}

/// What an element gives: a part of a line, or a block.
enum Piece {
    case inline(Inline)
    case block(Block)

    /// Blocks, with each run of inlines that shows anything made one by `loose`.
    static func blocks(_ pieces: [Piece], loose: ([Inline]) -> Block) -> [Block] {
        var blocks: [Block] = []
        var line: [Inline] = []
        func endLine() {
            if line.contains(where: \.isVisible) { blocks.append(loose(line)) }
            line = []
        }
        for piece in pieces {
            switch piece {
            case .inline(let inline): line.append(inline)
            case .block(let block):
                endLine()
                blocks.append(block)
            }
        }
        endLine()
        return blocks
    }

    /// The pieces with each run of inlines wrapped, and the lines of paragraphs and headings too.
    static func wrapped(_ pieces: [Piece], intoAllBlocks: Bool = false, in wrapper: ([Inline]) -> Inline) -> [Piece] {
        var result: [Piece] = []
        var line: [Inline] = []
        func endLine() {
            if !line.isEmpty { result.append(.inline(wrapper(line))) }
            line = []
        }
        for piece in pieces {
            switch piece {
            case .inline(let inline): line.append(inline)
            case .block(let block):
                endLine()
                let takesWrapper = switch block {
                case .paragraph, .heading: true
                default: intoAllBlocks
                }
                result.append(.block(takesWrapper ? block.mapLines { $0.isEmpty ? [] : [wrapper($0)] } : block))
            }
        }
        endLine()
        return result
    }
}

extension ParsedBody {
    /// Reads HTML from anywhere.
    ///
    /// It is parsed as a browser would, and each element becomes what the body's vocabulary has for it; what the
    /// vocabulary hasn't is unwrapped, so that no text is lost but that of scripts, styles, templates and metadata.
    ///
    /// - Parameters:
    ///   - html: A fragment or a page.
    ///   - limits: How much is read.
    ///   - media: The name in the archive of a picture, recording, film or document at an address, or `nil`.
    /// - Throws: ``BodyError/tooLong(bytes:limit:)``, ``BodyError/tooComplex(limit:)``.
    public init(
        html: String, limits: ReadingLimits = ReadingLimits(), media: (SafeURL) -> MediaName? = { _ in nil }
    ) throws(BodyError) {
        let nodes = try HTMLParser.parse(html, limits: limits)
        self = withoutActuallyEscaping(media) { media in
            var reader = BodyReader(media: media)
            let body = reader.body(of: nodes)
            return ParsedBody(body: body, changes: reader.changes)
        }
    }
}
