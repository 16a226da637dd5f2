/// Replaces shortcodes with mark-up that the rest of the conversion understands.
///
/// Those of WordPress itself become figures, galleries and embeds. Any other stays as the text it is, and is noted. An
/// escaped one, `[[gallery]]`, becomes the text `[gallery]`. Nothing inside a tag or a comment is touched.
struct ShortcodePass {
    private let bytes: [UInt8]
    private let media: ContentLookup
    private let itemID: Int?
    private var output: [UInt8] = []
    private(set) var notes = TransferNotes()
    private(set) var references: [MediaReference] = []

    /// - Parameter itemID: the item whose body this is; a gallery without ids shows what is attached to it.
    init(_ bytes: [UInt8], media: ContentLookup, itemID: Int?) {
        self.bytes = bytes
        self.media = media
        self.itemID = itemID
        output.reserveCapacity(bytes.count)
    }

    /// The text with its shortcodes replaced.
    mutating func run() -> [UInt8] {
        var scanner = MarkupScanner(bytes)
        var passed = 0
        while let token = scanner.next() {
            guard token.kind == .text, token.range.upperBound > passed else {
                if token.range.lowerBound >= passed { output.append(contentsOf: bytes[token.range]) }
                continue
            }
            passed = replace(in: max(passed, token.range.lowerBound)..<token.range.upperBound)
        }
        return output
    }

    /// Replaces what begins inside a run of text, though it may end beyond it; gives where it ended.
    private mutating func replace(in range: Range<Int>) -> Int {
        var index = range.lowerBound
        var plain = index
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "[") else {
                index += 1
                continue
            }
            if let escaped = escaped(at: index) {
                output.append(contentsOf: bytes[plain..<index])
                output.append(contentsOf: bytes[(index + 1)..<(escaped - 1)])
                index = escaped
                plain = index
                continue
            }
            guard let shortcode = Shortcode(in: bytes, at: index, end: bytes.count) else {
                index += 1
                continue
            }
            output.append(contentsOf: bytes[plain..<index])
            plain = index
            let before = output.count
            if expand(shortcode) {
                index = shortcode.range.upperBound
                plain = index
            } else {
                output.removeSubrange(before...)
                note(shortcode)
                index += 1
            }
        }
        if plain < range.upperBound { output.append(contentsOf: bytes[plain..<range.upperBound]) }
        return max(index, plain)
    }

    /// Where `[[name …]]` ends, if it stands here.
    private func escaped(at index: Int) -> Int? {
        guard bytes.holds("[[", at: index),
            let inner = Shortcode(in: bytes, at: index + 1, end: bytes.count),
            bytes.holds("]", at: inner.range.upperBound)
        else { return nil }
        return inner.range.upperBound + 1
    }

    /// Square brackets are common in quotations; only what has a value or an end is taken for a shortcode.
    private mutating func note(_ shortcode: Shortcode) {
        let hasEnd = bytes.holds("[/", at: shortcode.range.lowerBound)
        let hasKey = shortcode.attributes.contains { !$0.key.isEmpty }
        let isCompound = shortcode.name.utf8.contains(UInt8(ascii: "_")) || shortcode.name.utf8.contains(UInt8(ascii: "-"))
        if hasKey || hasEnd || (isCompound && shortcode.attributes.isEmpty) {
            notes.changed("shortcode [\(shortcode.name)]", how: "kept as text, since only the old site's plug-in knows it")
        }
    }

    // MARK: Expansion

    private mutating func expand(_ shortcode: Shortcode) -> Bool {
        switch shortcode.name {
        case "caption", "wp_caption": expandCaption(shortcode)
        case "gallery": expandGallery(shortcode)
        case "embed": expandEmbed(address: content(of: shortcode) ?? shortcode["src"] ?? shortcode.bare)
        case "audio": expandMedia(shortcode, element: "audio", formats: ["mp3", "m4a", "ogg", "wav", "wma", "flac"])
        case "video": expandMedia(shortcode, element: "video", formats: ["mp4", "m4v", "webm", "ogv", "wmv", "flv"])
        case "playlist": expandPlaylist(shortcode)
        case "youtube", "vimeo", "dailymotion", "soundcloud", "twitter", "tweet", "instagram", "facebook", "ted",
            "tiktok", "spotify", "bluesky":
            expandProvider(shortcode)
        default: false
        }
    }

    private func content(of shortcode: Shortcode) -> String? {
        shortcode.content.map { CharacterReferences.resolve(bytes[bytes.trimmed($0)]) }
    }

    private mutating func expandCaption(_ shortcode: Shortcode) -> Bool {
        guard let content = shortcode.content else { return false }
        var picture = content.lowerBound..<content.lowerBound
        var scanner = MarkupScanner(bytes, in: content)
        var link: Int?
        while let token = scanner.next() {
            if token.kind == .startTag, token.tag == .a, link == nil { link = token.range.lowerBound }
            if token.kind == .endTag, token.tag == .a, !picture.isEmpty, link != nil {
                picture = picture.lowerBound..<token.range.upperBound
                break
            }
            if token.kind == .startTag, token.tag == .img, picture.isEmpty {
                picture = (link ?? token.range.lowerBound)..<token.range.upperBound
                if link == nil { break }
            }
        }
        guard !picture.isEmpty else {
            // It is around a film or words: these stay, and so do the shortcodes among them.
            var inner = ShortcodePass(Array(bytes[content]), media: media, itemID: itemID)
            append("\n\n")
            output += inner.run()
            append("\n\n")
            notes.append(inner.notes)
            references += inner.references.filter { !references.contains($0) }
            notes.changed("caption without a picture", how: "set as text")
            return true
        }
        append("<figure")
        if let id = shortcode["id"]?.utf8.split(separator: UInt8(ascii: "_")).last.flatMap({ Int(Substring($0)) }) {
            append(" data-id=\"\(id)\"")
        }
        if let align = shortcode["align"], ["alignleft", "alignright", "alignwide", "alignfull"].contains(align) {
            append(" class=\"\(align)\"")
        }
        append(">")
        output.append(contentsOf: bytes[picture])
        append("<figcaption>")
        // The old form has the caption, mark-up and all, as an attribute.
        if let old = shortcode["caption"] {
            append(old)
        }
        output.append(contentsOf: bytes[bytes.trimmed(content.lowerBound..<picture.lowerBound)])
        output.append(contentsOf: bytes[bytes.trimmed(picture.upperBound..<content.upperBound)])
        append("</figcaption></figure>")
        return true
    }

    private mutating func expandGallery(_ shortcode: Shortcode) -> Bool {
        let excluded = Set(ids(in: shortcode["exclude"]))
        let wanted = ids(in: shortcode["ids"] ?? shortcode["include"])
        let pictures: [WordPressMedia]
        if wanted.isEmpty {
            let parent = shortcode["id"].flatMap { Int($0) } ?? itemID
            pictures = (parent.map(media.attached) ?? []).filter { $0.kind == .picture && !excluded.contains($0.id) }
            if pictures.isEmpty {
                notes.omitted("gallery of the pictures attached to the story", why: "none is attached to it")
            }
        } else {
            pictures = wanted.compactMap { id in
                if let picture = media.byID(id) { return picture }
                references.append(MediaReference(id: id, address: nil, isFound: false))
                notes.omitted("picture \(id) of a gallery", why: "the export does not have it")
                return nil
            }
        }
        guard !pictures.isEmpty else { return true }
        append("<figure class=\"gallery\">")
        for picture in pictures {
            append("<figure data-id=\"\(picture.id)\"><img src=\"")
            CharacterReferences.append(picture.address, to: &output)
            append("\"><figcaption>")
            append(picture.caption)
            append("</figcaption></figure>")
        }
        append("</figure>")
        return true
    }

    private mutating func expandEmbed(address: String?) -> Bool {
        guard let address, address.utf8.starts(with: "http".utf8) else { return false }
        append("<figure class=\"wp-block-embed\" data-url=\"")
        CharacterReferences.append(address, to: &output)
        append("\"></figure>")
        return true
    }

    private mutating func expandProvider(_ shortcode: Shortcode) -> Bool {
        expandEmbed(address: shortcode["url"] ?? shortcode["src"] ?? shortcode.bare ?? content(of: shortcode))
    }

    private mutating func expandMedia(_ shortcode: Shortcode, element: String, formats: [String]) -> Bool {
        let written = (["src"] + formats).lazy.compactMap { shortcode[$0] }.first ?? shortcode.bare
        if written != nil, let inside = content(of: shortcode), !inside.isEmpty {
            notes.omitted("text inside [\(shortcode.name)]", why: "readers saw it only where the file could not be played")
        }
        let address = written ?? content(of: shortcode)
        guard let address, address.utf8.contains(UInt8(ascii: "/")) else { return false }
        appendMedia(element, address)
        return true
    }

    private mutating func expandPlaylist(_ shortcode: Shortcode) -> Bool {
        let element = shortcode["type"] == "video" ? "video" : "audio"
        let wanted = ids(in: shortcode["ids"])
        let kind: WordPressMedia.Kind = element == "video" ? .video : .audio
        let tracks =
            wanted.isEmpty
            ? (itemID.map(media.attached) ?? []).filter { $0.kind == kind } : wanted.compactMap(media.byID)
        notes.changed("playlist", how: "set as a card for each track")
        if tracks.count < wanted.count {
            notes.omitted("track of a playlist", why: "the export does not have it", count: wanted.count - tracks.count)
        }
        for track in tracks { appendMedia(element, track.address) }
        return true
    }

    private mutating func appendMedia(_ element: String, _ address: String) {
        append("<figure><\(element) src=\"")
        CharacterReferences.append(address, to: &output)
        append("\"></\(element)></figure>")
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    private func ids(in list: String?) -> [Int] {
        (list ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    }
}
