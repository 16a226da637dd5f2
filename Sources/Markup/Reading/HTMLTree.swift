/// A node of parsed HTML, before it is judged.
enum HTMLNode {
    case text(String)
    case element(HTMLElement)

    /// The text in it.
    var text: String {
        switch self {
        case .text(let text): text
        case .element(let element): element.text
        }
    }

    var isBlank: Bool {
        if case .text(let text) = self { text.isBlank } else { false }
    }

    var element: HTMLElement? {
        if case .element(let element) = self { element } else { nil }
    }
}

/// An element of parsed HTML.
struct HTMLElement {
    /// In small letters.
    var name: String
    /// Whether it is of SVG or MathML.
    var isForeign = false
    var attributes: [(name: String, value: String)] = []
    var children: [HTMLNode] = []

    func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    var classes: [Substring] {
        attribute("class")?.split(whereSeparator: \.isWhitespace) ?? []
    }

    func hasClass(_ names: String...) -> Bool {
        let classes = classes
        return names.contains { name in classes.contains { $0 == name } }
    }

    /// The text in it.
    var text: String {
        if children.count == 1, case .text(let text) = children[0] { return text }
        return children.map(\.text).joined()
    }

    /// The elements directly in it.
    var elements: [HTMLElement] {
        children.compactMap(\.element)
    }

    /// The first element of that name, however deep.
    func first(_ name: String) -> HTMLElement? {
        for element in elements {
            if element.name == name { return element }
            if let found = element.first(name) { return found }
        }
        return nil
    }

    /// The same without the direct children that are elements of that name.
    func without(_ name: String) -> [HTMLNode] {
        children.filter { $0.element?.name != name }
    }
}
