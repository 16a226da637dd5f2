extension BodyReader {
    /// What an element that holds blocks or stands by itself becomes, or `nil` for other elements.
    mutating func blockPieces(of element: HTMLElement) -> [Piece]? {
        switch element.name {
        case "p", "div", "section", "article", "main", "header", "footer", "address", "center", "hgroup", "body", "html",
            "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "figcaption", "li", "dt", "dd", "nav", "legend",
            "summary", "search":
            if element.isNotes, !isInFootnote { return flow(notesRemainder(element)).map(Piece.block) }
            return flow(element.children).map(Piece.block)
        case "form", "fieldset", "dialog", "menuitem":
            report("<\(element.name)>", .unwrapped)
            return flow(element.children).map(Piece.block)
        case "h1", "h2", "h3", "h4", "h5", "h6": return heading(element)
        case "blockquote": return quotation(element).map(Piece.block)
        case "ul", "ol", "menu", "dir":
            if element.isNotes, !isInFootnote { return flow(notesRemainder(element)).map(Piece.block) }
            return list(element).map(Piece.block)
        case "dl": return definitions(element).map(Piece.block)
        case "table": return table(element).map(Piece.block)
        case "figure": return figure(element).map(Piece.block)
        case "aside": return aside(element, title: ["h1", "h2", "h3", "h4", "h5", "h6"]).map(Piece.block)
        case "details":
            report("<details>", .replaced)
            return aside(element, title: ["summary"]).map(Piece.block)
        case "pre", "xmp", "listing", "plaintext": return program(element).map(Piece.block)
        case "hr": return [.block(.rule)]
        case "audio": return file(element, .audio)
        case "video": return file(element, .video)
        default: return nil
        }
    }

    private mutating func heading(_ element: HTMLElement) -> [Piece] {
        let level: HeadingLevel = switch element.name {
        case "h1", "h2": .two
        case "h3": .three
        default: .four
        }
        if ["h1", "h5", "h6"].contains(element.name) { report("<\(element.name)>", .replaced) }
        return Piece.blocks(pieces(of: element.children)) { .heading(level, $0) }.map { block in
            if case .paragraph(let text) = block { .block(.heading(level, text)) } else { .block(block) }
        }
    }

    mutating func quotation(_ element: HTMLElement) -> [Block] {
        var children = element.children
        while children.last?.isBlank == true { children.removeLast() }
        var attribution: [Inline] = []
        var rest: [Block] = []
        if let last = children.last?.element, ["footer", "cite"].contains(last.name), !last.isForeign {
            children.removeLast()
            (attribution, rest) = line(last.name == "footer" ? last.withoutLoneCite : last.children)
        }
        let blocks = flow(children)
        if element.hasClass("pull-quote", "pullquote", "wp-block-pullquote") {
            return pullQuote(blocks, attribution) + rest
        }
        let cite = element.attribute("cite").flatMap(SafeURL.init(parsing:))
        return [.quotation(blocks, attribution: attribution, cite: cite)] + rest
    }

    /// A pull quote of the lines in the blocks, and what of them isn't lines.
    func pullQuote(_ blocks: [Block], _ attribution: [Inline]) -> [Block] {
        var text: [Inline] = []
        var rest: [Block] = []
        for block in blocks {
            switch block {
            case .paragraph(let line), .heading(_, let line):
                if !text.isEmpty { text.append(.lineBreak) }
                text += line
            default: rest.append(block)
            }
        }
        return [.pullQuote(text, attribution: attribution)] + rest
    }

    private mutating func list(_ element: HTMLElement) -> [Block] {
        var items: [[Block]] = []
        for child in element.children where !child.isBlank {
            if let item = child.element, item.name == "li" {
                reportAttributes(of: item)
                items.append(flow([child]))
            } else if let last = items.indices.last, child.element != nil {
                // A list directly in a list is a common slip for one in the item before it.
                items[last] += flow([child])
            } else {
                items.append(flow([child]))
            }
        }
        guard element.name == "ol" else { return [.list(.unordered, items)] }
        return [.list(.ordered(start: element.attribute("start").flatMap { Int($0) } ?? 1), items)]
    }

    private mutating func definitions(_ element: HTMLElement) -> [Block] {
        report("<dl>", .replaced)
        var items: [[Block]] = []
        for child in element.children where !child.isBlank {
            let blocks = flow([child])
            if child.element?.name == "dt" {
                items.append(blocks.map { $0.mapLines { [.strong($0)] } })
            } else if let last = items.indices.last {
                items[last] += blocks
            } else {
                items.append(blocks)
            }
        }
        return [.list(.unordered, items)]
    }

    private mutating func aside(_ element: HTMLElement, title names: [String]) -> [Block] {
        if element.hasClass("pull-quote", "pullquote") { return pullQuote(flow(element.children), []) }
        var children = element.children.drop(while: \.isBlank)
        var title: [Inline] = []
        var rest: [Block] = []
        if let first = children.first?.element, names.contains(first.name), !first.isForeign {
            children.removeFirst()
            (title, rest) = line(first.children)
        }
        return [.aside(title: title, rest + flow(Array(children)))]
    }

    private mutating func program(_ element: HTMLElement) -> [Block] {
        if element.hasClass("wp-block-verse") { return verse(element) }
        let code = element.elements.first { $0.name == "code" }
        let language = code?.codeLanguage ?? element.codeLanguage
        return [.code(element.program, language: language)]
    }

    /// Lines of a poem: white space of the source is meant.
    private mutating func verse(_ element: HTMLElement) -> [Block] {
        flow(element.children).map { block in
            block.mapLines { line in
                line.flatMap { inline -> [Inline] in
                    guard case .text(let text) = inline else { return [inline] }
                    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    return Array(lines.map { [Inline.text(String($0))] }.joined(separator: [.lineBreak]))
                }
            }
        }
    }
}

extension HTMLElement {
    /// A footer's content, without the `<cite>` that is all of it.
    fileprivate var withoutLoneCite: [HTMLNode] {
        let visible = children.filter { !$0.isBlank }
        guard visible.count == 1, let cite = visible[0].element, cite.name == "cite", attribute("class") != nil else {
            return children
        }
        return cite.children
    }

    /// The language that `data-language` or a class like `language-swift` names.
    fileprivate var codeLanguage: String? {
        if let name = attribute("data-language") { return name }
        return classes.first { $0.hasPrefix("language-") || $0.hasPrefix("lang-") }
            .map { String($0[$0.index(after: $0.firstIndex(of: "-") ?? $0.startIndex)...]) }
    }

    /// The text with its line breaks; scripts and styles left out.
    fileprivate var program: String {
        children.map { node in
            switch node {
            case .text(let text): text
            case .element(let element):
                switch element.name {
                case "br": "\n"
                case "script", "style", "template": ""
                case "div", "p", "li": element.program + "\n"
                default: element.program
                }
            }
        }.joined()
    }
}
