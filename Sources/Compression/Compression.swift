/// Content codings for bytes that are sent or stored often: gzip (RFC 1952) and Brotli (RFC 7932).
///
/// Both give the same bytes for the same input, so that what is exported twice is the same file twice.
public enum ContentCoding: String, Sendable, Hashable, CaseIterable {
    case gzip
    case brotli = "br"

    /// The ending of a precompressed file beside the original, as web servers look for it.
    public var fileExtension: String {
        switch self {
        case .gzip: "gz"
        case .brotli: "br"
        }
    }
}
