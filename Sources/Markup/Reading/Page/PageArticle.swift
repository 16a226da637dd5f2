/// Tells the article of a page from what stands about it.
///
/// A quotation is checked against what is kept here, so that a word too many does little harm and a word lost makes a true
/// quotation a false one. Only what HTML itself calls navigation is left out, and what surrounds an element that HTML
/// itself calls the page's main content or an article; nothing is guessed from class names or from how much is linked,
/// but for lists of nothing but short links. Where what remains is a small part of the page, all of it is kept.
struct PageArticle {
    let nodes: [HTMLNode]

    /// Less of the page than this in `<main>` is a page that uses the element for something else.
    private static let leastShare = 0.5

    init(_ page: [HTMLNode]) {
        let mains = Self.all(in: page) { $0.isMain && $0.attribute("hidden") == nil }
        let articles = mains.isEmpty ? Self.all(in: page) { $0.name == "article" } : mains
        let pruning = Pruning(
            hasArticle: !articles.isEmpty, longest: articles.map { Self.length(of: $0.children) }.max() ?? .max)
        let pruned = pruning.pruned(page, isInside: false)
        guard mains.count == 1, let main = mains.first else {
            nodes = Self.orWhole(pruned, page)
            return
        }
        let inside = pruning.pruned(main.children, isInside: true)
        let isMost = Double(Self.length(of: inside)) >= Self.leastShare * Double(Self.length(of: pruned))
        nodes = Self.orWhole(isMost ? inside : pruned, page)
    }

    /// What was cut away can't be nearly all that was there.
    private static func orWhole(_ pruned: [HTMLNode], _ page: [HTMLNode]) -> [HTMLNode] {
        length(of: pruned) * 5 < length(of: page) ? page : pruned
    }

    /// Cuts away what is not the article.
    private struct Pruning {
        let hasArticle: Bool
        /// How much the longest article holds. What holds that one is never cut away: an end tag was forgotten.
        let longest: Int

        func pruned(_ nodes: [HTMLNode], isInside: Bool) -> [HTMLNode] {
            nodes.compactMap { node in
                guard case .element(var element) = node, !element.isForeign else { return node }
                let isAround = element.isNavigation || !isInside && (hasArticle && element.surrounds || element.isMenu)
                if isAround, isInside || !holdsArticle(element) { return nil }
                element.children = pruned(
                    element.children, isInside: isInside || element.name == "article" || element.isMain)
                return .element(element)
            }
        }

        private func holdsArticle(_ element: HTMLElement) -> Bool {
            PageArticle.all(in: element.children) { $0.name == "article" || $0.isMain }
                .contains { PageArticle.length(of: $0.children) >= longest }
        }
    }

    private static func all(in nodes: [HTMLNode], _ fits: (HTMLElement) -> Bool) -> [HTMLElement] {
        nodes.compactMap(\.element).flatMap { element in
            fits(element) ? [element] : all(in: element.children, fits)
        }
    }

    /// Characters that a reader sees, white space apart.
    private static func length(of nodes: [HTMLNode]) -> Int {
        nodes.reduce(0) { count, node in
            switch node {
            case .text(let text): count + text.utf8.count { $0 > 0x20 }
            case .element(let element):
                ["script", "style", "template", "head"].contains(element.name) ? count : count + length(of: element.children)
            }
        }
    }
}

extension HTMLElement {
    fileprivate var role: String? { attribute("role")?.lowercased() }

    fileprivate var isMain: Bool { !isForeign && (name == "main" || role == "main") }

    fileprivate var isNavigation: Bool {
        if ["nav", "button", "select", "datalist", "textarea"].contains(name) { return true }
        return ["navigation", "menu", "menubar", "toolbar", "search", "dialog"].contains(role ?? "")
    }

    /// What stands about an article: the site's head and foot, and what is beside. A head with the page's heading in it
    /// is the article's as well.
    fileprivate var surrounds: Bool {
        switch name {
        case "header": first("h1") == nil
        case "footer", "aside": true
        default: ["banner", "contentinfo", "complementary"].contains(role ?? "") && first("h1") == nil
        }
    }

    /// A list of links and nothing else, each of a few words.
    fileprivate var isMenu: Bool {
        guard name == "ul" || name == "ol" else { return false }
        let items = elements.filter { $0.name == "li" }
        guard items.count >= 5, items.count == elements.count else { return false }
        return items.allSatisfy { item in
            guard let link = item.first("a") else { return false }
            let words = link.text.split(whereSeparator: \.isWhitespace)
            return words.count <= 4 && words == item.text.split(whereSeparator: \.isWhitespace)
        }
    }
}
