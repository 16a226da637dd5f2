/// A value of front matter, whichever language it was written in.
///
/// Numbers and dates keep their text, so that a title like `2020.10` stays what it is.
public indirect enum FrontMatterValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case text(String)
    case list([FrontMatterValue])
    /// In the order of the file, where its language has one.
    case map([Entry])

    public struct Entry: Equatable, Sendable {
        public var key: String
        public var value: FrontMatterValue

        public init(key: String, value: FrontMatterValue) {
            self.key = key
            self.value = value
        }
    }

    public subscript(_ key: String) -> FrontMatterValue? {
        if case .map(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
    }

    /// The text, or a boolean as text; `nil` for what is empty or has parts.
    public var string: String? {
        switch self {
        case .text(let text): text.isEmpty ? nil : text
        case .boolean(let value): value ? "true" : "false"
        default: nil
        }
    }

    public var boolean: Bool? {
        switch self {
        case .boolean(let value): value
        case .text("true"), .text("yes"): true
        case .text("false"), .text("no"): false
        default: nil
        }
    }

    /// The texts of a list, or a single text as a list of one.
    public var strings: [String] {
        switch self {
        case .list(let values): values.compactMap(\.string)
        default: string.map { [$0] } ?? []
        }
    }
}
