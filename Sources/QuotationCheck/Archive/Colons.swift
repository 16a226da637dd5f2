#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The colons of a stretch of text, in order, found as fast as the memory is read.
struct Colons: IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    private var position: Int
    private let end: Int

    init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = min(end, bytes.count)
    }

    mutating func next() -> Int? {
        guard position < end, let base = bytes.baseAddress,
            let found = memchr(base + position, 0x3A, end - position)
        else { return nil }
        let colon = UnsafeRawPointer(found) - base
        position = colon + 1
        return colon
    }
}
