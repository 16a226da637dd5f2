/// A body as a tree: elements, text, and the blocks of the block editor, each in its place.
///
/// Mark-up that doesn't nest is put right as browsers do: an end tag closes what stands open inside its element, one
/// without a start is passed over, and a new item, row or paragraph ends the one before it.
struct ContentTree {
    enum Kind {
        case element(MarkupTag)
        case text
        /// A block of the block editor, by its place in ``blockNames``.
        case block(Int)
        /// Where the reader is asked to read on.
        case more
        /// Where a page of a story ends.
        case nextPage
    }

    struct Node {
        var kind: Kind
        /// A text's bytes, an element's attributes, or a block's JSON.
        var source: Range<Int>
        /// The raw text of elements like `script`.
        var rawText = 0..<0
        /// Something that can't stand in a paragraph is inside.
        var containsBlock = false
        var firstChild: Int?
        var lastChild: Int?
        var nextSibling: Int?
    }

    /// Elements nested deeper than this are taken apart: their content goes to the deepest one kept.
    static let deepest = 96

    let bytes: [UInt8]
    /// The names of the blocks that occur, without `core/`.
    private(set) var blockNames: [String] = []
    private(set) var nodes: [Node] = [Node(kind: .element(.body), source: 0..<0)]
    private var open: [Int] = [0]

    static let root = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 64 + 8)
        var scanner = MarkupScanner(bytes)
        while let token = scanner.next() {
            switch token.kind {
            case .text: append(Node(kind: .text, source: token.range))
            case .comment: addComment(token)
            case .startTag: addElement(token, &scanner)
            case .endTag: close(token.tag)
            }
        }
    }

    func children(of node: Int) -> Children { Children(nodes: nodes, upcoming: nodes[node].firstChild) }

    func attributes(of node: Int) -> MarkupAttributes { MarkupAttributes(bytes: bytes, range: nodes[node].source) }

    func tag(of node: Int) -> MarkupTag? {
        if case .element(let tag) = nodes[node].kind { tag } else { nil }
    }

    func blockName(of node: Int) -> String? {
        if case .block(let place) = nodes[node].kind { blockNames[place] } else { nil }
    }

    /// The nodes below one, in order, that have a tag; those inside them are not looked for.
    func descendants(of node: Int, tagged tags: Set<MarkupTag>) -> [Int] {
        var found: [Int] = []
        collect(node, tags, &found)
        return found
    }

    private func collect(_ node: Int, _ tags: Set<MarkupTag>, _ found: inout [Int]) {
        for child in children(of: node) {
            if let tag = tag(of: child), tags.contains(tag) {
                found.append(child)
            } else {
                collect(child, tags, &found)
            }
        }
    }

    /// The text below a node, with its character references resolved and its white space as it stands.
    func text(of node: Int) -> String {
        var result: [UInt8] = []
        appendText(of: node, to: &result)
        return CharacterReferences.resolve(result[...])
    }

    private func appendText(of node: Int, to result: inout [UInt8]) {
        switch nodes[node].kind {
        case .text: result.append(contentsOf: bytes[nodes[node].source])
        case .element(.br): result.append(UInt8(ascii: "\n"))
        default: for child in children(of: node) { appendText(of: child, to: &result) }
        }
    }

    func isBlank(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .text: bytes.isBlank(nodes[node].source)
        case .element(let tag) where tag.isVoid: tag == .br || tag == .wbr
        case .element: children(of: node).allSatisfy { isBlank($0) }
        case .block, .more, .nextPage: false
        }
    }

    struct Children: Sequence, IteratorProtocol {
        let nodes: [Node]
        var upcoming: Int?

        mutating func next() -> Int? {
            guard let current = upcoming else { return nil }
            upcoming = nodes[current].nextSibling
            return current
        }
    }

    // MARK: Building

    @discardableResult
    private mutating func append(_ node: Node) -> Int {
        let index = nodes.count
        let parent = open[open.count - 1]
        nodes.append(node)
        if let last = nodes[parent].lastChild {
            nodes[last].nextSibling = index
        } else {
            nodes[parent].firstChild = index
        }
        nodes[parent].lastChild = index
        if isBlock(index) {
            for ancestor in open.reversed() {
                if nodes[ancestor].containsBlock { break }
                nodes[ancestor].containsBlock = true
            }
        }
        return index
    }

    private func isBlock(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .element(let tag): tag.isBlock
        case .text: false
        case .block, .more, .nextPage: true
        }
    }

    private mutating func addElement(_ token: MarkupScanner.Token, _ scanner: inout MarkupScanner) {
        closeImplied(before: token.tag)
        var node = Node(kind: .element(token.tag), source: token.inner)
        if token.tag.isRawText, !token.isSelfClosing { node.rawText = scanner.skipRawText(of: token.tag) }
        let index = append(node)
        if !token.tag.isVoid, !token.tag.isRawText, open.count < Self.deepest { open.append(index) }
    }

    private mutating func addComment(_ token: MarkupScanner.Token) {
        let inner = bytes.trimmed(token.inner)
        if let delimiter = BlockDelimiter(in: bytes, inner) {
            switch delimiter.kind {
            case .open where open.count < Self.deepest:
                open.append(append(Node(kind: .block(place(ofName: delimiter.name)), source: delimiter.attributes)))
            case .open, .void:
                append(Node(kind: .block(place(ofName: delimiter.name)), source: delimiter.attributes))
            case .close:
                closeBlock(named: delimiter.name)
            }
        } else if bytes[inner].holds("more", at: inner.lowerBound),
            inner.count == 4 || bytes[inner.lowerBound + 4].isMarkupSpace
        {
            append(Node(kind: .more, source: inner))
        } else if inner.count == 8, bytes[inner].holds("nextpage", at: inner.lowerBound) {
            append(Node(kind: .nextPage, source: inner))
        }
    }

    private mutating func closeBlock(named name: String) {
        let place = open.lastIndex { blockName(of: $0) == name }
        if let place { open.removeSubrange(place...) }
    }

    private mutating func place(ofName name: String) -> Int {
        if let place = blockNames.firstIndex(of: name) { return place }
        blockNames.append(name)
        return blockNames.count - 1
    }

    private mutating func close(_ tag: MarkupTag) {
        var place = open.count - 1
        while place > 0 {
            switch nodes[open[place]].kind {
            case .element(tag):
                open.removeSubrange(place...)
                return
            case .element(let other) where !tag.isBlock && other.isBlock && other != .p: return
            case .block: return
            default: place -= 1
            }
        }
    }

    private mutating func closeImplied(before tag: MarkupTag) {
        switch tag {
        case .li: closeOpen([.li], upTo: [.ul, .ol, .menu, .dir])
        case .dt, .dd: closeOpen([.dt, .dd], upTo: [.dl])
        case .tr: closeOpen([.tr], upTo: [.table])
        case .td, .th: closeOpen([.td, .th], upTo: [.tr, .table])
        case .thead, .tbody, .tfoot: closeOpen([.thead, .tbody, .tfoot], upTo: [.table])
        case .option: closeOpen([.option], upTo: [.select])
        default:
            if tag.separatesParagraphs { closeOpen([.p], upTo: []) }
        }
    }

    /// Closes the innermost of some elements, unless it stands outside one of the others.
    private mutating func closeOpen(_ tags: [MarkupTag], upTo limits: [MarkupTag]) {
        var place = open.count - 1
        while place > 0, case .element(let tag) = nodes[open[place]].kind {
            if tags.contains(tag) {
                open.removeSubrange(place...)
                return
            }
            if limits.contains(tag) || (limits.isEmpty && tag.isBlock) { return }
            place -= 1
        }
    }
}
