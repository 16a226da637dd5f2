/// A value as PHP's `serialize` writes it.
///
/// References are resolved; an object is its properties, by name.
public indirect enum PHPValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case decimal(Double)
    case text(String)
    /// An array or, with its class, an object, in the order in which it was written.
    case map([Entry], type: String?)

    public struct Entry: Equatable, Sendable {
        public var key: Key
        public var value: PHPValue

        public init(key: Key, value: PHPValue) {
            self.key = key
            self.value = value
        }
    }

    public enum Key: Equatable, Hashable, Sendable {
        case integer(Int)
        case text(String)
    }

    /// The value of a key of an array or object.
    public subscript(_ key: String) -> PHPValue? {
        guard case .map(let entries, _) = self else { return nil }
        return entries.last { $0.key == .text(key) }?.value
    }

    /// The text, or a number as text.
    public var string: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        default: nil
        }
    }

    /// The number, or a text that is one.
    public var integer: Int? {
        switch self {
        case .integer(let number): number
        case .text(let text): Int(text)
        case .decimal(let number): Int(exactly: number.rounded())
        default: nil
        }
    }

    /// The values of an array, in order; empty for anything else.
    public var values: [PHPValue] {
        if case .map(let entries, _) = self { entries.map(\.value) } else { [] }
    }
}
