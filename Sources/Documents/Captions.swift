import QuotationCheck

/// The words of a caption file, cue after cue, without times and styling.
struct Captions {
    private(set) var text = ""
    /// Who speaks where, if the file has voices (`<v Jane Doe>`).
    private(set) var turns: [SpeakerTurn] = []
    private var count = 0

    /// WebVTT.
    ///
    /// - Throws: ``CaptionsFault`` where it is none.
    init(webVTT file: String) throws {
        let content = file.hasPrefix("\u{FEFF}") ? String(file.dropFirst()) : file
        guard content.hasPrefix("WEBVTT") else { throw CaptionsFault.noWebVTT }
        for block in Self.blocks(of: content) {
            guard let times = block.prefix(2).firstIndex(where: { $0.contains("-->") }) else { continue }
            var voice: String?
            for line in block[(times + 1)...] { addLine(line, voice: &voice) }
        }
    }

    /// SubRip.
    ///
    /// - Throws: ``CaptionsFault`` where it is none.
    init(subRip file: String) throws {
        var hasCues = false
        for block in Self.blocks(of: file) {
            guard let times = block.prefix(2).firstIndex(where: { $0.contains("-->") }) else { continue }
            hasCues = true
            for line in block[(times + 1)...] { add(Self.withoutTags(line, also: "{"), voice: nil, startsLine: true) }
        }
        guard hasCues || file.allSatisfy(\.isWhitespace) else { throw CaptionsFault.noSubRip }
    }

    /// Runs of lines between empty ones.
    private static func blocks(of file: String) -> [[Substring]] {
        file.split(omittingEmptySubsequences: false) { $0.isNewline }
            .split { $0.allSatisfy(\.isWhitespace) }.map(Array.init)
    }

    // MARK: Cues

    /// A line of a cue, in which the voice may change.
    private mutating func addLine(_ line: Substring, voice: inout String?) {
        var rest = line[...]
        var startsLine = true
        while let open = rest.firstRange(of: "<v") {
            let following = rest[open.upperBound...]
            guard let first = following.first, first == " " || first == "." || first == "\t",
                let close = following.firstIndex(of: ">")
            else { break }
            addPiece(rest[..<open.lowerBound], voice, &startsLine)
            // `<v.loud Jane Doe>`: the classes end at the first space.
            let name = following[..<close].drop { $0 != " " && $0 != "\t" }
            voice = Self.plain(name)
            rest = following[following.index(after: close)...]
        }
        addPiece(rest, voice, &startsLine)
        if line.contains("</v>") { voice = nil }
    }

    private mutating func addPiece(_ piece: Substring, _ voice: String?, _ startsLine: inout Bool) {
        let plain = Self.plain(Self.withoutTags(piece)[...])
        guard !plain.isEmpty else { return }
        add(plain, voice: voice, startsLine: startsLine)
        startsLine = false
    }

    private mutating func add(_ piece: String, voice: String?, startsLine: Bool) {
        guard !piece.isEmpty else { return }
        if !text.isEmpty {
            text += startsLine ? "\n" : " "
            count += 1
        }
        let start = count
        text += piece
        count += piece.unicodeScalars.count
        guard let voice, !voice.isEmpty else { return }
        if let last = turns.last, last.speaker == voice, last.range.end + 1 == start {
            turns[turns.count - 1].range.end = count
        } else {
            turns.append(SpeakerTurn(speaker: voice, range: CodePointRange(start: start, end: count)))
        }
    }

    // MARK: Text

    /// Without `<…>`, and without SubRip's `{\…}`.
    private static func withoutTags(_ line: Substring, also brace: Character? = nil) -> String {
        var plain = ""
        var rest = line[...]
        while let first = rest.first {
            if first == "<", let close = rest.firstIndex(of: ">"), isTag(rest[..<close].dropFirst()) {
                rest = rest[rest.index(after: close)...]
            } else if first == brace, rest.dropFirst().first == "\\", let close = rest.firstIndex(of: "}") {
                rest = rest[rest.index(after: close)...]
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        return plain
    }

    /// `i`, `/i`, `c.yellow`, `00:00:05.000`; not the sign in `a < b`.
    private static func isTag(_ content: Substring) -> Bool {
        guard let first = content.first else { return true }
        return first.isLetter || first.isNumber || first == "/"
    }

    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&"),
    ]

    private static func plain(_ text: Substring) -> String {
        var plain = String(text)
        if plain.contains("&") { for (entity, sign) in entities { plain = plain.replacing(entity, with: sign) } }
        while plain.first?.isWhitespace == true { plain.removeFirst() }
        while plain.last?.isWhitespace == true { plain.removeLast() }
        return plain
    }
}

/// Why a caption file is none.
enum CaptionsFault: Error, CustomStringConvertible {
    case noWebVTT
    case noSubRip

    var description: String {
        switch self {
        case .noWebVTT: "a WebVTT file begins with WEBVTT"
        case .noSubRip: "a SubRip file has lines of times with --> between"
        }
    }
}
