import Editorial
import Markup

extension PageLook {
    /// The attributes of `<html>` that the stylesheet's choices hang on.
    var attributes: HTML {
        """
        \(data: "look", name)\(data: "type", choices.typePair.rawValue)\(data: "density", choices.density.rawValue)\
        \(data: "front", choices.frontLayout.rawValue)\(data: "headline", choices.headline.rawValue)\
        \(data: "kicker", choices.kicker.rawValue)\(data: "rules", choices.rules.rawValue)\
        \(data: "ornament", choices.ornament.rawValue)\(data: "initial", choices.initial.rawValue)\
        \(data: "masthead", choices.masthead.rawValue)\(data: "wordmark", choices.wordmark.rawValue)
        """
    }
}

extension Paper {
    /// Date, motto, services, name and sections.
    func masthead(isFront: Bool, current: CurrentSection?) -> HTML {
        """
        <header class="masthead">
        <div class="masthead-line">
        \(date)\(motto.map { "<p class=\"masthead-motto\">\($0)</p>\n" })\
        \(links)</div>
        \(wordmark(isFront: isFront))
        \(sections.isEmpty ? .empty : navigation(current))</header>
        """
    }

    /// The name alone, for pages that must not need the database.
    var bareMasthead: HTML {
        "<header class=\"masthead\"><p class=\"wordmark\"><a href=\"/\">\(name)</a></p></header>"
    }

    private var date: HTML? {
        today.map { moment in
            let local = wording.zone.localTime(at: moment)
            return """
                <p class="masthead-date"><time\(attribute: .datetime, local.dayText)>\
                \(wording.text(.full, at: moment))</time></p>

                """
        }
    }

    private var links: HTML {
        guard offersSearch || !services.isEmpty else { return .empty }
        let search: HTML = "<a\(href: SiteAddress.search(SearchTerms()).url)>\(wording(.search))</a>"
        return """
            <nav class="masthead-links"\(aria: "label", wording(.readerServices))>\
            \(offersSearch ? search : .empty)\(services.map(\.html))</nav>

            """
    }

    private func wordmark(isFront: Bool) -> HTML {
        let mark = logo.map { $0.image(name: name) } ?? HTML(text: name)
        if isFront { return "<h1 class=\"wordmark\"><a href=\"/\">\(mark)</a></h1>" }
        return "<p class=\"wordmark\"><a href=\"/\">\(mark)</a></p>"
    }

    private func navigation(_ current: CurrentSection?) -> HTML {
        """
        <nav class="sections"\(aria: "label", wording(.sections))><ul>\(sections.map { section -> HTML in
            let mark = section.url == current?.url ? (current?.isPage == true ? "page" : "true") : nil
            return "<li><a\(href: section.url)\(aria: "current", mark)>\(section.text)</a></li>"
        })</ul></nav>

        """
    }
}

extension LogoView {
    fileprivate func image(name: String) -> HTML {
        "<img\(src: url)\(attribute: .width, size.width)\(attribute: .height, size.height)\(attribute: .alt, name)>"
    }
}

extension ServiceLink {
    fileprivate var html: HTML {
        " <a\(class: isAppeal ? "ask" : nil)\(href: link.url)>\(link.text)</a>"
    }
}

extension LinkView {
    var html: HTML { "<a\(href: url)>\(text)</a>" }
}
