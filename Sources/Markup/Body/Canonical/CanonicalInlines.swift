extension CanonicalCursor {
    /// A line, up to the first tag that isn't an inline's.
    mutating func line(depth: Int = 0) throws(BodyError) -> [Inline] {
        guard depth < Self.depthLimit else { throw .notCanonical }
        var line: [Inline] = []
        while !isAtEnd {
            if !isNext("<") {
                line.append(.text(try content()))
            } else if let inline = try inline(depth: depth + 1) {
                line.append(inline)
            } else {
                break
            }
        }
        return line
    }

    private mutating func inline(depth: Int) throws(BodyError) -> Inline? {
        if isNext("</") { return nil }
        if take("<em>") { return .emphasis(try children("</em>", depth)) }
        if take("<strong>") { return .strong(try children("</strong>", depth)) }
        if isNext("<a ") { return try link(depth) }
        if take("<br>") { return .lineBreak }
        if take("<sup><a class=\"footnote\"") { return try footnoteReference() }
        if take("<sup>") { return .superscript(try children("</sup>", depth)) }
        if take("<sub>") { return .subscript(try children("</sub>", depth)) }
        // A small print with a class is a picture's credit, which isn't part of the line.
        if take("<small>") { return .small(try children("</small>", depth)) }
        if take("<span") { return try span(depth) }
        if take("<q>") { return .shortQuotation(try children("</q>", depth)) }
        if take("<cite>") { return .cite(try children("</cite>", depth)) }
        if take("<mark>") { return .marked(try children("</mark>", depth)) }
        if take("<del>") { return .deleted(try children("</del>", depth)) }
        if take("<ins>") { return .inserted(try children("</ins>", depth)) }
        if take("<code>") {
            let text = try content()
            try expect("</code>")
            return .code(text)
        }
        if take("<abbr") {
            guard let title = try attribute(" title=\"") else { throw .notCanonical }
            try expect(">")
            return .abbreviation(title: title, try children("</abbr>", depth))
        }
        return nil
    }

    private mutating func children(_ end: StaticString, _ depth: Int) throws(BodyError) -> [Inline] {
        let children = try line(depth: depth)
        try expect(end)
        return children
    }

    private mutating func link(_ depth: Int) throws(BodyError) -> Inline? {
        guard let url = try attribute("<a href=\"").flatMap(SafeURL.init(parsing:)) else { throw .notCanonical }
        let title = try attribute(" title=\"")
        try expect(">")
        return .link(url, title: title, try children("</a>", depth))
    }

    private mutating func footnoteReference() throws(BodyError) -> Inline {
        guard let number = try attribute(" href=\"").flatMap(FootnoteAnchor.number) else { throw .notCanonical }
        try expect(">")
        _ = try content()
        try expect("</a></sup>")
        return .footnoteReference(number)
    }

    private mutating func span(_ depth: Int) throws(BodyError) -> Inline {
        let language = try attribute(" lang=\"").flatMap(LanguageTag.init(parsing:))
        let direction = try attribute(" dir=\"").flatMap(TextDirection.init(rawValue:))
        try expect(">")
        return .span(language, direction, try children("</span>", depth))
    }
}
