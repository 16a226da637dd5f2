import Foundation
import Storage

/// Reads the lines that ``RowText`` writes, and refuses every other spelling: what was read is what would be written.
struct RowTextReader {
    /// What is wrong with a line, to be said after where it stands.
    struct Fault: Error {
        let why: String
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The values of a line, without its line feed.
    static func values(_ line: ArraySlice<UInt8>, of table: TableShape) throws(Fault) -> [SQLValue] {
        var reader = RowTextReader(line)
        var values: [SQLValue] = []
        values.reserveCapacity(table.columns.count)
        for (index, column) in table.columns.enumerated() {
            try reader.expect(index == 0 ? "{\"" : ",\"", before: column.name)
            try reader.expect(column.name, before: column.name)
            try reader.expect("\":", before: column.name)
            values.append(try reader.value(of: column))
        }
        try reader.expect("}", before: "its end")
        guard reader.position == line.endIndex else { throw Fault(why: "something stands behind the row") }
        return values
    }

    private mutating func expect(_ text: String, before what: String) throws(Fault) {
        guard bytes[position...].starts(with: text.utf8) else {
            throw Fault(why: "“\(what)” is not where it has to be")
        }
        position += text.utf8.count
    }

    private mutating func value(of column: TableShape.Column) throws(Fault) -> SQLValue {
        if bytes[position...].starts(with: "null".utf8) {
            guard column.isNullable else { throw Fault(why: "“\(column.name)” must not be null") }
            position += 4
            return .null
        }
        let value: SQLValue? =
            switch column.type {
            case .integer: try integer()
            case .real: try real()
            case .text: SQLValue.text(try string(column))
            case .bytes: Self.bytes(try string(column))
            }
        guard let value else { throw Fault(why: "“\(column.name)” is not of its type, or not in its one spelling") }
        return value
    }

    private mutating func number() -> String {
        let start = position
        while position < bytes.endIndex, ![UInt8(ascii: ","), UInt8(ascii: "}")].contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func integer() throws(Fault) -> SQLValue? {
        let text = number()
        guard let integer = Int64(text), "\(integer)" == text else { return nil }
        return .integer(integer)
    }

    private mutating func real() throws(Fault) -> SQLValue? {
        let text = number()
        switch text {
        case "\"Infinity\"": return .real(.infinity)
        case "\"-Infinity\"": return .real(-.infinity)
        default:
            guard let number = Double(text), number.isFinite, "\(number)" == text else { return nil }
            return .real(number)
        }
    }

    private static func bytes(_ text: String) -> SQLValue? {
        if text.utf8.contains(UInt8(ascii: "-")) {
            guard let identifier = Identifier<Void>(text), identifier.description == text else { return nil }
            return .bytes(identifier.bytes)
        }
        guard let data = Data(base64Encoded: text), data.count != 16, data.base64EncodedString() == text else { return nil }
        return .bytes([UInt8](data))
    }

    private mutating func string(_ column: TableShape.Column) throws(Fault) -> String {
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else {
            throw Fault(why: "“\(column.name)” is no string")
        }
        position += 1
        var text: [UInt8] = []
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw Fault(why: "“\(column.name)” is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                guard let escaped = escaped() else { throw Fault(why: "“\(column.name)” holds an escape that no row has") }
                text.append(escaped)
            case 0..<0x20: throw Fault(why: "“\(column.name)” holds a control character")
            default: text.append(byte)
            }
        }
        throw Fault(why: "“\(column.name)” has no end")
    }

    private mutating func escaped() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
        case UInt8(ascii: "n"): return UInt8(ascii: "\n")
        case UInt8(ascii: "r"): return UInt8(ascii: "\r")
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "u"):
            let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
            position += digits.utf8.count
            // NUL is no text that both engines keep; the others here have a shorter escape or need none.
            guard let code = UInt8(digits, radix: 16), digits.utf8.count == 4, digits == digits.lowercased(),
                (1..<0x20).contains(code), ![0x09, 0x0A, 0x0D].contains(code)
            else { return nil }
            return code
        default: return nil
        }
    }
}
