extension CanonicalCursor {
    /// Blocks, up to the first tag that isn't a block's. At the top level they stand on lines of their own.
    mutating func blocks(depth: Int = 0, areOnLines: Bool = false) throws(BodyError) -> [Block] {
        guard depth < Self.depthLimit else { throw .notCanonical }
        var blocks: [Block] = []
        while let block = try block(depth: depth + 1) {
            blocks.append(block)
            if areOnLines, !take("\n") { break }
        }
        return blocks
    }

    /// The footnotes that end a body.
    mutating func footnotes() throws(BodyError) -> [Footnote] {
        guard take("<section class=\"footnotes\"><ol>") else { return [] }
        var footnotes: [Footnote] = []
        while let number = try attribute("<li id=\"fn-") {
            guard Int(number) == footnotes.count + 1 else { throw .notCanonical }
            try expect(">")
            footnotes.append(Footnote(blocks: try compactBlocks(depth: 1)))
            try expect("</li>")
        }
        try expect("</ol></section>")
        return footnotes
    }

    private mutating func block(depth: Int) throws(BodyError) -> Block? {
        if take("<p>") { return .paragraph(try line("</p>")) }
        if take("<h2>") { return .heading(.two, try line("</h2>")) }
        if take("<h3>") { return .heading(.three, try line("</h3>")) }
        if take("<h4>") { return .heading(.four, try line("</h4>")) }
        if take("<blockquote") { return try quotation(depth) }
        if take("<ul>") { return .list(.unordered, try items("</ul>", depth)) }
        if take("<ol") {
            let start = try attribute(" start=\"").map { Int($0) ?? 1 } ?? 1
            try expect(">")
            return .list(.ordered(start: start), try items("</ol>", depth))
        }
        if take("<figure class=\"picture\"") { return .figure(try figure()) }
        if take("<figure class=\"pull-quote\"><blockquote><p>") {
            let text = try line("</p></blockquote>")
            let attribution = take("<figcaption>") ? try line("</figcaption>") : []
            try expect("</figure>")
            return .pullQuote(text, attribution: attribution)
        }
        if take("<figure class=\"gallery\">") { return try gallery() }
        if take("<figure class=\"embed\"") { return .embed(try embed()) }
        if take("<figure class=\"file\"") { return .file(try file()) }
        if take("<aside>") {
            let title = take("<h2>") ? try line("</h2>") : []
            let blocks = try blocks(depth: depth)
            try expect("</aside>")
            return .aside(title: title, blocks)
        }
        if take("<table>") { return .table(try table(depth)) }
        if take("<pre><code") {
            let language = try attribute(" data-language=\"")
            try expect(">")
            let text = try content()
            try expect("</code></pre>")
            return .code(text, language: language)
        }
        if take("<hr>") { return .rule }
        return nil
    }

    /// A line and the tag that ends it.
    mutating func line(_ end: StaticString) throws(BodyError) -> [Inline] {
        let line = try line()
        try expect(end)
        return line
    }

    private mutating func compactBlocks(depth: Int) throws(BodyError) -> [Block] {
        let line = try line()
        let blocks = try blocks(depth: depth)
        return line.isEmpty ? blocks : [.paragraph(line)] + blocks
    }

    private mutating func quotation(_ depth: Int) throws(BodyError) -> Block {
        var cite: SafeURL?
        if let address = try attribute(" cite=\"") {
            guard let url = SafeURL(parsing: address) else { throw .notCanonical }
            cite = url
        }
        try expect(">")
        let blocks = try blocks(depth: depth)
        let attribution = take("<footer>") ? try line("</footer>") : []
        try expect("</blockquote>")
        return .quotation(blocks, attribution: attribution, cite: cite)
    }

    private mutating func items(_ end: StaticString, _ depth: Int) throws(BodyError) -> [[Block]] {
        var items: [[Block]] = []
        while take("<li>") {
            items.append(try compactBlocks(depth: depth))
            try expect("</li>")
        }
        try expect(end)
        return items
    }

    private mutating func figure() throws(BodyError) -> Figure {
        let placement = try attribute(" data-width=\"").flatMap(Figure.Placement.init(rawValue:)) ?? .text
        try expect("><img")
        guard let media = try attribute(" src=\"").flatMap(MediaName.init(address:)),
            let alt = try attribute(" alt=\"")
        else { throw .notCanonical }
        var figure = Figure(image: .media(media), alt: alt, placement: placement)
        figure.width = try attribute(" width=\"").flatMap { Int($0) }
        figure.height = try attribute(" height=\"").flatMap { Int($0) }
        try expect(">")
        if take("<figcaption>") {
            figure.caption = try line()
            if take("<small class=\"credit\">") {
                figure.caption.removeSpaceAtEnd()
                figure.credit = try line("</small>")
            }
            try expect("</figcaption>")
        }
        try expect("</figure>")
        return figure
    }

    private mutating func gallery() throws(BodyError) -> Block {
        var figures: [Figure] = []
        while take("<figure class=\"picture\"") { figures.append(try figure()) }
        let caption = take("<figcaption>") ? try line("</figcaption>") : []
        try expect("</figure>")
        return .gallery(figures, caption: caption)
    }
}

extension [Inline] {
    /// Takes away the space that sets a credit apart from its caption.
    fileprivate mutating func removeSpaceAtEnd() {
        guard case .text(let text)? = last, text.hasSuffix(" ") else { return }
        removeLast()
        if text.utf8.count > 1 { append(.text(String(text.dropLast()))) }
    }
}
