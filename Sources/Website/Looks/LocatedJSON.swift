/// JSON (RFC 8259) that knows on which line each value stands, so that a fault can be pointed at.
struct LocatedJSON: Sendable, Hashable {
    /// Of the value's first character; counts from 1.
    let line: Int
    let value: Value

    indirect enum Value: Sendable, Hashable {
        case object([Member])
        case array([LocatedJSON])
        case string(String)
        /// As it was written.
        case number(String)
        case boolean(Bool)
        case null
    }

    struct Member: Sendable, Hashable {
        let name: String
        let line: Int
        let value: LocatedJSON
    }

    /// What the text is instead of JSON.
    struct SyntaxError: Error, Hashable {
        let line: Int
        let message: String
    }

    init(line: Int, value: Value) {
        self.line = line
        self.value = value
    }

    /// Reads a whole text.
    init(_ text: String) throws(SyntaxError) {
        var reader = Reader(text)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.next == nil else { throw reader.error("There is something after the end of the JSON.") }
    }
}

extension LocatedJSON {
    fileprivate struct Reader {
        private let bytes: [UInt8]
        private var index = 0
        private var line = 1

        init(_ text: String) { bytes = Array(text.utf8) }

        var next: UInt8? { index < bytes.count ? bytes[index] : nil }

        func error(_ message: String) -> SyntaxError { SyntaxError(line: line, message: message) }

        mutating func skipSpace() {
            while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { advance() }
        }

        mutating func value(depth: Int) throws(SyntaxError) -> LocatedJSON {
            guard depth < 32 else { throw error("The JSON is nested too deep.") }
            skipSpace()
            let start = line
            switch next {
            case UInt8(ascii: "{"): return LocatedJSON(line: start, value: .object(try members(depth: depth)))
            case UInt8(ascii: "["): return LocatedJSON(line: start, value: .array(try elements(depth: depth)))
            case UInt8(ascii: "\""): return LocatedJSON(line: start, value: .string(try string()))
            case nil: throw error("The file ends where a value should be.")
            default: return LocatedJSON(line: start, value: try word())
            }
        }

        private mutating func advance() {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }

        private mutating func members(depth: Int) throws(SyntaxError) -> [Member] {
            advance()
            var members: [Member] = []
            skipSpace()
            if take("}") { return members }
            repeat {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw error("A name in quotation marks should be here.") }
                let start = line
                let name = try string()
                skipSpace()
                guard take(":") else { throw error("A colon is missing after “\(name)”.") }
                let value = try value(depth: depth + 1)
                members.append(Member(name: name, line: start, value: value))
                skipSpace()
            } while take(",")
            guard take("}") else { throw error("A comma or a closing brace is missing here.") }
            return members
        }

        private mutating func elements(depth: Int) throws(SyntaxError) -> [LocatedJSON] {
            advance()
            var elements: [LocatedJSON] = []
            skipSpace()
            if take("]") { return elements }
            repeat {
                elements.append(try value(depth: depth + 1))
                skipSpace()
            } while take(",")
            guard take("]") else { throw error("A comma or a closing bracket is missing here.") }
            return elements
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            advance()
            return true
        }

        private mutating func string() throws(SyntaxError) -> String {
            advance()
            var units: [UInt8] = []
            while let byte = next, byte != UInt8(ascii: "\"") {
                guard byte >= 0x20 else { throw error("A text isn’t closed on its line.") }
                advance()
                if byte == UInt8(ascii: "\\") {
                    units.append(contentsOf: String(try escaped()).utf8)
                } else {
                    units.append(byte)
                }
            }
            guard take("\"") else { throw error("A text isn’t closed before the end of the file.") }
            return String(decoding: units, as: UTF8.self)
        }

        private mutating func escaped() throws(SyntaxError) -> Character {
            guard let byte = next else { throw error("The file ends within a text.") }
            advance()
            switch byte {
            case UInt8(ascii: "\""): return "\""
            case UInt8(ascii: "\\"): return "\\"
            case UInt8(ascii: "/"): return "/"
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"): return Character(try codePoint())
            default: throw error("There is no escape like this in JSON.")
            }
        }

        /// A code point in one or, beyond U+FFFF, two escapes (RFC 8259, section 7).
        private mutating func codePoint() throws(SyntaxError) -> Unicode.Scalar {
            let first = try hexadecimal()
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xDC00, take("\\"), take("u") else { throw error("Half of an escaped character is missing.") }
            let second = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw error("Half of an escaped character is missing.") }
            return scalar
        }

        private mutating func hexadecimal() throws(SyntaxError) -> UInt32 {
            var number: UInt32 = 0
            for _ in 0..<4 {
                guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                    throw error("An escape needs four hexadecimal digits.")
                }
                advance()
                number = number << 4 | UInt32(digit)
            }
            return number
        }

        private mutating func word() throws(SyntaxError) -> Value {
            let start = index
            while let byte = next, !byte.isEndOfWord { advance() }
            let word = String(decoding: bytes[start..<index], as: UTF8.self)
            switch word {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            case "null": return .null
            default:
                guard Double(word) != nil, word.first?.isLetter == false else {
                    throw error(word.isEmpty ? "A value is missing here." : "“\(word)” should be in quotation marks.")
                }
                return .number(word)
            }
        }
    }
}

extension UInt8 {
    fileprivate var isEndOfWord: Bool {
        self <= 0x20 || self == UInt8(ascii: ",") || self == UInt8(ascii: "}") || self == UInt8(ascii: "]")
            || self == UInt8(ascii: ":") || self == UInt8(ascii: "{") || self == UInt8(ascii: "[")
            || self == UInt8(ascii: "\"")
    }
}
