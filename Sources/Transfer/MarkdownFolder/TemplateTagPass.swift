/// Replaces the tags of Hugo (`{{< figure >}}`) and Jekyll (`{% highlight %}`, `{{ site.url }}`) in a Markdown body.
///
/// What has a plain equivalent becomes that; any other tag is taken out, the text that it encloses stays, and it is noted.
struct TemplateTagPass {
    private let bytes: [UInt8]
    private var output: [UInt8] = []
    /// Fenced blocks and spans of code, in order.
    private let code: [Range<Int>]
    private(set) var notes = TransferNotes()
    /// Where `comment` or `raw` was found without its end, none is looked for again.
    private var endless: Set<String> = []

    init(_ body: String) {
        bytes = Array(body.utf8)
        code = MarkdownCode.ranges(in: bytes)
    }

    mutating func run() -> String {
        guard bytes.contains(UInt8(ascii: "{")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        output.reserveCapacity(bytes.count)
        var index = 0
        // Where no end of a kind was found, none is looked for again.
        var hopeless: Set<UInt8> = []
        var spans = code[...]
        while index < bytes.count {
            while let first = spans.first, first.upperBound <= index { spans.removeFirst() }
            let isCode = spans.first?.contains(index) ?? false
            guard bytes[index] == UInt8(ascii: "{"), index + 1 < bytes.count else {
                output.append(bytes[index])
                index += 1
                continue
            }
            if !isCode, let end = attributeListEnd(at: index) {
                dropAttributeList(index..<end)
                index = end
            } else if let tag = tag(at: index, &hopeless), !isCode || isReplacedInCode(tag) {
                index = replace(tag)
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// What stands in code is more often shown than meant. Hugo's own shortcodes are meant there too, and so is `raw`,
    /// which is how Jekyll's writers show tags.
    private func isReplacedInCode(_ tag: Tag) -> Bool {
        tag.maker == .hugo || (tag.maker == .liquidTag && bytes.holds("raw", at: tag.content.lowerBound))
    }

    // MARK: Attributes

    /// Where a list of attributes ends, as Kramdown writes it (`{: .class}`, `{:toc}`), and Hugo after a heading
    /// (`{#anchor}`).
    private func attributeListEnd(at start: Int) -> Int? {
        let isKramdown = bytes[start + 1] == UInt8(ascii: ":")
        guard isKramdown || bytes.holds("{#", at: start) || bytes.holds("{.", at: start) else { return nil }
        // A longer one is none; and a line of many that never end takes no time.
        guard let end = bytes[start..<min(start + 300, bytes.count)].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") }),
            bytes[end] == UInt8(ascii: "}")
        else { return nil }
        let inner = bytes[bytes.trimmed((start + (isKramdown ? 2 : 1))..<end)]
        let named = inner.dropFirst().first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false
        let isSelector = (inner.first == UInt8(ascii: ".") || inner.first == UInt8(ascii: "#")) && named
        if isKramdown {
            return isSelector || inner.elementsEqual("toc".utf8) || inner.firstPlace(of: "=\"") != nil ? end + 1 : nil
        }
        let rest = bytes[(end + 1)...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        return isSelector && (rest == nil || rest == UInt8(ascii: "\n")) && currentLine.first == UInt8(ascii: "#") ? end + 1 : nil
    }

    /// What has been written of the line that is being written.
    private var currentLine: ArraySlice<UInt8> {
        output[(output.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)...]
    }

    private mutating func dropAttributeList(_ range: Range<Int>) {
        notes.changed("attributes in braces", how: "dropped; the look is set by the publication")
        guard bytes[range].firstPlace(of: "toc") != nil, output.last == UInt8(ascii: "\n") else { return }
        // The table of contents takes the place of the list before it.
        output.removeLast()
        let line = currentLine
        if line.first == UInt8(ascii: "*") || line.first == UInt8(ascii: "-") || line.first?.isASCIIDigit == true {
            output.removeSubrange(line.startIndex...)
        } else {
            output.append(UInt8(ascii: "\n"))
        }
    }

    private enum Maker { case hugo, liquidTag, liquidValue }

    private struct Tag {
        var maker: Maker
        /// What stands between its marks.
        var content: Range<Int>
        var end: Int
    }

    private func tag(at start: Int, _ hopeless: inout Set<UInt8>) -> Tag? {
        func find(_ maker: Maker, _ opening: StaticString, _ closing: StaticString, _ name: UInt8) -> Tag? {
            guard bytes.holds(opening, at: start), !hopeless.contains(name) else { return nil }
            let from = start + opening.utf8CodeUnitCount
            guard let end = bytes.firstPlace(of: closing, from: from) else {
                hopeless.insert(name)
                return nil
            }
            return Tag(maker: maker, content: bytes.trimmed(from..<end), end: end + closing.utf8CodeUnitCount)
        }
        return find(.hugo, "{{<", ">}}", 0) ?? find(.hugo, "{{%", "%}}", 1) ?? find(.liquidTag, "{%", "%}", 2)
            ?? find(.liquidValue, "{{", "}}", 3)
    }

    private mutating func replace(_ tag: Tag) -> Int {
        let words = Words(String(decoding: bytes[tag.content], as: UTF8.self))
        switch tag.maker {
        case .hugo: replaceHugo(tag, words)
        case .liquidTag: return replaceLiquid(tag, words)
        case .liquidValue: replaceValue(words)
        }
        return tag.end
    }

    private mutating func replaceHugo(_ tag: Tag, _ words: Words) {
        switch words.name {
        case "figure", "img", "image": picture(words)
        case "youtube": address("https://www.youtube.com/watch?v=", words["id"] ?? words.first)
        case "vimeo": address("https://vimeo.com/", words["id"] ?? words.first)
        case "instagram": address("https://www.instagram.com/p/", words["id"] ?? words.first)
        case "tweet", "twitter", "x": address("https://x.com/\(words["user"] ?? "i")/status/", words["id"] ?? words.first)
        case "highlight": fence(words.first ?? "")
        case "/highlight": fence(nil)
        case "ref", "relref":
            append(words.first ?? words["path"] ?? "")
            notes.changed("link to another file of the folder", how: "its path kept as the address")
        case "/*": append("{{< \(words.all.dropFirst().dropLast().joined(separator: " ")) >}}")
        default:
            if words.name.utf8.first != UInt8(ascii: "/") {
                notes.omitted("Hugo shortcode \(words.name)", why: "only the old site's theme knows it; text inside it is kept")
            }
        }
    }

    private mutating func replaceLiquid(_ tag: Tag, _ words: Words) -> Int {
        let name = words.name.utf8.first == UInt8(ascii: "-") ? words.first ?? "" : words.name
        switch name {
        case "highlight": fence(words.first ?? "")
        case "endhighlight": fence(nil)
        case "raw":
            guard let end = blockEnd("raw", "endraw", after: tag) else { break }
            output += bytes[tag.end..<end.inner]
            return end.outer
        case "endraw": break
        case "comment":
            if let end = blockEnd("comment", "endcomment", after: tag) { return end.outer }
        case "post_url", "link":
            append(words.first ?? "")
            notes.changed("link to another file of the folder", how: "its path kept as the address")
        case "youtube": address("https://www.youtube.com/watch?v=", words.first)
        case "vimeo": address("https://vimeo.com/", words.first)
        default:
            if !name.utf8.starts(with: "end".utf8) {
                notes.omitted("Liquid tag \(name)", why: "only the old site's theme knows it; text inside it is kept")
            }
        }
        return tag.end
    }

    /// Where the tag that ends a block begins and ends.
    private mutating func blockEnd(_ name: String, _ ending: StaticString, after tag: Tag) -> (inner: Int, outer: Int)? {
        guard !endless.contains(name) else { return nil }
        guard let word = bytes.firstPlace(of: ending, from: tag.end), let close = bytes.firstPlace(of: "%}", from: word),
            let inner = bytes[tag.end..<word].lastIndex(of: UInt8(ascii: "{"))
        else {
            endless.insert(name)
            return nil
        }
        return (inner, close + 2)
    }

    private mutating func replaceValue(_ words: Words) {
        switch words.name {
        // Addresses that begin with the site's own lead to the same place without it.
        case "site.url", "site.baseurl": break
        case let name where words["relative_url"] != nil || words.all.contains("relative_url") || words.all.contains("absolute_url"):
            append(name)
        default:
            notes.omitted("Liquid value \(words.name)", why: "only the old site's configuration knows it")
        }
    }

    // MARK: Equivalents

    private mutating func picture(_ words: Words) {
        guard let source = words["src"] ?? words.first, !source.isEmpty else {
            notes.omitted("figure without an address", why: "there is nothing to show")
            return
        }
        // A picture's title is its caption and its credit.
        let caption = [words["caption"] ?? words["title"] ?? "", words["attr"] ?? ""]
        let title = caption[1].isEmpty ? caption[0] : caption.joined(separator: " | ")
        let alternative = (words["alt"] ?? "").filter { $0 != "[" && $0 != "]" }
        append("![\(alternative)](<\(source)>")
        if !title.isEmpty {
            append(" \"\(title.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\"")
        }
        append(")")
        if words["link"] != nil { notes.changed("link around a picture", how: "dropped; the picture stays") }
    }

    private mutating func address(_ beginning: String, _ id: String?) {
        guard let id, !id.isEmpty else { return }
        append("\n\n\(beginning)\(id)\n\n")
        notes.changed("embed by shortcode", how: "set as its address on a line of its own")
    }

    private mutating func fence(_ language: String?) {
        if let last = output.last, last != UInt8(ascii: "\n") { append("\n") }
        append("```\(language ?? "")")
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    /// A tag's words: its name, and after it values, some with a key.
    private struct Words {
        var name = ""
        var first: String?
        /// All, the name first, as they were written.
        var all: [String] = []
        private var keyed: [String: String] = [:]

        subscript(_ key: String) -> String? { keyed[key] }

        init(_ text: String) {
            var rest = Substring(text)
            while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
                rest = rest[start...]
                var key: String?
                let word = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != "\"" }
                if !word.isEmpty, rest[word.endIndex...].first == "=" {
                    key = String(word)
                    rest = rest[word.endIndex...].dropFirst()
                }
                let value = Self.value(&rest)
                all.append(value)
                if let key {
                    keyed[key] = value
                } else if name.isEmpty {
                    name = value
                } else if first == nil {
                    first = value
                }
            }
        }

        private static func value(_ rest: inout Substring) -> String {
            if let quote = rest.first, quote == "\"" || quote == "`" || quote == "'" {
                var value = ""
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != quote {
                    // Only in straight double marks does a backslash keep the next one from ending the text.
                    value.append(character == "\\" && quote == "\"" ? rest.popFirst() ?? character : character)
                }
                return value
            }
            let word = rest.prefix { !$0.isWhitespace }
            rest = rest[word.endIndex...]
            return String(word)
        }
    }
}
