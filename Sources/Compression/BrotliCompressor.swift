import CBrotli

/// Compresses to Brotli (RFC 7932), as text.
public struct BrotliCompressor: Sendable {
    private let quality: Int32

    /// - Parameter quality: From 0, the quickest, to 11, the smallest.
    /// - Precondition: `quality` is from 0 to 11.
    public init(quality: Int = 5) {
        precondition((0...11).contains(quality), "Brotli has the qualities 0 to 11")
        self.quality = Int32(quality)
    }

    public func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = BrotliEncoderMaxCompressedSize(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            var size = bound
            let succeeded = BrotliEncoderCompress(
                quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.count, bytes, &size, buffer.baseAddress)
            precondition(succeeded != 0, "Brotli compresses whatever fits its bound")
            count = size
        }
    }
}
