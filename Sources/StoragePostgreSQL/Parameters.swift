import Storage

/// The values of a statement as libpq takes them: binary, in one buffer.
struct Parameters {
    private let buffer: [UInt8]
    private let offsets: [Int?]
    private let lengths: [Int32]

    init(_ values: [SQLValue]) {
        var buffer: [UInt8] = []
        var offsets: [Int?] = []
        var lengths: [Int32] = []
        for value in values {
            let offset = buffer.count
            BinaryFormat.append(value, to: &buffer)
            offsets.append(value == .null ? nil : offset)
            lengths.append(Int32(clamping: buffer.count - offset))
        }
        // libpq takes a null pointer for NULL, so that the buffer must have an address even where all is empty.
        buffer.append(0)
        self.buffer = buffer
        self.offsets = offsets
        self.lengths = lengths
    }

    /// Calls `body` with the values' addresses, lengths and formats (1: binary).
    func withPointers<Value>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Value
    ) -> Value {
        buffer.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
            let formats = [Int32](repeating: 1, count: offsets.count)
            return body(pointers, lengths, formats)
        }
    }
}
