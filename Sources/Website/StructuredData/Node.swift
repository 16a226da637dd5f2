/// One thing of schema.org: its type, and its properties in the order in which they were set.
struct Node: Encodable, Sendable {
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
        return node
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type, forKey: Key("@type"))
        try container.encodeIfPresent(identifier, forKey: Key("@id"))
        for (name, value) in properties { try container.encode(value, forKey: Key(name)) }
    }
}

extension Node.Value: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .node(let node): try container.encode(node)
        case .list(let values): try container.encode(values)
        }
    }
}
