/// Bounds how deep mark-up nests, and what one tag holds, before the parser sees it.
///
/// The standard's algorithm walks the stack of open elements at nearly every tag, and opens again what emphasis was left
/// open at every paragraph, so that nesting without an end takes time that grows with its square. As browsers do, tags
/// beyond a depth are left out, and the text in them stays. How deep an element is, is never told too small but where
/// the algorithm repairs what no one writes by chance; the parser's own bounds of time and memory stand behind that.
struct NestingLimit {
    /// Open elements; the reader makes elements of fewer, see ``HTMLParser/depthLimit``.
    static let depth = 256
    /// Emphasis that is open, be it in elements that are closed.
    static let formatting = 64
    /// Attributes of one tag, each of which is compared with those before it.
    static let attributes = 1_000
    /// Steps in search of what an end tag closes.
    static let steps = 5_000_000

    private struct Open {
        var name: UInt64
        var kind: ElementKind
        /// Whether what is in it is of SVG or MathML.
        var isForeign = false
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var open: [Open] = []
    private var weight = 0
    private var selects = 0
    private var counts: [UInt64: Int] = [:]
    private var emphasis: [UInt64: Int] = [:]
    private var emphasisCount = 0
    private var dropped: [UInt64: Int] = [:]
    private var stepsLeft = Self.steps
    private var kept: [UInt8] = []
    private var copied = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The mark-up with the tags left out that nest too deep, or `nil` where there are none.
    /// - Throws: ``BodyError/tooComplex(limit:)``
    static func flattened(_ bytes: UnsafeBufferPointer<UInt8>) throws(BodyError) -> [UInt8]? {
        var limit = NestingLimit(bytes)
        try limit.run()
        guard limit.copied > 0 else { return nil }
        limit.kept += bytes[limit.copied...]
        return limit.kept
    }

    // MARK: Tokens

    private mutating func run() throws(BodyError) {
        while let start = next(UInt8(ascii: "<"), from: position) {
            position = start + 1
            guard position < bytes.count else { return }
            let byte = bytes[position]
            if byte.isASCIILetter {
                let (name, hash) = takeName()
                let isSelfClosing = try skipAttributes()
                opens(name, hash, isSelfClosing: isSelfClosing, from: start)
                if name == "plaintext" { return }
            } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1].isASCIILetter {
                position += 1
                let (name, hash) = takeName()
                _ = try skipAttributes()
                try closes(name, hash, from: start)
            } else if byte == UInt8(ascii: "!"), has("--", at: position + 1) {
                position = endOfComment(from: position + 3)
            } else if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "/") {
                position = next(UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? bytes.count
            }
        }
    }

    private func next(_ byte: UInt8, from start: Int) -> Int? {
        start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
    }

    private func has(_ text: StaticString, at start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }

    /// `<!-->` is a whole comment.
    private func endOfComment(from start: Int) -> Int {
        var place = start - 2
        while let dash = next(UInt8(ascii: "-"), from: place) {
            if has("-->", at: dash) { return dash + 3 }
            if dash >= start, has("--!>", at: dash) { return dash + 4 }
            place = dash + 1
        }
        return bytes.count
    }

    /// A name in small letters; a long one by its first bytes and its hash.
    private mutating func takeName() -> (name: String, hash: UInt64) {
        let start = position
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        while position < bytes.count, !Self.endsName(bytes[position]) {
            let byte = bytes[position]
            let small = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            hash = (hash ^ UInt64(small)) &* 0x100_0000_01b3
            position += 1
        }
        let name = String(decoding: bytes[start..<min(position, start + 16)], as: UTF8.self).lowercased()
        return (name, hash)
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }

    /// - Returns: Whether the tag ends in `/>`.
    private mutating func skipAttributes() throws(BodyError) -> Bool {
        var count = 0
        var endsInSlash = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                return endsInSlash
            }
            endsInSlash = byte == UInt8(ascii: "/")
            if Self.endsName(byte) {
                position += 1
                continue
            }
            count += 1
            guard count <= Self.attributes else { throw .tooComplex(limit: "more than \(Self.attributes) attributes in one tag") }
            position += 1
            while position < bytes.count, !Self.endsName(bytes[position]), bytes[position] != UInt8(ascii: "=") { position += 1 }
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { continue }
            position += 1
            skipSpace()
            skipValue()
        }
        return false
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func skipValue() {
        guard position < bytes.count else { return }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            position = next(quote, from: position + 1).map { $0 + 1 } ?? bytes.count
        } else {
            while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ">") { position += 1 }
        }
    }

    /// Past the text of an element that holds no elements.
    private mutating func skipText(until name: String) {
        let end = Array("</\(name)".utf8)
        while let start = next(UInt8(ascii: "<"), from: position) {
            position = start + 1
            let after = start + end.count
            guard after < bytes.count, Self.endsName(bytes[after]) else { continue }
            guard (1..<end.count).allSatisfy({ bytes[start + $0] | 0x20 == end[$0] | 0x20 }) else { continue }
            position = start
            return
        }
        position = bytes.count
    }

    // MARK: Elements

    private mutating func opens(_ name: String, _ hash: UInt64, isSelfClosing: Bool, from start: Int) {
        var kind = ElementKind(name)
        if open.last?.isForeign == true, kind.endsForeign || ElementKind.endingForeign.contains(name) { leaveForeign() }
        let isForeign = open.last?.isForeign == true
        if isForeign, kind == .void || kind == .link || kind == .rawText { kind = .ordinary }
        switch kind {
        case .void, .link: return
        case .rawText:
            // A list of options ignores these.
            if selects == 0 { skipText(until: name) }
        case .formatting:
            if emphasisCount >= Self.formatting {
                drop(hash, from: start, isWord: true)
            } else {
                emphasis[hash, default: 0] += 1
                emphasisCount += 1
            }
        case .optional, .cell:
            // One that is open is closed by the next of its name.
            if let same = open.lastIndex(where: { $0.kind.weighs || $0.name == hash }), open[same].name == hash {
                pop(to: same)
            }
            push(Open(name: hash, kind: kind))
        case .block, .scope, .select, .foreign, .form, .ordinary:
            let staysForeign = kind == .foreign || isForeign
            if isSelfClosing, staysForeign { return }
            if weight >= Self.depth {
                drop(hash, from: start, isWord: kind == .ordinary)
            } else {
                let holdsHTML = ["foreignobject", "desc", "annotation-xml"].contains(name)
                push(Open(name: hash, kind: kind, isForeign: staysForeign && !holdsHTML))
            }
        }
    }

    private mutating func closes(_ name: String, _ hash: UInt64, from start: Int) throws(BodyError) {
        let kind = ElementKind(name)
        if let count = dropped[hash], count > 0 {
            dropped[hash] = count - 1
            leaveOut(from: start, isWord: kind == .ordinary || kind == .formatting)
            return
        }
        if kind == .formatting {
            guard let count = emphasis[hash], count > 0 else { return }
            emphasis[hash] = count - 1
            emphasisCount -= 1
            return
        }
        guard counts[hash, default: 0] > 0 else { return }
        var place = open.count - 1
        while place >= 0 {
            if open[place].name == hash {
                pop(to: place)
                dropped.removeAll(keepingCapacity: true)
                return
            }
            guard kind == .foreign ? open[place].isForeign : open[place].kind.isLeft(by: kind) else { return }
            place -= 1
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw .tooComplex(limit: "end tags that close nothing") }
        }
    }

    /// SVG and MathML end where an element of HTML stands in them; no end tag finds them then.
    private mutating func leaveForeign() {
        for place in open.indices.reversed() {
            guard open[place].isForeign else { return }
            counts[open[place].name, default: 1] -= 1
            open[place] = Open(name: 0, kind: .ordinary)
        }
    }

    private mutating func push(_ element: Open) {
        open.append(element)
        counts[element.name, default: 0] += 1
        if element.kind.weighs { weight += 1 }
        if element.kind == .select { selects += 1 }
    }

    private mutating func pop(to place: Int) {
        for element in open[place...] {
            counts[element.name, default: 1] -= 1
            if element.kind.weighs { weight -= 1 }
            if element.kind == .select { selects -= 1 }
        }
        open.removeSubrange(place...)
    }

    private mutating func drop(_ hash: UInt64, from start: Int, isWord: Bool) {
        dropped[hash, default: 0] += 1
        leaveOut(from: start, isWord: isWord)
    }

    /// - Parameter isWord: Whether it may stand within a word; what else is left out still parts words.
    private mutating func leaveOut(from start: Int, isWord: Bool) {
        kept += bytes[copied..<start]
        if !isWord { kept.append(0x20) }
        copied = position
    }
}

/// How the standard's algorithm closes an element.
enum ElementKind {
    case void
    /// Closed by the next of its kind.
    case link
    /// Holds text alone.
    case rawText
    /// Opened again where it was left open.
    case formatting
    /// Closed by what follows it as well as by an end tag; each stands once within what holds it.
    case optional
    /// As that, and end tags in it close nothing about it.
    case cell
    /// Closed by its end tag with all that is open in it.
    case block
    /// End tags in it close nothing about it.
    case scope
    /// As that, and nothing in it is read as text alone.
    case select
    /// The root of SVG or MathML.
    case foreign
    /// Closed without what is open in it.
    case form
    case ordinary

    init(_ name: String) { self = Self.kinds[name] ?? .ordinary }

    /// Whether it counts as a level.
    var weighs: Bool {
        switch self {
        case .block, .scope, .select, .foreign, .form, .ordinary: true
        default: false
        }
    }

    /// Whether it is of HTML alone, and ends SVG and MathML where it stands in them.
    var endsForeign: Bool {
        switch self {
        case .formatting, .optional, .cell, .block, .scope, .select, .form: true
        default: false
        }
    }

    /// Others that do.
    static let endingForeign: Set<String> = ["br", "embed", "hr", "img", "meta", "head", "body", "span", "sub", "sup", "var", "ruby"]

    /// Whether an end tag of a kind looks further than an element of this kind.
    func isLeft(by end: ElementKind) -> Bool {
        switch end {
        case .block: self == .block || self == .ordinary || self == .optional || self == .form
        case .form: false
        case .scope, .select: self == .optional || self == .cell
        default: self == .ordinary
        }
    }

    private static let kinds: [String: ElementKind] = {
        let names: [(ElementKind, String)] = [
            (.void, "area base basefont bgsound br col embed frame hr img image input keygen link meta param source track wbr"),
            (.void, "html head body frameset"), (.link, "a"),
            (.rawText, "script style xmp iframe noembed noframes textarea title"),
            (.formatting, "b big code em font i nobr s small strike strong tt u"),
            (.optional, "p li dt dd tr tbody thead tfoot colgroup option optgroup h1 h2 h3 h4 h5 h6"), (.cell, "td th caption"),
            (
                .block,
                "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header"
                    + " hgroup listing main menu nav ol pre section summary ul"
            ),
            (.scope, "table object applet marquee template button"), (.select, "select"), (.foreign, "svg math"), (.form, "form"),
        ]
        return Dictionary(
            names.flatMap { kind, names in names.split(separator: " ").map { (String($0), kind) } },
            uniquingKeysWith: { first, _ in first })
    }()
}
