public import Compression

/// Why a page that was fetched, or a file that was given, can't be archived as a source.
public enum CaptureFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// It could not be fetched, and why.
    case notFetched(String)
    /// The server's answer is not the page.
    case status(Int, address: String)
    /// It can't be told what it is, or it is nothing that is read.
    case unknownType(String)
    case compressed(DecompressionFault)
    /// The address was captured before, for other readers.
    case otherVisibility(Source.ID, SourceVisibility)

    public var description: String {
        switch self {
        case .notFetched(let why): why
        case .status(let status, let address):
            "\(address) answers \(status)\(status == 404 || status == 410 ? ", so it is not there any more" : ""): nothing was archived."
        case .unknownType(let type):
            "“\(type)” is nothing that is read: give HTML, PDF, text, Markdown, an e-mail, captions (VTT, SRT) or a post's JSON, and say which with --format where the name doesn't tell."
        case .compressed(let fault): "What came can't be unpacked: \(fault)."
        case .otherVisibility(let source, let visibility):
            "The address is archived already as the source \(source), which is \(visibility.rawValue): `standfirst source visibility` changes that."
        }
    }
}
