extension BodyReader {
    /// `<figure class="embed" data-url…>`; `nil` where it has no web address.
    mutating func embed(_ element: HTMLElement) -> [Block]? {
        guard let url = element.attribute("data-url").flatMap(SafeURL.init(parsing:)), url.isWeb else { return nil }
        var card = EmbedCard(
            url: url, provider: element.attribute("data-provider") ?? "",
            kind: element.attribute("data-kind").flatMap(EmbedCard.Kind.init(rawValue:)) ?? .page,
            author: element.attribute("data-author") ?? "", handle: element.attribute("data-handle"),
            published: element.attribute("data-published").flatMap(PublishedTime.init(parsing:)),
            title: element.attribute("data-title"))
        var rest: [Block] = []
        for block in flow(element.children) {
            if case .figure(let figure) = block, card.image == nil {
                card.image = figure.image.media
                if !figure.alt.isBlank { card.text.append([.text(figure.alt)]) }
                card.text += [figure.caption, figure.credit]
            } else if case .quotation(let blocks, let attribution, _) = block,
                blocks.allSatisfy({ if case .paragraph = $0 { true } else { false } })
            {
                card.text += blocks.flatMap(\.lines) + [attribution]
            } else if case .paragraph(let line) = block {
                card.text.append(line)
            } else {
                rest.append(block)
            }
        }
        return [.embed(card)] + rest
    }

    /// `<figure class="file" data-kind…><a href>…`; `nil` where it has no address.
    mutating func file(_ element: HTMLElement) -> [Block]? {
        guard let anchor = element.first("a"), let address = anchor.attribute("href"),
            let kind = element.attribute("data-kind").flatMap(FileCard.Kind.init(rawValue:)),
            let location = location(address)
        else { return nil }
        var caption: [Inline] = []
        var rest: [Block] = []
        for child in element.elements where child.name == "figcaption" {
            let (line, blocks) = line(child.children)
            if !caption.isEmpty { caption.append(.lineBreak) }
            caption += line
            rest += blocks
        }
        let others = element.children.filter { $0.element?.name != "figcaption" && $0.element?.name != "a" }
        return [.file(FileCard(location: location, kind: kind, title: anchor.text, caption: caption))] + rest
            + flow(others)
    }

    /// A player: its file as a card; what it holds for old browsers isn't needed.
    mutating func file(_ element: HTMLElement, _ kind: FileCard.Kind) -> [Piece] {
        let addresses = [element.attribute("src")] + element.elements.filter { $0.name == "source" }.map { $0.attribute("src") }
        let locations = addresses.compactMap { $0 }.compactMap { location($0) }
        let isOurs: (FileCard.Location) -> Bool = { if case .media = $0 { true } else { false } }
        guard let location = locations.first(where: isOurs) ?? locations.first else {
            report("<\(element.name)>", .unwrapped)
            return flow(element.children).map(Piece.block)
        }
        if !element.text.isBlank { report("text within <\(element.name)>", .moved) }
        let title = element.attribute("title") ?? ""
        return [.block(.file(FileCard(location: location, kind: kind, title: title)))]
            + flow(element.children).map(Piece.block)
    }

    private func location(_ address: String) -> FileCard.Location? {
        if let name = mediaName(address) { return .media(name) }
        return SafeURL(parsing: address).map { .web($0) }
    }
}
