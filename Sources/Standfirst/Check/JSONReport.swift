import Foundation
import QuotationCheck

/// A check as one JSON object, written quotation by quotation, so that a story of nothing but quotations is not held
/// in memory a second time.
struct JSONReport {
    private static let bufferBytes = 1 << 20

    private let encoder: JSONEncoder
    private var buffer = Data()

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// `{"copied":[…],"quotations":[…],"summary":{…}}`, with `"unread"` where the story was not read to its end.
    static func write(_ report: CheckReport) throws {
        var output = JSONReport()
        output.append("{\"copied\":")
        try output.append(array: report.copied)
        output.append(",\n\"quotations\":")
        try output.append(array: report.quotations)
        output.append(",\n\"summary\":")
        try output.append(Dictionary(uniqueKeysWithValues: report.summary.map { ($0.key.rawValue, $0.value) }))
        try output.append(unread: report.unread)
        output.append("}\n")
        try output.flush()
    }

    /// `{"quotations":[…]}`, with `"unread"` where the story was not read to its end.
    static func write(_ found: QuotationFinder.Finding) throws {
        var output = JSONReport()
        output.append("{\"quotations\":")
        try output.append(array: found.quotations)
        try output.append(unread: found.unread)
        output.append("}\n")
        try output.flush()
    }

    private mutating func append(unread: CodePointRange?) throws {
        guard let unread else { return }
        append(",\n\"unread\":")
        try append(unread)
    }

    private mutating func append(array values: [some Encodable]) throws {
        append("[")
        for (index, value) in values.enumerated() {
            append(index == 0 ? "\n" : ",\n")
            try append(value)
            if buffer.count > Self.bufferBytes { try flush() }
        }
        append(values.isEmpty ? "]" : "\n]")
    }

    private mutating func append(_ value: some Encodable) throws { buffer.append(try encoder.encode(value)) }

    private mutating func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

    private mutating func flush() throws {
        try FileHandle.standardOutput.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
