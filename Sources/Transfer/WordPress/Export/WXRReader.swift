import CExpat
import Foundation

/// Reads a WordPress export (WXR 1.0 to 1.2), one element at a time.
///
/// The file is read in pieces and never held whole: memory is bounded by the largest item and not by the file.
/// Document types are refused, so that no entity can be defined. A file that is not whole and well-formed ends in an
/// error; since elements before the fault have been given out by then, call ``validate(path:)`` first where nothing of
/// a malformed file may be used.
public final class WXRReader {
    private let path: String
    private let file: FileHandle
    private let parser: OpaquePointer
    private let handler: WXRHandler
    private let pieceSize: Int
    private var taken = 0
    private var isAtEnd = false
    /// How many bytes of the file have been read.
    public private(set) var bytesRead = 0
    /// How many bytes the file has.
    public let size: Int

    /// Opens an export.
    ///
    /// - Parameter pieceSize: how many bytes are read at a time.
    /// - Throws: ``WXRError`` where the file can't be opened.
    public convenience init(path: String, pieceSize: Int = 256 * 1024) throws(WXRError) {
        try self.init(path: path, pieceSize: pieceSize, counting: false)
    }

    private init(path: String, pieceSize: Int, counting: Bool) throws(WXRError) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw WXRError(path: path, reason: .unreadable("no such file, or no right to read it"), line: 0, column: 0)
        }
        guard let parser = XML_ParserCreateNS(nil, XML_Char(bitPattern: WXRName.separator)) else {
            throw WXRError(path: path, reason: .unreadable("out of memory"), line: 0, column: 0)
        }
        self.path = path
        self.file = file
        self.parser = parser
        self.pieceSize = max(1, pieceSize)
        size = Int((try? file.seekToEnd()) ?? 0)
        try? file.seek(toOffset: 0)
        handler = WXRHandler(counting: counting)
        handler.line = { Int(XML_GetCurrentLineNumber(parser)) }
        connect()
    }

    deinit {
        XML_ParserFree(parser)
    }

    /// What has been counted so far: after the last element, what the whole file holds.
    public var summary: WXRSummary { handler.summary }

    /// The next element, or `nil` after the last.
    ///
    /// - Throws: ``WXRError`` with the line and column of the fault; the reader gives nothing more after it.
    public func next() throws(WXRError) -> WXRElement? {
        while taken == handler.elements.count {
            handler.elements.removeAll(keepingCapacity: true)
            taken = 0
            guard !isAtEnd else { return nil }
            try readPiece()
        }
        taken += 1
        return handler.elements[taken - 1]
    }

    /// Reads the whole file and counts what is in it, building none of it.
    ///
    /// - Throws: ``WXRError`` with the line and column of the first fault.
    public static func validate(path: String) throws(WXRError) -> WXRSummary {
        let reader = try WXRReader(path: path, pieceSize: 256 * 1024, counting: true)
        while !reader.isAtEnd { try reader.readPiece() }
        return reader.handler.summary
    }

    private func readPiece() throws(WXRError) {
        let piece: Data
        do {
            piece = try file.read(upToCount: pieceSize) ?? Data()
        } catch {
            throw failure(.unreadable(error.localizedDescription), line: 0, column: 0)
        }
        let isLast = piece.isEmpty
        if isLast, bytesRead == 0 { throw failure(.empty, line: 0, column: 0) }
        bytesRead += piece.count
        let status = piece.withUnsafeBytes { bytes in
            XML_Parse(parser, bytes.bindMemory(to: XML_Char.self).baseAddress, Int32(bytes.count), isLast ? 1 : 0)
        }
        if status != XML_STATUS_OK { throw failure(in: piece) }
        if isLast {
            isAtEnd = true
            handler.finish()
            if let reason = handler.failure {
                throw failure(reason, line: currentLine, column: currentColumn)
            }
        }
    }

    // MARK: Faults

    private var currentLine: Int { Int(XML_GetCurrentLineNumber(parser)) }
    private var currentColumn: Int { Int(XML_GetCurrentColumnNumber(parser)) + 1 }

    private func failure(_ reason: WXRError.Reason, line: Int, column: Int) -> WXRError {
        isAtEnd = true
        handler.elements.removeAll()
        taken = 0
        return WXRError(path: path, reason: reason, line: line, column: column)
    }

    private func failure(in piece: Data) -> WXRError {
        let code = XML_GetErrorCode(parser)
        let reason: WXRError.Reason
        if let wanted = handler.failure {
            reason = wanted
        } else {
            reason = Self.reason(for: code, at: faultyByte(in: piece), isAtEnd: piece.isEmpty)
        }
        return failure(reason, line: currentLine, column: currentColumn)
    }

    private static func reason(for code: XML_Error, at byte: UInt8?, isAtEnd: Bool) -> WXRError.Reason {
        switch code {
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
            return .truncated
        case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
            return .unknownEncoding
        case XML_ERROR_INVALID_TOKEN where isAtEnd:
            return .truncated
        case XML_ERROR_INVALID_TOKEN:
            if let byte, byte < 0x20 || byte == 0x7F { return .controlCharacter(byte) }
            if let byte, byte >= 0x80 { return .invalidEncoding(byte) }
        default: break
        }
        return .malformed(XML_ErrorString(code).map { String(cString: $0) } ?? "unknown")
    }

    /// The byte at which the parser stopped, where it is in the piece that was read last.
    private func faultyByte(in piece: Data) -> UInt8? {
        let offset = Int(XML_GetCurrentByteIndex(parser)) - (bytesRead - piece.count)
        guard piece.indices.contains(piece.startIndex + offset) else { return nil }
        return piece[piece.startIndex + offset]
    }

    // MARK: Events

    /// The handler outlives the parser, which this reader frees before it lets go of the handler.
    private func connect() {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            WXRReader.from(context)?.report { $0.stop(.documentType) }
        }
        XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let name else { return }
                WXRReader.from(context)?.report { handler in
                    handler.start(
                        WXRName.read(WXRReader.bytes(of: name)),
                        named: {
                            String(String(cString: name).split(separator: "\u{1}").last ?? "")
                        },
                        attribute: { WXRReader.value(of: $0, in: attributes) })
                }
            },
            { context, _ in
                WXRReader.from(context)?.report { $0.end() }
            })
        XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let text else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { start in
                WXRReader.from(context)?.report {
                    $0.characters(UnsafeBufferPointer(start: start, count: Int(count)))
                }
            }
        }
    }

    private func report(_ event: (WXRHandler) -> Void) {
        event(handler)
        if handler.failure != nil { XML_StopParser(parser, 0) }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> WXRReader? {
        context.map { Unmanaged<WXRReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func bytes(of name: UnsafePointer<XML_Char>) -> UnsafeBufferPointer<UInt8> {
        let count = strlen(name)
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// Attributes come as name, value, name, value, … and a null.
    private static func value(
        of wanted: StaticString, in attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) -> String? {
        guard let attributes else { return nil }
        var index = 0
        while let name = attributes[index], let value = attributes[index + 1] {
            if strcmp(name, UnsafeRawPointer(wanted.utf8Start).assumingMemoryBound(to: XML_Char.self)) == 0 {
                return String(cString: value)
            }
            index += 2
        }
        return nil
    }
}
