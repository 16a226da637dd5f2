import Foundation
import Storage

/// A row as a line of an archive: a JSON object (RFC 8259) with every column in the table's order, without white
/// space, in the one spelling that a row has.
///
/// Integers and real numbers are numbers; text is a string; sixteen bytes are a string in the form of a UUID
/// (RFC 9562, lower-case), other bytes are Base64 (RFC 4648, padded).
enum RowText {
    /// - Throws: ``StorageError/column(_:_:)`` where a value is not of the column's type.
    static func append(_ values: [SQLValue], of table: TableShape, to line: inout [UInt8]) throws(StorageError) {
        line.append(UInt8(ascii: "{"))
        for (index, column) in table.columns.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            appendString(column.name, to: &line)
            line.append(UInt8(ascii: ":"))
            switch (values[index], column.type) {
            case (.null, _): line += "null".utf8
            case (.integer(let integer), .integer): line += "\(integer)".utf8
            case (.real(let number), .real): line += real(number).utf8
            case (.text(let text), .text): appendString(text, to: &line)
            case (.bytes(let bytes), .bytes): appendBytes(bytes, to: &line)
            default: throw .column("\(table.name).\(column.name)", "holds a value that is not of its type")
            }
        }
        line += "}\n".utf8
    }

    /// The shortest digits that give the number again, always with a point or an exponent; text for the infinities.
    private static func real(_ number: Double) -> String {
        number.isInfinite ? (number < 0 ? "\"-Infinity\"" : "\"Infinity\"") : "\(number)"
    }

    private static func appendBytes(_ bytes: [UInt8], to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        if let identifier = Identifier<Void>(bytes: bytes) {
            line += identifier.description.utf8
        } else {
            line += Data(bytes).base64EncodedString().utf8
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func appendString(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): line += "\\\"".utf8
            case UInt8(ascii: "\\"): line += "\\\\".utf8
            case UInt8(ascii: "\n"): line += "\\n".utf8
            case UInt8(ascii: "\r"): line += "\\r".utf8
            case UInt8(ascii: "\t"): line += "\\t".utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                line += "\\u00".utf8
                line += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: line.append(byte)
            }
        }
        line.append(UInt8(ascii: "\""))
    }
}
