import CExpat

/// An answer's XML as a flat list: each element that holds text alone, by its path of names, in the order of the document.
///
/// S3's answers are small, and none of them mixes text with elements.
struct S3Document {
    private(set) var fields: [(path: String, text: String)] = []

    struct NotWellFormed: Error {}

    /// - Throws: ``NotWellFormed``, also for a document type, which could define entities.
    init(parsing bytes: [UInt8]) throws {
        guard let parser = XML_ParserCreate(nil) else { throw NotWellFormed() }
        defer { XML_ParserFree(parser) }
        let reading = Reading(parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
        XML_SetElementHandler(
            parser, { data, name, _ in Reading.of(data)?.begin(name) }, { data, _ in Reading.of(data)?.end() })
        XML_SetCharacterDataHandler(parser) { data, text, count in Reading.of(data)?.add(text, Int(count)) }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in Reading.of(data)?.stop() }
        let status = bytes.withUnsafeBytes { buffer in
            XML_Parse(parser, buffer.bindMemory(to: XML_Char.self).baseAddress, Int32(clamping: buffer.count), 1)
        }
        // The parser calls nothing after this.
        guard withExtendedLifetime(reading, { status }) == XML_STATUS_OK else { throw NotWellFormed() }
        fields = reading.fields
    }

    /// The text of the first element with a path.
    func first(_ path: String) -> String? {
        fields.first { $0.path == path }?.text
    }

    func all(_ path: String) -> [String] {
        fields.filter { $0.path == path }.map(\.text)
    }

    /// What the parser calls, on the one thread that parses.
    private final class Reading {
        private let parser: XML_Parser
        private var names: [String] = []
        private var text: [UInt8] = []
        private var isLeaf = false
        var fields: [(path: String, text: String)] = []

        init(_ parser: XML_Parser) {
            self.parser = parser
        }

        static func of(_ data: UnsafeMutableRawPointer?) -> Reading? {
            data.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
        }

        func begin(_ name: UnsafePointer<XML_Char>?) {
            guard let name, names.count < 32 else { return stop() }
            names.append(String(cString: name))
            text.removeAll(keepingCapacity: true)
            isLeaf = true
        }

        func add(_ piece: UnsafePointer<XML_Char>?, _ count: Int) {
            guard let piece else { return }
            text += UnsafeRawBufferPointer(start: piece, count: count)
        }

        func end() {
            if isLeaf { fields.append((names.joined(separator: "/"), String(decoding: text, as: UTF8.self))) }
            isLeaf = false
            if !names.isEmpty { names.removeLast() }
        }

        func stop() {
            XML_StopParser(parser, XML_Bool(0))
        }
    }
}
