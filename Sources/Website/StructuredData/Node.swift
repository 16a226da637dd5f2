/// One thing of schema.org: its type, and its properties in the order in which they were set.
struct Node: Sendable {
    enum Value: Sendable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case node(Node)
        case list([Value])
    }

    private let type: String
    private let identifier: String?
    private var properties: [(name: String, value: Value)] = []
    /// What ``write(to:)`` writes, where it is known.
    private var json: [UInt8]?

    /// - Parameters:
    ///   - type: A schema.org type, as in `NewsArticle`.
    ///   - identifier: The thing's `@id`, an absolute address.
    init(_ type: String, identifier: String? = nil) {
        self.type = type
        self.identifier = identifier
    }

    /// A mention of a thing that is described elsewhere.
    static func mention(_ type: String, identifier: String) -> Node { Node(type, identifier: identifier) }

    func with(_ name: String, _ text: String?) -> Node { set(name, text.map(Value.text)) }

    func with(_ name: String, _ number: Int?) -> Node { set(name, number.map(Value.number)) }

    func with(_ name: String, _ flag: Bool) -> Node { set(name, .flag(flag)) }

    func with(_ name: String, _ node: Node?) -> Node { set(name, node.map(Value.node)) }

    func with(_ name: String, _ nodes: [Node]) -> Node {
        set(name, nodes.isEmpty ? nil : .list(nodes.map(Value.node)))
    }

    func with(_ name: String, _ texts: [String]) -> Node {
        set(name, texts.isEmpty ? nil : .list(texts.map(Value.text)))
    }

    private func set(_ name: String, _ value: Value?) -> Node {
        guard let value else { return self }
        var node = self
        node.properties.append((name, value))
        node.json = nil
        return node
    }

    // MARK: Writing

    /// The same node, written once for many pages.
    var written: Node {
        var node = self
        var json: [UInt8] = []
        write(to: &json)
        node.json = json
        return node
    }

    /// Writes the node, its properties in the order of their names.
    ///
    /// By hand: Foundation's encoder took longer than all the rest of a story's page.
    func write(to json: inout [UInt8]) {
        if let written = self.json { return json.append(contentsOf: written) }
        var all = properties + [(name: "@type", value: .text(type))]
        if let identifier { all.append((name: "@id", value: .text(identifier))) }
        Self.write(all.sorted { $0.name < $1.name }, to: &json)
    }

    static func write(_ properties: [(name: String, value: Value)], to json: inout [UInt8]) {
        json.append(UInt8(ascii: "{"))
        for (index, property) in properties.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json.appendQuoted(property.name)
            json.append(UInt8(ascii: ":"))
            property.value.write(to: &json)
        }
        json.append(UInt8(ascii: "}"))
    }
}

extension Node.Value {
    fileprivate func write(to json: inout [UInt8]) {
        switch self {
        case .text(let text): json.appendQuoted(text)
        case .number(let number): json.append(contentsOf: String(number).utf8)
        case .flag(let flag): json.append(contentsOf: (flag ? "true" : "false").utf8)
        case .node(let node): node.write(to: &json)
        case .list(let values):
            json.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { json.append(UInt8(ascii: ",")) }
                value.write(to: &json)
            }
            json.append(UInt8(ascii: "]"))
        }
    }
}

extension [UInt8] {
    /// A string of JSON (RFC 8259, section 7).
    fileprivate mutating func appendQuoted(_ text: String) {
        append(UInt8(ascii: "\""))
        defer { append(UInt8(ascii: "\"")) }
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0x0A: append(contentsOf: "\\n".utf8)
            case 0x0D: append(contentsOf: "\\r".utf8)
            case 0x09: append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
                append(contentsOf: String(byte, radix: 16).utf8)
            default: append(byte)
            }
        }
    }
}
