import Compression
public import Documents
import Foundation
import Markup
import Storage

/// Reads a fetched page: what its bytes are, and what they say.
enum CapturedPage {
    /// - Parameters:
    ///   - exchanges: In order; the last one's answer is the page.
    ///   - asked: The address that was named.
    /// - Returns: The WARC file as the original, and the kind of source that it seems to be.
    /// - Throws: ``CaptureFault``, `DocumentFault`
    static func read(
        _ exchanges: [WebExchange], asked: SafeURL, at moment: Timestamp
    ) async throws -> (capture: SourceCapture, kind: SourceKind) {
        guard let page = exchanges.last else { throw CaptureFault.status(0, address: asked.string) }
        guard (200..<300).contains(page.status), page.status != 204, page.status != 206 else {
            throw CaptureFault.status(page.status, address: page.address.string)
        }
        let bytes = try content(of: page)
        let format = try format(of: page, bytes)
        let document = try await Document(reading: bytes, as: format, charset: charset(page.field("content-type")))
        var capture = SourceCapture(
            document, original: WARCFile(exchanges, software: "standfirst", at: moment).bytes, format: format, method: .web,
            fileName: page.address.fileName)
        capture.format = WARCFile.mediaType
        if capture.language == nil, let language = page.field("content-language") {
            capture.language = LanguageTag(parsing: language)
        }
        if capture.details.title.isEmpty { capture.details.title = page.address.string }
        // What a page calls its own address is its claim; where it was found is a fact.
        capture.details.address = asked.withoutFragment.string
        capture.details.finalAddress = page.address == asked.withoutFragment ? nil : page.address.string
        return (capture, format.likelyKind)
    }

    private static func content(of page: WebExchange) throws(CaptureFault) -> [UInt8] {
        let codings = (page.field("content-encoding") ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        var bytes = page.body
        let decompressor = Decompressor(limit: DocumentsRoom.mostBytes)
        guard codings.count <= 3 else { throw .compressed(.unknownCoding(codings.joined(separator: ", "))) }
        do throws(DecompressionFault) {
            // The last one was applied last.
            for coding in codings.reversed() { bytes = try decompressor.decompress(bytes, coding: coding) }
        } catch {
            throw .compressed(error)
        }
        return bytes
    }

    private static func format(of page: WebExchange, _ bytes: [UInt8]) throws(CaptureFault) -> DocumentFormat {
        let type = page.field("content-type") ?? ""
        let named = page.address.fileName.flatMap { DocumentFormat(fileName: $0) }
        // Servers call everything plain text or bytes that they don't know: captions, Markdown, mail.
        let isVague = type.isEmpty || type.hasPrefix("text/plain") || type.hasPrefix("application/octet-stream")
        if !isVague {
            if let format = DocumentFormat(mediaType: type) { return format }
            if type.prefix(while: { $0 != ";" }).contains("json") { return .post }
        } else if let named, named != .html || type.isEmpty {
            return named
        }
        if let format = DocumentFormat(content: bytes) { return format }
        if isVague, let text = DocumentFormat(mediaType: "text/plain"), !bytes.contains(0) { return text }
        throw .unknownType(type)
    }

    private static func charset(_ type: String?) -> String? {
        guard let type, let key = type.lowercased().firstRange(of: "charset=") else { return nil }
        let value = type.lowercased()[key.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
        return value.isEmpty ? nil : value
    }
}

extension SafeURL {
    /// The last segment of the path, decoded.
    fileprivate var fileName: String? {
        guard let last = path.split(separator: "/").last, !last.isEmpty else { return nil }
        return String(last).removingPercentEncoding ?? String(last)
    }
}

extension DocumentFormat {
    /// What sort of source a file of this format most often is.
    public var likelyKind: SourceKind {
        switch self {
        case .html: .page
        case .email: .email
        case .webVTT, .subRip: .transcript
        case .post: .post
        case .plainText, .markdown, .pdf: .document
        }
    }
}
