import CGumbo

/// Parses HTML as browsers do (the HTML standard's fragment algorithm, by gumbo), within bounds.
enum HTMLParser {
    /// Elements deeper than this give their text alone; canonical HTML is never so deep.
    static let depthLimit = 160

    static func parse(_ html: String, limits: ReadingLimits) throws(BodyError) -> [HTMLNode] {
        try read(html) { utf8 throws(BodyError) in
            if let nodes = WellFormedMarkup.parse(utf8, limits: limits) { return nodes }
            return try parse(utf8, limits: limits)
        }
    }

    /// As ``parse(_:limits:)``, by the standard's whole algorithm whatever the mark-up is.
    static func parseWhole(_ html: String, limits: ReadingLimits = ReadingLimits()) throws(BodyError) -> [HTMLNode] {
        try read(html) { utf8 throws(BodyError) in try parse(utf8, limits: limits) }
    }

    private static func read(
        _ html: String, _ parse: (UnsafeBufferPointer<UInt8>) throws(BodyError) -> [HTMLNode]
    ) throws(BodyError) -> [HTMLNode] {
        var html = html
        let result = html.withUTF8 { utf8 -> Result<[HTMLNode], BodyError> in
            do throws(BodyError) {
                return .success(try parse(utf8))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func parse(_ utf8: UnsafeBufferPointer<UInt8>, limits: ReadingLimits) throws(BodyError) -> [HTMLNode] {
        guard utf8.count <= limits.bytes else { throw .tooLong(bytes: utf8.count, limit: limits.bytes) }
        guard startTags(in: utf8) <= limits.tags else { throw .tooComplex(limit: "more than \(limits.tags) tags") }
        guard let flattened = try NestingLimit.flattened(utf8) else { return try parse(bounded: utf8, limits: limits) }
        return try flattened.withUnsafeBufferPointer { utf8 throws(BodyError) in try parse(bounded: utf8, limits: limits) }
    }

    private static func parse(
        bounded utf8: UnsafeBufferPointer<UInt8>, limits: ReadingLimits
    ) throws(BodyError) -> [HTMLNode] {
        guard !utf8.isEmpty, let start = utf8.baseAddress else { return [] }
        guard let arena = gumbo_arena_create(limits.memory, limits.seconds) else {
            throw .tooComplex(limit: "no memory")
        }
        defer { gumbo_arena_destroy(arena) }
        let root = start.withMemoryRebound(to: CChar.self, capacity: utf8.count) { text in
            gumbo_arena_parse(arena, text, utf8.count)
        }
        guard let root else { throw .tooComplex(limit: "\(limits.memory) bytes or \(limits.seconds) seconds to parse") }
        return children(of: root.pointee.v.element.children, depth: 0)
    }

    private static func startTags(in utf8: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in utf8 {
            if previous == UInt8(ascii: "<"), byte.isASCIILetter { count += 1 }
            previous = byte
        }
        return count
    }

    private static func children(of vector: GumboVector, depth: Int) -> [HTMLNode] {
        var nodes: [HTMLNode] = []
        nodes.reserveCapacity(Int(vector.length))
        for node in pointers(vector) {
            if let node = self.node(node, depth: depth) { nodes.append(node) }
        }
        return nodes
    }

    private static func node(_ node: UnsafePointer<GumboNode>, depth: Int) -> HTMLNode? {
        switch node.pointee.type {
        case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE:
            return .text(String(cString: node.pointee.v.text.text))
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
            guard depth < depthLimit else { return .text(textBelow(node)) }
            let element = node.pointee.v.element
            return .element(
                HTMLElement(
                    name: name(of: element), isForeign: element.tag_namespace != GUMBO_NAMESPACE_HTML,
                    attributes: attributes(of: element), children: children(of: element.children, depth: depth + 1)))
        default: return nil
        }
    }

    /// The text of a subtree, without recursion, for one that may be of any depth.
    private static func textBelow(_ root: UnsafePointer<GumboNode>) -> String {
        var text = ""
        var pending = [root]
        while let node = pending.popLast() {
            switch node.pointee.type {
            case GUMBO_NODE_TEXT, GUMBO_NODE_CDATA, GUMBO_NODE_WHITESPACE:
                text += String(cString: node.pointee.v.text.text)
            case GUMBO_NODE_ELEMENT:
                let element = node.pointee.v.element
                if element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE { continue }
                pending += pointers(element.children).reversed()
            default: continue
            }
        }
        return text
    }

    private static func name(of element: GumboElement) -> String {
        if element.tag != GUMBO_TAG_UNKNOWN { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        guard let start = piece.data else { return "" }
        return start.withMemoryRebound(to: UInt8.self, capacity: piece.length) { bytes in
            String(decoding: UnsafeBufferPointer(start: bytes, count: piece.length), as: UTF8.self).lowercased()
        }
    }

    private static func attributes(of element: GumboElement) -> [(name: String, value: String)] {
        let vector = element.attributes
        guard let data = vector.data else { return [] }
        return (0..<Int(vector.length)).compactMap { index in
            guard let attribute = data[index]?.assumingMemoryBound(to: GumboAttribute.self).pointee else { return nil }
            return (String(cString: attribute.name).lowercased(), String(cString: attribute.value))
        }
    }

    private static func pointers(_ vector: GumboVector) -> [UnsafePointer<GumboNode>] {
        guard let data = vector.data else { return [] }
        return (0..<Int(vector.length)).compactMap { index in
            data[index].map { UnsafePointer($0.assumingMemoryBound(to: GumboNode.self)) }
        }
    }
}
