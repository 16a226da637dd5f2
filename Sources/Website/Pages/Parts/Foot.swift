import Markup

extension Paper {
    var foot: HTML { printedFoot ?? newFoot }

    /// The paper with its foot printed once for all pages.
    var withFoot: Paper {
        var paper = self
        paper.printedFoot = newFoot
        return paper
    }

    private var newFoot: HTML {
        """
        <footer class="foot">
        <p class="foot-name">\(name)</p>
        \(about.map { "<div class=\"foot-about\">\($0)</div>\n" })\
        \(footLinks.isEmpty ? .empty : footNavigation)\
        \(imprint.map { "<p class=\"foot-imprint\">\($0)</p>\n" })</footer>
        """
    }

    /// The name alone, for pages that must not need the database.
    var bareFoot: HTML { "<footer class=\"foot\"><p class=\"foot-name\">\(name)</p></footer>" }

    private var footNavigation: HTML {
        """
        <nav class="foot-links"\(aria: "label", wording(.aboutThisSite))>\(footLinks.map { group in
            "<div><h2>\(group.title)</h2><ul>\(group.links.map { "<li>\($0.html)</li>" })</ul></div>"
        })</nav>

        """
    }
}
