import Markup
public import QuotationCheck

/// What a document says: its text, who speaks in it, and what it tells of itself.
public struct Document: Sendable, Hashable {
    public var text: String
    /// How its speakers are told apart.
    public var turns: Source.Turns
    public var title: String?
    public var author: String?
    public var publisher: String?
    /// As it says: `2026-11-24`, or with a time and zone.
    public var published: String?
    public var address: String?
    /// Who speaks wherever no turn says otherwise.
    public var speaker: String?
    /// A language tag, as it declares.
    public var language: String?
    /// Other lines that stand at its head, by their names in small letters.
    public var headings: [String: String]

    public init(
        text: String, turns: Source.Turns = .labelled, title: String? = nil, author: String? = nil,
        publisher: String? = nil, published: String? = nil, address: String? = nil, speaker: String? = nil,
        language: String? = nil, headings: [String: String] = [:]
    ) {
        self.text = text
        self.turns = turns
        self.title = title
        self.author = author
        self.publisher = publisher
        self.published = published
        self.address = address
        self.speaker = speaker
        self.language = language
        self.headings = headings
    }
}

extension Document {
    /// Reads a document from its bytes.
    /// - Parameter charset: As whoever sent it names its encoding.
    /// - Throws: ``DocumentFault``
    public init(reading bytes: [UInt8], as format: DocumentFormat, charset: String? = nil) async throws {
        guard bytes.count <= DocumentsRoom.mostBytes else { throw DocumentFault.tooLarge(limit: DocumentsRoom.mostBytes) }
        if format == .pdf {
            self.init(text: try await PDFText.text(of: bytes))
        } else {
            self = try await ReadingQueue.shared.run { try Document(parsing: bytes, as: format, charset: charset) }
        }
    }

    /// The same of every format that takes no child process: all but PDF.
    /// - Throws: ``DocumentFault``
    public init(parsing bytes: [UInt8], as format: DocumentFormat, charset: String? = nil) throws(DocumentFault) {
        do {
            switch format {
            case .plainText: self.init(text: TextEncoding.text(bytes, charset: charset))
            case .markdown: try self.init(markdown: TextEncoding.text(bytes, charset: charset))
            case .html: self = try HTMLPage(bytes: bytes, charset: charset).document
            case .email: try self.init(email: bytes)
            case .webVTT: try self.init(captions: Captions(webVTT: TextEncoding.text(bytes)))
            case .subRip: try self.init(captions: Captions(subRip: TextEncoding.text(bytes)))
            case .post: try self.init(post: bytes)
            case .pdf: throw DocumentFault.unreadable("a PDF is read by pdftotext")
            }
        } catch let fault as DocumentFault {
            throw fault
        } catch {
            throw .unreadable(Self.withoutStop(String(describing: error)))
        }
    }

    private init(markdown: String) throws {
        let (head, content) = FrontMatter.parted(from: markdown)
        let plain = try DocumentText(content: content).plain.string
        self.init(
            text: plain, title: head["title"], author: head["author"], publisher: head["publisher"],
            published: head["published"] ?? head["date"], address: head["url"], speaker: head["speaker"],
            language: head["language"], headings: head)
    }

    private init(email bytes: [UInt8]) throws {
        let email = try Email(bytes: bytes)
        self.init(
            text: email.text, turns: email.turns.isEmpty ? .labelled : .given(email.turns), title: email.subject, author: email.author, published: email.date)
    }

    private init(captions: Captions) {
        self.init(text: captions.text, turns: captions.turns.isEmpty ? .labelled : .given(captions.turns))
    }

    private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}

/// What can be read.
public enum DocumentFormat: String, Sendable, Hashable, CaseIterable {
    case plainText = "text/plain"
    case markdown = "text/markdown"
    case html = "text/html"
    case pdf = "application/pdf"
    case email = "message/rfc822"
    case webVTT = "text/vtt"
    case subRip = "application/x-subrip"
    /// A post as a social network gives it, or `{"title","url","speaker","text"}`.
    case post = "application/json"

    /// The format that a file's name tells.
    public init?(fileName: String) {
        let parts = fileName.split(separator: ".")
        guard parts.count > 1 || fileName.hasPrefix("."), let ending = parts.last?.lowercased() else { return nil }
        switch ending {
        case "txt", "text": self = .plainText
        case "md", "markdown": self = .markdown
        case "html", "htm", "xhtml": self = .html
        case "pdf": self = .pdf
        case "eml": self = .email
        case "vtt": self = .webVTT
        case "srt": self = .subRip
        case "json": self = .post
        default: return nil
        }
    }

    /// The format of a media type, as HTTP and MIME write it with parameters.
    public init?(mediaType: String) {
        let type = mediaType.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        switch type {
        case "application/xhtml+xml": self = .html
        default: self.init(rawValue: type)
        }
    }

    /// The format that the bytes themselves tell beyond doubt.
    public init?(content bytes: [UInt8]) {
        let start = String(decoding: bytes.prefix(1_024), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let small = start.lowercased()
        if start.hasPrefix("%PDF-") {
            self = .pdf
        } else if start.hasPrefix("WEBVTT") {
            self = .webVTT
        } else if small.hasPrefix("<!doctype html") || small.hasPrefix("<html") {
            self = .html
        } else {
            return nil
        }
    }

    /// The endings of files that can be read.
    public static let fileEndings = [".txt", ".md", ".html", ".pdf", ".eml", ".vtt", ".srt", ".json"]
}

/// Why a document can't be read; each stands after the document's name and a colon.
public enum DocumentFault: Error, Sendable, Hashable, CustomStringConvertible {
    case tooLarge(limit: Int)
    case unreadable(String)

    public var description: String {
        switch self {
        case .tooLarge(let limit): "it is larger than \(limit >> 20) MB; give the part that matters"
        case .unreadable(let why): why
        }
    }
}
