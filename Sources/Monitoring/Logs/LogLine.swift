public import Logging
public import Storage

/// One event as one line: whatever its values hold, no more than one line comes of it, and nothing that a terminal
/// would obey.
public struct LogLine: Sendable {
    public var time: Timestamp
    public var level: Logger.Level
    public var message: String
    public var metadata: Logger.Metadata

    public init(time: Timestamp, level: Logger.Level, message: String, metadata: Logger.Metadata = [:]) {
        self.time = time
        self.level = level
        self.message = message
        self.metadata = metadata
    }

    /// The longest message or value that is written, in UTF-8 bytes: a line must not fill the disk by itself.
    static let longestValue = 8192

    /// The bytes of the line, its end included.
    public func bytes(_ format: LogFormat) -> [UInt8] {
        var line = ""
        line.reserveCapacity(160)
        switch format {
        case .text: writeText(to: &line)
        case .json: writeJSON(to: &line)
        }
        line.append("\n")
        return Array(line.utf8)
    }

    private func writeText(to line: inout String) {
        line.append(InstantText.rfc3339(time))
        line.append(" ")
        line.append(level.rawValue)
        line.append(" ")
        Self.appendEscaped(message, to: &line)
        for (name, value) in fields {
            line.append(" ")
            line.append(Self.bare(name))
            line.append("=")
            let text = Self.flat(value)
            if !text.isEmpty, text.unicodeScalars.allSatisfy(Self.isPlain) {
                line.append(text)
            } else {
                line.append("\"")
                Self.appendEscaped(text, to: &line)
                line.append("\"")
            }
        }
    }

    private func writeJSON(to line: inout String) {
        line.append("{\"time\":\"")
        line.append(InstantText.rfc3339(time))
        line.append("\",\"level\":\"")
        line.append(level.rawValue)
        line.append("\",\"message\":\"")
        Self.appendEscaped(message, to: &line)
        line.append("\"")
        for (name, value) in fields {
            line.append(",\"")
            Self.appendEscaped(Self.reserved.contains(name) ? name + "_" : name, to: &line)
            line.append("\":")
            Self.appendJSON(value, to: &line)
        }
        line.append("}")
    }

    /// The names that each line has of its own.
    private static let reserved: Set<String> = ["time", "level", "message"]

    private var fields: [(String, Logger.MetadataValue)] {
        metadata.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    private static func appendJSON(_ value: Logger.MetadataValue, to line: inout String) {
        switch value {
        case .string(let text):
            line.append("\"")
            appendEscaped(text, to: &line)
            line.append("\"")
        case .stringConvertible(let value as any BinaryInteger):
            line.append("\(value)")
        case .stringConvertible(let value as Double) where value.isFinite:
            line.append("\(value)")
        case .stringConvertible(let value as Bool):
            line.append(value ? "true" : "false")
        case .array(let values):
            line.append("[")
            for (index, value) in values.enumerated() {
                if index > 0 { line.append(",") }
                appendJSON(value, to: &line)
            }
            line.append("]")
        case .dictionary(let values):
            line.append("{")
            for (index, (name, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { line.append(",") }
                line.append("\"")
                appendEscaped(name, to: &line)
                line.append("\":")
                appendJSON(value, to: &line)
            }
            line.append("}")
        default:
            appendJSON(.string(flat(value)), to: &line)
        }
    }

    private static func flat(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let value): "\(value)"
        case .array(let values): values.map(flat).joined(separator: ",")
        case .dictionary(let values):
            values.sorted { $0.key < $1.key }.map { "\($0.key):\(flat($0.value))" }.joined(separator: ",")
        @unknown default: "\(value)"
        }
    }

    /// A name as text lines take it: letters, digits, dots, dashes and underscores.
    private static func bare(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { isPlain($0) && $0 != "=" ? $0 : "_" }))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value < 0x7F && scalar != "\"" && scalar != "\\" && scalar != "="
    }

    /// Escapes as JSON does; beyond what it asks for, also what could end a line elsewhere, steer a terminal, or turn
    /// the direction of the text after it.
    private static func appendEscaped(_ text: String, to line: inout String) {
        let isCut = text.utf8.count > longestValue
        let text = isCut ? String(decoding: text.utf8.prefix(longestValue), as: UTF8.self) : text
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line.append("\\\"")
            case "\\": line.append("\\\\")
            case "\n": line.append("\\n")
            case "\r": line.append("\\r")
            case "\t": line.append("\\t")
            default:
                if mustHide(scalar) {
                    let digits = String(scalar.value, radix: 16)
                    line.append("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
                } else {
                    line.unicodeScalars.append(scalar)
                }
            }
        }
        if isCut { line.append("…") }
    }

    private static func mustHide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
