import Foundation
import QuotationCheck

/// The text of an e-mail (RFC 5322 with MIME): its subject and what its author wrote, attachments apart.
struct Email {
    let text: String
    /// Who wrote what, where the message quotes others; in one that doesn't, as in a press release, its sender need not be
    /// who speaks.
    let turns: [SpeakerTurn]
    let subject: String?
    /// Who sent it, by name where one is given.
    let author: String?
    /// `2026-11-24T09:30:00+00:00`.
    let date: String?

    private static let deepest = 20

    init(bytes: [UInt8]) throws {
        let message = EmailPart(bytes[...])
        let subject = EncodedWords.decoded(message.value(of: "subject") ?? "")
        self.subject = subject.isEmpty ? nil : subject
        author = message.sender
        date = message.value(of: "date").flatMap(EmailDate.iso)
        var whole = EmailText(heading: subject)
        whole.add(try Self.text(of: message, sender: author, depth: 0))
        text = whole.text
        turns = whole.isQuoting ? whole.turns : []
    }

    private static func text(of part: EmailPart, sender: String?, depth: Int) throws -> EmailText {
        guard depth < deepest, !part.isAttachment else { return EmailText() }
        let type = part.type
        if type == "multipart/alternative" {
            // The last one is the richest; plain text says the same with less between the words.
            let texts = try part.parts.map { (type: $0.type, text: try text(of: $0, sender: sender, depth: depth + 1)) }
                .filter { $0.text.text.contains { !$0.isWhitespace } }
            return (texts.first { $0.type == "text/plain" } ?? texts.last)?.text ?? EmailText()
        }
        var whole = EmailText()
        if type.hasPrefix("multipart/") {
            for inner in part.parts { whole.add(try text(of: inner, sender: sender, depth: depth + 1)) }
            return whole
        }
        switch type {
        case "message/rfc822":
            let message = EmailPart(part.content[...])
            whole.add(try text(of: message, sender: message.sender, depth: depth + 1))
            whole.isQuoting = true
        case "text/html":
            let paragraphs = try HTMLPage.paragraphs(of: part.content, charset: part.parameter("charset"))
            whole.add(EmailReplies(paragraphs: paragraphs).runs, sender: sender)
        case "text/plain", "":
            let text = TextEncoding.text(part.content, charset: part.parameter("charset"))
            whole.add(EmailReplies(plain: text).runs, sender: sender)
        default: break
        }
        return whole
    }
}

/// A message or one part of it: header fields and content.
struct EmailPart {
    /// Names in lower case.
    private let fields: [(name: String, value: String)]
    private let raw: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.endIndex
            let line = TextEncoding.text(bytes[position..<end].filter { $0 != 0x0D })
            position = min(end + 1, bytes.endIndex)
            if line.isEmpty { break }
            if line.first == " " || line.first == "\t" {
                if !fields.isEmpty { fields[fields.count - 1].value += " " + line.trimmingCharacters(in: .whitespaces) }
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                fields.append((line[..<colon].lowercased(), value))
            }
        }
        self.fields = fields
        raw = bytes[position...]
    }

    func value(of name: String) -> String? { fields.first { $0.name == name }?.value }

    var sender: String? { value(of: "from").flatMap { EmailSender.name(in: EncodedWords.decoded($0)) } }

    /// The media type in lower case, `text/plain` where none is given.
    var type: String {
        let value = value(of: "content-type") ?? "text/plain"
        return value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }

    var isAttachment: Bool { value(of: "content-disposition")?.lowercased().hasPrefix("attachment") == true }

    /// A parameter of the media type.
    func parameter(_ name: String) -> String? {
        for piece in (value(of: "content-type") ?? "").split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
            return pair[1].trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "\"")))
        }
        return nil
    }

    /// The content with its transfer encoding undone.
    var content: [UInt8] {
        switch value(of: "content-transfer-encoding")?.lowercased() {
        case "base64": Array(Data(base64Encoded: Data(raw), options: .ignoreUnknownCharacters) ?? Data())
        case "quoted-printable": QuotedPrintable.decoded(raw)
        default: Array(raw)
        }
    }

    /// The parts between the boundaries.
    var parts: [EmailPart] {
        guard let boundary = parameter("boundary"), !boundary.isEmpty else { return [] }
        let mark = Array("--\(boundary)".utf8)
        var parts: [EmailPart] = []
        var start: Int?
        var position = raw.startIndex
        while position < raw.endIndex {
            let end = raw[position...].firstIndex(of: 0x0A) ?? raw.endIndex
            if raw[position..<end].starts(with: mark) {
                if let start { parts.append(EmailPart(raw[start..<max(start, position)])) }
                let isLast = raw[position..<end].dropFirst(mark.count).starts(with: [0x2D, 0x2D])
                start = min(end + 1, raw.endIndex)
                if isLast { return parts }
            }
            position = min(end + 1, raw.endIndex)
        }
        if let start { parts.append(EmailPart(raw[start...])) }
        return parts
    }
}

/// RFC 2045, section 6.7.
enum QuotedPrintable {
    /// - Parameter underscore: What `_` stands for, where it stands for something (RFC 2047).
    static func decoded(_ bytes: some Collection<UInt8>, underscore: UInt8 = 0x5F) -> [UInt8] {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x3D {
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                    index += 2
                    continue
                }
                if index + 2 < bytes.count, bytes[index + 1] == 0x0D, bytes[index + 2] == 0x0A {
                    index += 3
                    continue
                }
                if index + 2 < bytes.count, let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16) {
                    result.append(value)
                    index += 3
                    continue
                }
            }
            result.append(byte == 0x5F ? underscore : byte)
            index += 1
        }
        return result
    }
}

/// `=?utf-8?Q?…?=` in header fields (RFC 2047).
enum EncodedWords {
    static func decoded(_ value: String) -> String {
        var result = ""
        var rest = value[...]
        var followsWord = false
        while let open = rest.firstRange(of: "=?") {
            let pieces = rest[open.upperBound...].split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
            guard pieces.count == 4, pieces[3].hasPrefix("="), let text = decoded(pieces) else {
                result += rest[..<open.upperBound]
                rest = rest[open.upperBound...]
                followsWord = false
                continue
            }
            let before = rest[..<open.lowerBound]
            // White space between two encoded words is no part of the text.
            if !(followsWord && before.allSatisfy(\.isWhitespace)) { result += before }
            result += text
            rest = pieces[3].dropFirst()
            followsWord = true
        }
        return result + rest
    }

    private static func decoded(_ pieces: [Substring]) -> String? {
        let charset = String(pieces[0].prefix { $0 != "*" })
        switch pieces[1].lowercased() {
        case "q": return TextEncoding.text(QuotedPrintable.decoded(pieces[2].utf8, underscore: 0x20), charset: charset)
        case "b": return Data(base64Encoded: String(pieces[2])).map { TextEncoding.text($0, charset: charset) }
        default: return nil
        }
    }
}
