import CDeflate

/// Compresses to gzip (RFC 1952), without a name or a time in the header.
///
/// It holds its working memory (some 100 KB to 1 MB, by level) for as long as it lives: keep one for many texts. One is
/// used by one thread at a time.
public struct GzipCompressor: ~Copyable {
    private let compressor: OpaquePointer

    /// - Parameter level: From 1, the quickest, to 12, the smallest.
    /// - Precondition: `level` is from 1 to 12.
    public init(level: Int = 6) {
        precondition((1...12).contains(level), "libdeflate has the levels 1 to 12")
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else { fatalError("out of memory") }
        self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    public borrowing func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            // What the bound promises always fits.
            count = libdeflate_gzip_compress(compressor, bytes, bytes.count, buffer.baseAddress, buffer.count)
        }
    }
}
