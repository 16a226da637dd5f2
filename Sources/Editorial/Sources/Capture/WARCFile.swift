import Foundation
import Markup
import Storage

/// A capture as a WARC file (ISO 28500, version 1.1): what was asked and answered, byte for byte, each redirect with
/// records of its own.
struct WARCFile: Sendable, Hashable {
    static let mediaType = "application/warc"

    var records: [WARCRecord]

    var bytes: [UInt8] { records.flatMap(\.bytes) }

    /// - Parameter makeID: Gives the records their identifiers.
    init(_ exchanges: [WebExchange], software: String, at moment: Timestamp, makeID: () -> UUID = { UUID() }) {
        records = [.information(makeID(), at: moment, software: software)]
        for exchange in exchanges {
            let (request, response) = (makeID(), makeID())
            records += [.response(response, exchange), .request(request, exchange, answeredBy: response)]
        }
    }

    /// Reads a file, uncompressed.
    /// - Throws: ``WARCFault``
    init(reading bytes: [UInt8]) throws(WARCFault) {
        records = []
        var reader = WARCReader(bytes: bytes)
        while let record = try reader.next() { records.append(record) }
    }

    /// The digest of the last answer's body: whether two captures got the same.
    var payloadDigest: String? {
        records.last { $0.field("WARC-Type") == "response" }?.field("WARC-Payload-Digest")
    }
}

/// Reads record after record.
private struct WARCReader {
    let bytes: [UInt8]
    var place = 0

    mutating func next() throws(WARCFault) -> WARCRecord? {
        guard place < bytes.count else { return nil }
        guard let version = line(), version.hasPrefix("WARC/1.") else { throw .noRecord(at: place) }
        var fields: [(name: String, value: String)] = []
        var length: Int?
        while true {
            guard let line = line() else { throw .cutOff(at: place) }
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: ":") else { throw .noRecord(at: place) }
            let name = String(line[..<colon])
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            if name.lowercased() == "content-length" { length = Int(value) } else { fields.append((name, value)) }
        }
        guard let length, length >= 0 else { throw .noLength(at: place) }
        guard length <= bytes.count - place else { throw .cutOff(at: place) }
        let block = Array(bytes[place..<(place + length)])
        place += length
        guard line() == "", line() == "" else { throw .cutOff(at: place) }
        return WARCRecord(fields: fields, block: block)
    }

    /// Up to the next CRLF; `nil` where there is none.
    private mutating func line() -> String? {
        var end = place
        while end + 1 < bytes.count {
            if bytes[end] == 0x0D, bytes[end + 1] == 0x0A {
                defer { place = end + 2 }
                return String(decoding: bytes[place..<end], as: UTF8.self)
            }
            end += 1
        }
        return nil
    }
}

/// Why a WARC file can't be read.
enum WARCFault: Error, Sendable, Hashable, CustomStringConvertible {
    case noRecord(at: Int)
    case noLength(at: Int)
    case cutOff(at: Int)

    var description: String {
        switch self {
        case .noRecord(let place): "There is no WARC record at byte \(place)."
        case .noLength(let place): "The WARC record before byte \(place) has no Content-Length."
        case .cutOff(let place): "The WARC file is cut off at byte \(place)."
        }
    }
}

extension SafeURL {
    /// The path with the query, as a request line has it.
    var requestTarget: String {
        let authority = string.drop { $0 != "/" }.drop { $0 == "/" }
        let rest = authority[(authority.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? authority.endIndex)...]
        let target = rest.prefix { $0 != "#" }
        return target.hasPrefix("/") ? String(target) : "/" + target
    }
}
