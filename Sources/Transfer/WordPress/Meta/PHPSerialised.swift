/// Reads what PHP's `serialize` wrote, also where the lengths of its texts are wrong.
///
/// They are in many databases, since addresses were replaced in serialised text, or its encoding changed, with no
/// regard to the byte counts in it. Where a text does not end where its length says, it ends at the next `";` that
/// something valid follows. Depth, number of values and the copies made by references are bounded, and no input takes
/// longer than its length warrants.
public struct PHPSerialised {
    /// Why a text could not be read.
    public struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
        public var message: String
        /// In bytes, from 0.
        public var offset: Int

        public var description: String { "\(message) at byte \(offset); the value is left as it is" }
    }

    private static let deepest = 64
    private static let mostValues = 200_000

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var budget = mostValues
    /// What references can point to, in PHP's numbering, which begins at 1; with how many values each holds.
    private var slots: [(value: PHPValue, weight: Int)] = []
    /// How many texts had a wrong length.
    private var repairs = 0

    private init(_ text: String) {
        let all = Array(text.utf8)
        bytes = Array(all[all.trimmed(all.indices)])
    }

    /// Reads a value.
    ///
    /// - Throws: ``Fault`` where the text is not one value, whole.
    public static func read(_ text: String) throws(Fault) -> PHPValue {
        try readCountingRepairs(text).value
    }

    /// Reads a value, and tells how many texts in it had a wrong length.
    public static func readCountingRepairs(_ text: String) throws(Fault) -> (value: PHPValue, repairs: Int) {
        var reader = PHPSerialised(text)
        let value = try reader.value()
        if reader.position < reader.bytes.count { throw reader.fault("something follows the value") }
        return (value, reader.repairs)
    }

    private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }

    // MARK: Values

    private mutating func value() throws(Fault) -> PHPValue {
        budget -= 1
        guard budget > 0 else { throw fault("more values than are read") }
        guard position + 1 < bytes.count else { throw fault("the value ends too early") }
        let type = bytes[position]
        if type == UInt8(ascii: "N") {
            guard bytes.holds("N;", at: position) else { throw fault("a null without its end") }
            position += 2
            return kept(.null)
        }
        guard bytes[position + 1] == UInt8(ascii: ":") else { throw fault("not a serialised value") }
        position += 2
        switch type {
        case UInt8(ascii: "b"): return kept(.boolean(try number(until: ";") != 0))
        case UInt8(ascii: "i"): return kept(.integer(try number(until: ";")))
        case UInt8(ascii: "d"): return kept(.decimal(try decimal()))
        case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "E"): return kept(.text(try text(endingIn: "\";")))
        case UInt8(ascii: "a"): return try map(type: nil)
        case UInt8(ascii: "O"):
            let name = try text(endingIn: "\":")
            return try map(type: name)
        case UInt8(ascii: "C"): return try opaqueObject()
        case UInt8(ascii: "R"): return try reference()
        case UInt8(ascii: "r"): return kept(try reference())
        default:
            position -= 2
            throw fault("unknown type «\(Character(Unicode.Scalar(type)))»")
        }
    }

    private mutating func kept(_ value: PHPValue, weight: Int = 1) -> PHPValue {
        slots.append((value, weight))
        return value
    }

    private mutating func number(until end: Character) throws(Fault) -> Int {
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") { position += 1 }
        while position < bytes.count, bytes[position].isASCIIDigit { position += 1 }
        guard position < bytes.count, bytes[position] == end.asciiValue,
            let number = Int(String(decoding: bytes[start..<position], as: UTF8.self))
        else { throw fault("not a whole number") }
        position += 1
        return number
    }

    private mutating func decimal() throws(Fault) -> Double {
        let start = position
        // The longest that PHP writes has some 25 characters.
        while position < bytes.count, bytes[position] != UInt8(ascii: ";"), position - start < 64 { position += 1 }
        let written = String(decoding: bytes[start..<position], as: UTF8.self)
        guard position < bytes.count, bytes[position] == UInt8(ascii: ";"), let number = Double(written) else {
            throw fault("not a number")
        }
        position += 1
        return number
    }

    // MARK: Texts

    /// Reads `length:"text"` and the two bytes that end it.
    private mutating func text(endingIn end: StaticString) throws(Fault) -> String {
        let length = try number(until: ":")
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("a text without its mark") }
        position += 1
        let start = position
        if length >= 0, length <= bytes.count - start, bytes.holds(end, at: start + length), isFollowedWell(start + length + 2)
        {
            position = start + length + 2
            return String(decoding: bytes[start..<(start + length)], as: UTF8.self)
        }
        var close = start
        while close < bytes.count {
            if bytes[close] == UInt8(ascii: "\""), bytes.holds(end, at: close), isFollowedWell(close + 2) {
                repairs += 1
                position = close + 2
                return String(decoding: bytes[start..<close], as: UTF8.self)
            }
            close += 1
        }
        throw fault("a text that never ends")
    }

    /// Whether a value, the end of an array or nothing at all stands at a position.
    private func isFollowedWell(_ index: Int) -> Bool {
        guard index < bytes.count else { return index == bytes.count }
        switch bytes[index] {
        case UInt8(ascii: "}"): return true
        case UInt8(ascii: "N"): return bytes.holds("N;", at: index)
        case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "s"),
            UInt8(ascii: "S"), UInt8(ascii: "O"), UInt8(ascii: "C"), UInt8(ascii: "E"), UInt8(ascii: "R"),
            UInt8(ascii: "r"):
            return bytes.holds(":", at: index + 1)
        // The number of an object's properties.
        default: return bytes[index].isASCIIDigit
        }
    }

    // MARK: Arrays and objects

    private mutating func map(type: String?) throws(Fault) -> PHPValue {
        guard depth < Self.deepest else { throw fault("nested too deep") }
        let count = try number(until: ":")
        guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { throw fault("an array without its mark") }
        position += 1
        depth += 1
        let slot = slots.count
        // What refers to the array from inside it finds nothing: a value can't hold itself.
        slots.append((.null, 1))
        let budgetBefore = budget
        var entries: [PHPValue.Entry] = []
        entries.reserveCapacity(min(max(count, 0), 256))
        while position < bytes.count, bytes[position] != UInt8(ascii: "}") {
            let key = try key(isProperty: type != nil)
            entries.append(PHPValue.Entry(key: key, value: try value()))
        }
        guard position < bytes.count else { throw fault("an array that never ends") }
        position += 1
        depth -= 1
        let map = PHPValue.map(entries, type: type)
        slots[slot] = (map, budgetBefore - budget + 1)
        return map
    }

    private mutating func key(isProperty: Bool) throws(Fault) -> PHPValue.Key {
        guard position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: ":") else { throw fault("a key that is none") }
        let type = bytes[position]
        position += 2
        switch type {
        case UInt8(ascii: "i"): return .integer(try number(until: ";"))
        case UInt8(ascii: "s"), UInt8(ascii: "S"):
            let name = try text(endingIn: "\";")
            // Private properties carry their class between two null characters.
            guard isProperty, name.utf8.first == 0, let end = name.utf8.dropFirst().firstIndex(of: 0) else { return .text(name) }
            return .text(String(name[name.utf8.index(after: end)...]))
        default:
            position -= 2
            throw fault("a key that is none")
        }
    }

    /// An object that wrote itself in its own way: that text is all that can be said of it.
    private mutating func opaqueObject() throws(Fault) -> PHPValue {
        let name = try text(endingIn: "\":")
        let length = try number(until: ":")
        guard length >= 0, length <= bytes.count - position - 2, bytes[position] == UInt8(ascii: "{"),
            bytes[position + 1 + length] == UInt8(ascii: "}")
        else { throw fault("an object without its end") }
        let content = String(decoding: bytes[(position + 1)..<(position + 1 + length)], as: UTF8.self)
        position += length + 2
        return kept(.map([PHPValue.Entry(key: .text("serialised"), value: .text(content))], type: name))
    }

    private mutating func reference() throws(Fault) -> PHPValue {
        let number = try number(until: ";")
        guard number >= 1, number <= slots.count else { throw fault("a reference to nothing") }
        let (value, weight) = slots[number - 1]
        budget -= weight
        guard budget > 0 else { throw fault("more values than are read") }
        return value
    }
}
