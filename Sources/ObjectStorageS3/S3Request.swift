import Crypto
import NIOCore

/// A request to the bucket, before it is signed.
struct S3Request {
    enum Method: String {
        case get = "GET"
        case head = "HEAD"
        case put = "PUT"
        case post = "POST"
        case delete = "DELETE"
    }

    let method: Method
    /// `nil` for the bucket itself.
    var key: String?
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body = ByteBuffer()

    /// The body's SHA-256, which S3 compares with what arrives: nothing that broke on the way is kept.
    var payloadHash: String { SignedText.hexadecimal(body.withUnsafeReadableBytes { SHA256.hash(data: $0) }) }
}
