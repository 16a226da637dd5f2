/// Reads canonical HTML byte by byte, and nothing else: any deviation throws.
struct CanonicalCursor {
    /// Deeper than a normal tree can be.
    static let depthLimit = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Moves past the literal, if it is next.
    mutating func take(_ literal: StaticString) -> Bool {
        guard isNext(literal) else { return false }
        position += literal.utf8CodeUnitCount
        return true
    }

    func isNext(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let start = literal.utf8Start
        for index in 0..<count where bytes[position + index] != start[index] { return false }
        return true
    }

    mutating func expect(_ literal: StaticString) throws(BodyError) {
        guard take(literal) else { throw .notCanonical }
    }

    /// Text up to the next tag.
    mutating func content() throws(BodyError) -> String {
        try text(until: UInt8(ascii: "<"))
    }

    /// ` name="value"`, if it is next.
    mutating func attribute(_ opening: StaticString) throws(BodyError) -> String? {
        guard take(opening) else { return nil }
        let value = try text(until: UInt8(ascii: "\""))
        try expect("\"")
        return value
    }

    private mutating func text(until end: UInt8) throws(BodyError) -> String {
        let start = position
        var hasReferences = false
        while position < bytes.count, bytes[position] != end {
            if bytes[position] == UInt8(ascii: "&") { hasReferences = true }
            position += 1
        }
        let raw = UnsafeBufferPointer(rebasing: bytes[start..<position])
        guard hasReferences else { return String(decoding: raw, as: UTF8.self) }
        return try Self.resolved(raw)
    }

    private static func resolved(_ raw: UnsafeBufferPointer<UInt8>) throws(BodyError) -> String {
        var cursor = CanonicalCursor(raw)
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        while !cursor.isAtEnd {
            if raw[cursor.position] != UInt8(ascii: "&") {
                result.append(raw[cursor.position])
                cursor.position += 1
            } else if cursor.take("&amp;") {
                result.append(UInt8(ascii: "&"))
            } else if cursor.take("&lt;") {
                result.append(UInt8(ascii: "<"))
            } else if cursor.take("&gt;") {
                result.append(UInt8(ascii: ">"))
            } else if cursor.take("&quot;") {
                result.append(UInt8(ascii: "\""))
            } else {
                throw .notCanonical
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
