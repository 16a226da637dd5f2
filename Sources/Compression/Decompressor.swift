import CBrotli
import CDeflate

/// Undoes the content codings of HTTP (RFC 9110, section 8.4.1), up to a bound: a few kilobytes can be made to say
/// gigabytes.
public struct Decompressor: Sendable {
    /// The most that comes out, in bytes.
    public let limit: Int

    public init(limit: Int) {
        self.limit = limit
    }

    /// - Parameter coding: `gzip`, `deflate`, `br` or `identity`, in letters of any case.
    /// - Throws: ``DecompressionFault``
    public func decompress(_ bytes: [UInt8], coding: String) throws(DecompressionFault) -> [UInt8] {
        switch coding.lowercased() {
        case "", "identity":
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            return bytes
        case "gzip", "x-gzip": return try gzip(bytes)
        case "deflate": return try deflate(bytes)
        case "br": return try brotli(bytes)
        default: throw .unknownCoding(coding)
        }
    }

    /// One member after another (RFC 1952, section 2.2); what follows them and is none is padding.
    private func gzip(_ bytes: [UInt8]) throws(DecompressionFault) -> [UInt8] {
        var content: [UInt8] = []
        var start = 0
        repeat {
            let rest = bytes[start...]
            guard start == 0 || rest.starts(with: [0x1F, 0x8B]) else { break }
            let (member, read) = try inflate(Array(rest), upTo: limit - content.count) {
                libdeflate_gzip_decompress_ex($0, $1, $2, $3, $4, $5, $6)
            }
            content += member
            start += read
        } while start < bytes.count
        return content
    }

    /// What the standard calls deflate is zlib (RFC 1950); some servers send the bare stream (RFC 1951).
    private func deflate(_ bytes: [UInt8]) throws(DecompressionFault) -> [UInt8] {
        do throws(DecompressionFault) {
            return try inflate(bytes, upTo: limit) { libdeflate_zlib_decompress_ex($0, $1, $2, $3, $4, $5, $6) }.content
        } catch {
            guard error == .damaged else { throw error }
            return try inflate(bytes, upTo: limit) { libdeflate_deflate_decompress_ex($0, $1, $2, $3, $4, $5, $6) }.content
        }
    }

    private typealias Inflation = (
        OpaquePointer, UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, Int, UnsafeMutablePointer<Int>,
        UnsafeMutablePointer<Int>
    ) -> libdeflate_result

    private func inflate(
        _ bytes: [UInt8], upTo limit: Int, by step: Inflation
    ) throws(DecompressionFault) -> (content: [UInt8], read: Int) {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw .damaged }
        defer { libdeflate_free_decompressor(decompressor) }
        // The size is not told beforehand: rooms are tried, each four times the last.
        var room = min(limit, max(bytes.count, 1_024) * 4)
        while true {
            var (read, written) = (0, 0)
            var result = LIBDEFLATE_BAD_DATA
            let content = [UInt8](unsafeUninitializedCapacity: max(room, 1)) { buffer, count in
                guard let output = buffer.baseAddress else { return }
                result = bytes.withUnsafeBufferPointer { input in
                    guard let start = input.baseAddress else { return LIBDEFLATE_BAD_DATA }
                    return step(decompressor, start, input.count, output, room, &read, &written)
                }
                count = result == LIBDEFLATE_SUCCESS ? written : 0
            }
            switch result {
            case LIBDEFLATE_SUCCESS: return (content, read)
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                guard room < limit else { throw .tooLarge(limit: self.limit) }
                room = min(limit, room * 4)
            default: throw .damaged
            }
        }
    }

    private func brotli(_ bytes: [UInt8]) throws(DecompressionFault) -> [UInt8] {
        guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .damaged }
        defer { BrotliDecoderDestroyInstance(state) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var read = 0
        while true {
            var result = BROTLI_DECODER_RESULT_ERROR
            var written = 0
            bytes.withUnsafeBufferPointer { input in
                piece.withUnsafeMutableBufferPointer { output in
                    var (available, room) = (input.count - read, output.count)
                    var next = input.baseAddress.map { $0 + read }
                    var place = output.baseAddress
                    result = BrotliDecoderDecompressStream(state, &available, &next, &room, &place, nil)
                    read = input.count - available
                    written = output.count - room
                }
            }
            guard content.count + written <= limit else { throw .tooLarge(limit: limit) }
            content += piece[..<written]
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS: return content
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            default: throw .damaged
            }
        }
    }
}

/// Why bytes can't be decompressed.
public enum DecompressionFault: Error, Sendable, Hashable, CustomStringConvertible {
    case tooLarge(limit: Int)
    case damaged
    case unknownCoding(String)

    public var description: String {
        switch self {
        case .tooLarge(let limit): "decompressed it is larger than \(limit >> 20) MB"
        case .damaged: "its compressed bytes are damaged or cut off"
        case .unknownCoding(let name): "it comes in the coding “\(name)”, which is not known here"
        }
    }
}
