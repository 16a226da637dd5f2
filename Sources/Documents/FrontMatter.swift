/// The lines between `---` and `---` that begin a Markdown file and are about it, not in it.
enum FrontMatter {
    /// A file's front matter and what follows it. Of the front matter, flat lines `name: value` are read; names are given in
    /// small letters, values without the marks around them.
    static func parted(from text: String) -> (head: [String: String], content: String) {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard lines.first.map(isFence) == true, lines.count > 1 else { return ([:], text) }
        guard let end = lines.dropFirst().firstIndex(where: { isFence($0) || $0 == "..." }) else { return ([:], text) }
        // A rule, a heading underlined with dashes: front matter holds at least one key.
        guard lines[1..<end].contains(where: { $0.contains(":") }) else { return ([:], text) }
        var head: [String: String] = [:]
        for line in lines[1..<end] {
            guard let colon = line.firstIndex(of: ":"), line.first?.isWhitespace == false else { continue }
            let value = unquoted(line[line.index(after: colon)...])
            if !value.isEmpty { head[line[..<colon].lowercased()] = value }
        }
        return (head, String(text[lines[end].endIndex...]))
    }

    private static func unquoted(_ value: Substring) -> String {
        var value = value
        while value.first?.isWhitespace == true { value.removeFirst() }
        while value.last?.isWhitespace == true { value.removeLast() }
        if let mark = value.first, mark == "\"" || mark == "'", value.count > 1, value.last == mark {
            value = value.dropFirst().dropLast()
        }
        return String(value)
    }

    private static func isFence(_ line: Substring) -> Bool {
        line.hasPrefix("---") && line.allSatisfy { $0 == "-" || $0 == " " } && line.filter { $0 == "-" }.count == 3
    }
}
