import Compression
import Editorial
import HTTPTypes
import NIOCore
import Storage
import Synchronization

/// A response, ready to be sent as often as it is asked for: its fields and its bytes, as they are and compressed.
///
/// A variant is compressed when the first reader asks for it; whoever asks meanwhile waits for that one.
final class FinishedPage: Sendable {
    /// One way in which the page is sent.
    struct Variant: Sendable {
        let coding: ContentCoding?
        /// Without `Date`, which is the moment's.
        let fields: HTTPFields
        /// What a 304 carries (RFC 9110, 15.4.5).
        let notModifiedFields: HTTPFields
        let tag: EntityTag?
        let body: ByteBuffer
        /// The response's head up to the value of `Date`.
        fileprivate let head: ByteBuffer
        fileprivate let notModifiedHead: ByteBuffer

        /// What it takes in memory: the heads are there as fields and with their date, too.
        var cost: Int { body.readableBytes + 3 * (head.readableBytes + notModifiedHead.readableBytes) + 500 }
    }

    /// A head with its second's date; one is written anew each second, and not for each reader.
    private struct Stamped {
        var second: Int64
        var head: ByteBuffer
    }

    private enum Making {
        case made(Variant)
        case underWay([CheckedContinuation<Void, Never>])
    }

    private struct State {
        var variants: [ContentCoding: Making] = [:]
        /// By the place of the coding, and whether it is for a 304.
        var stamped: [Stamped?] = Array(repeating: nil, count: 6)
    }

    let status: HTTPResponse.Status
    let keeping: Answer.Keeping
    let keys: Set<CacheKey>
    let freshUntil: Timestamp?
    let identity: Variant
    /// Whether compressing could make it smaller.
    let isCompressible: Bool
    private let fields: HTTPFields
    private let state = Mutex(State())

    /// - Parameter answer: One whose content are bytes.
    init(_ answer: Answer, _ bytes: [UInt8]) {
        status = answer.status
        keeping = answer.keeping
        keys = answer.keys
        freshUntil = answer.freshUntil
        isCompressible = ResponseFields.isCompressible(answer.mediaType, count: bytes.count)
        fields = ResponseFields.fields(of: answer)
        identity = Variant(
            bytes, nil, fields, status: answer.status,
            tag: answer.status == .ok && answer.keeping != .never ? EntityTag(of: bytes) : nil,
            varies: ResponseFields.isText(answer.mediaType))
    }

    /// The variant that suits a reader best, if it has been made.
    func made(_ accepted: AcceptedCodings) -> Variant? {
        guard isCompressible, let coding = accepted.best else { return identity }
        guard case .made(let variant) = state.withLock({ $0.variants[coding] }) else { return nil }
        return variant
    }

    /// The variant that suits a reader best.
    /// - Returns: Also whether this call made it.
    func variant(_ accepted: AcceptedCodings) async -> (variant: Variant, isNew: Bool) {
        guard isCompressible, let coding = accepted.best else { return (identity, false) }
        while true {
            enum Step {
                case take(Variant)
                case make
                case wait
            }
            let step = state.withLock { state -> Step in
                switch state.variants[coding] {
                case .made(let variant): return .take(variant)
                case .underWay: return .wait
                case nil:
                    state.variants[coding] = .underWay([])
                    return .make
                }
            }
            switch step {
            case .take(let variant): return (variant, false)
            case .make: return (make(coding), true)
            case .wait: await made(coding)
            }
        }
    }

    /// The head of a response sent now, with its date.
    func head(of variant: Variant, isNotModified: Bool, at now: Timestamp) -> ByteBuffer {
        let second = now.milliseconds / 1000
        let place = (variant.coding.map { $0 == .gzip ? 1 : 2 } ?? 0) * 2 + (isNotModified ? 1 : 0)
        return state.withLock { state in
            if let stamped = state.stamped[place], stamped.second == second { return stamped.head }
            let start = isNotModified ? variant.notModifiedHead : variant.head
            var head = ByteBuffer()
            head.reserveCapacity(start.readableBytes + 40)
            head.writeImmutableBuffer(start)
            head.writeString(now.httpDate)
            head.writeStaticString("\r\n\r\n")
            state.stamped[place] = Stamped(second: second, head: head)
            return head
        }
    }

    private func make(_ coding: ContentCoding) -> Variant {
        let bytes = Array(identity.body.readableBytesView)
        let compressed = switch coding {
        case .gzip: GzipCompressor(level: Self.gzipLevel).compress(bytes)
        case .brotli: BrotliCompressor(quality: Self.brotliQuality).compress(bytes)
        }
        let variant = compressed.count < bytes.count
            ? Variant(compressed, coding, fields, status: status, tag: identity.tag?.variant(coding), varies: true)
            : identity
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            defer { state.variants[coding] = .made(variant) }
            if case .underWay(let waiting) = state.variants[coding] { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
        return variant
    }

    private func made(_ coding: ContentCoding) async {
        await withCheckedContinuation { continuation in
            let isWaiting = state.withLock { state -> Bool in
                guard case .underWay(let waiting) = state.variants[coding] else { return false }
                state.variants[coding] = .underWay(waiting + [continuation])
                return true
            }
            if !isWaiting { continuation.resume() }
        }
    }

    /// What costs a millisecond or two of a page that is then sent many times.
    private static let gzipLevel = 8
    private static let brotliQuality = 6
}

extension FinishedPage.Variant {
    fileprivate init(
        _ bytes: [UInt8], _ coding: ContentCoding?, _ common: HTTPFields, status: HTTPResponse.Status, tag: EntityTag?,
        varies: Bool
    ) {
        var fields = common
        fields[.contentEncoding] = coding?.rawValue
        if varies { fields[.vary] = "Accept-Encoding" }
        fields[.eTag] = tag?.description
        fields[.contentLength] = String(bytes.count)
        var notModified = HTTPFields()
        for name in [HTTPField.Name.cacheControl, .eTag, .vary, ResponseFields.surrogateKey] {
            notModified[name] = fields[name]
        }
        self.coding = coding
        self.fields = fields
        self.tag = tag
        notModifiedFields = notModified
        body = ByteBuffer(bytes: bytes)
        head = Self.head(status, fields)
        notModifiedHead = Self.head(.notModified, notModified)
    }

    private static func head(_ status: HTTPResponse.Status, _ fields: HTTPFields) -> ByteBuffer {
        var head = ByteBuffer()
        head.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for field in fields { head.writeString("\(field.name.rawName): \(field.value)\r\n") }
        head.writeString("Date: ")
        return head
    }
}
