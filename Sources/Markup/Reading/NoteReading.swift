extension BodyReader {
    /// Collects the items of every list of footnotes, in order.
    func findNotes(in nodes: [HTMLNode], _ notes: inout [HTMLElement]) {
        for case .element(let element) in nodes where !element.isForeign {
            if element.isNotes {
                notes += element.notes
            } else {
                findNotes(in: element.children, &notes)
            }
        }
    }

    /// What a section of footnotes holds besides its notes and their heading.
    mutating func notesRemainder(_ element: HTMLElement) -> [HTMLNode] {
        if ["ol", "ul"].contains(element.name) { return element.without("li") }
        return element.children.compactMap { node in
            guard let child = node.element else { return node }
            if ["h1", "h2", "h3", "h4", "h5", "h6", "hr"].contains(child.name) {
                report("<\(child.name)> of the footnotes", .dropped)
                return nil
            }
            guard ["ol", "ul"].contains(child.name) else { return node }
            let others = child.without("li").filter { !$0.isBlank }
            return others.isEmpty ? nil : .element(HTMLElement(name: "div", children: others))
        }
    }
}

extension HTMLElement {
    /// Whether it is a list of footnotes, as canonical HTML, WordPress, or a Markdown processor writes it.
    var isNotes: Bool {
        switch name {
        case "section", "div", "aside", "footer":
            (hasClass("footnotes", "notes") || attribute("role") == "doc-endnotes") && !notes.isEmpty
        case "ol", "ul": hasClass("wp-block-footnotes") && !notes.isEmpty
        default: false
        }
    }

    /// The items that have an `id` to be referred to by.
    var notes: [HTMLElement] {
        let lists = ["ol", "ul"].contains(name) ? [self] : elements.filter { $0.name == "ol" || $0.name == "ul" }
        return lists.flatMap(\.elements).filter { $0.name == "li" }
    }
}
