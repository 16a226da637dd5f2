import Crypto
import Foundation
import Markup
import Storage

/// One record of a WARC file (ISO 28500, version 1.1): named fields, and a block of bytes.
struct WARCRecord: Sendable, Hashable {
    var fields: [(name: String, value: String)]
    var block: [UInt8]

    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// As a file has it, with the two line ends that close a record.
    var bytes: [UInt8] {
        var bytes = Array("WARC/1.1\r\n".utf8)
        for (name, value) in fields { bytes += Array("\(name): \(value)\r\n".utf8) }
        bytes += Array("Content-Length: \(block.count)\r\n\r\n".utf8)
        return bytes + block + Array("\r\n\r\n".utf8)
    }

    /// A labelled digest in base 32, in which most readers of WARC expect them.
    static func digest(_ bytes: some Collection<UInt8>) -> String {
        "sha256:" + base32(Array(SHA256.hash(data: Array(bytes))))
    }

    static func == (left: WARCRecord, right: WARCRecord) -> Bool {
        left.block == right.block && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    func hash(into hasher: inout Hasher) {
        for (name, value) in fields {
            hasher.combine(name)
            hasher.combine(value)
        }
        hasher.combine(block)
    }

    /// RFC 4648, section 6.
    static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[buffer >> bits & 31])
            }
        }
        if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
        while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }
}

extension WARCRecord {
    /// The head of the file: who made it, by which version of the format.
    static func information(_ id: UUID, at moment: Timestamp, software: String) -> WARCRecord {
        let lines = [
            "software: \(software)", "format: WARC File Format 1.1",
            "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        ]
        return make(
            "warcinfo", id, at: moment, block: lines.flatMap { Array("\($0)\r\n".utf8) }, type: "application/warc-fields")
    }

    static func request(_ id: UUID, _ exchange: WebExchange, answeredBy response: UUID) -> WARCRecord {
        var block = Array("GET \(exchange.address.requestTarget) HTTP/1.1\r\n".utf8)
        block += head(exchange.requestFields)
        return make(
            "request", id, at: exchange.requestedAt, block: block, type: "application/http;msgtype=request",
            more: [
                ("WARC-Target-URI", exchange.address.string), ("WARC-IP-Address", exchange.hostAddress),
                ("WARC-Concurrent-To", identifier(response)),
            ])
    }

    /// The client takes the transfer coding off before the body is seen; its field is kept under another name, so that
    /// nobody takes it off again.
    static func response(_ id: UUID, _ exchange: WebExchange) -> WARCRecord {
        var block = Array("HTTP/1.1 \(exchange.status) \(line(exchange.reason))\r\n".utf8)
        block += head(
            exchange.fields.map { field in
                guard field.name.lowercased() == "transfer-encoding" else { return field }
                return WebExchange.Field(name: "X-Archive-Orig-\(field.name)", value: field.value)
            })
        block += exchange.body
        return make(
            "response", id, at: exchange.requestedAt, block: block, type: "application/http;msgtype=response",
            more: [
                ("WARC-Target-URI", exchange.address.string), ("WARC-IP-Address", exchange.hostAddress),
                ("WARC-Payload-Digest", digest(exchange.body)),
            ])
    }

    private static func make(
        _ kind: String, _ id: UUID, at moment: Timestamp, block: [UInt8], type: String,
        more: [(name: String, value: String)] = []
    ) -> WARCRecord {
        let standing = [
            (name: "WARC-Type", value: kind), (name: "WARC-Record-ID", value: identifier(id)),
            (name: "WARC-Date", value: date(moment)),
        ]
        let closing = [(name: "WARC-Block-Digest", value: digest(block)), (name: "Content-Type", value: type)]
        return WARCRecord(fields: standing + more + closing, block: block)
    }

    private static func identifier(_ id: UUID) -> String { "<urn:uuid:\(id.uuidString.lowercased())>" }

    private static func date(_ moment: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func head(_ fields: [WebExchange.Field]) -> [UInt8] {
        fields.flatMap { Array("\(line($0.name)): \(line($0.value))\r\n".utf8) } + Array("\r\n".utf8)
    }

    /// Without line ends, which no client lets through, and which would end a field early.
    private static func line(_ text: String) -> String { text.filter { !$0.isNewline } }
}
