import Foundation
import QuotationCheck

/// Quotations to check, one JSON object a line: `{"id","text","speaker"?,"source"?}`.
enum QuotationLines {
    private struct Line: Decodable {
        var id: String
        var text: String
        var speaker: String?
        var source: String?
    }

    /// - Throws: ``CheckFault``, for the first line that is no such object.
    static func requests(at path: String, workers: Int) async throws -> [QuotationRequest] {
        let bytes = try FileReading.bytes(path)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .filter { $1.contains { $0 > 0x20 } }
        return try await Concurrently.map(lines.map { ($0, $1) }, workers: workers) { number, line in
            do {
                let read = try JSONDecoder().decode(Line.self, from: Data(line))
                return QuotationRequest(id: read.id, text: read.text, speaker: read.speaker, source: read.source)
            } catch {
                throw CheckFault.line(path: path, number: number + 1, why: "expected {\"id\",\"text\",\"speaker\"?,\"source\"?}")
            }
        }
    }

    /// Results as JSON, one a line.
    static func write(_ results: [CheckedQuotation], workers: Int) async throws {
        let lines = try await Concurrently.map(results, workers: workers) { result in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(result)
        }
        var output = Data()
        for line in lines {
            output.append(line)
            output.append(0x0A)
        }
        try FileHandle.standardOutput.write(contentsOf: output)
    }
}
