import NIOCore

/// Where a connection stands, and until when it may stay there: decisions without I/O.
///
/// A request is under way from its first byte; an answer that something before the codec gives ends it as well as one
/// that the codec writes.
struct ConnectionPhase: Sendable {
    /// Why a connection is closed from this side.
    enum Cut: String, Sendable, Hashable, CaseIterable {
        /// It said nothing.
        case idle
        /// A request's head was not whole in time.
        case head
        /// Nothing was taken of an answer.
        case stall
    }

    private enum Phase: Hashable {
        case idle(since: NIODeadline)
        case head(since: NIODeadline)
        /// The head is read; `since` is when the last of the body came, `nil` when all of it did.
        case request(bodySince: NIODeadline?)
    }

    private let head: TimeAmount
    private let idle: TimeAmount
    private let stall: TimeAmount
    private var phase: Phase
    /// How much the reader had taken when something waited to be, and since when no more was.
    private var pending: (taken: Int, since: NIODeadline)?

    init(_ limits: ConnectionLimits, now: NIODeadline) {
        head = .seconds(Int64(limits.headSeconds))
        idle = .seconds(Int64(limits.idleSeconds))
        stall = .seconds(Int64(limits.stallSeconds))
        phase = .idle(since: now)
    }

    mutating func bytesCame(at now: NIODeadline) {
        switch phase {
        case .idle: phase = .head(since: now)
        case .head: break
        case .request(let since): if since != nil { phase = .request(bodySince: now) }
        }
    }

    mutating func headCame(at now: NIODeadline) { phase = .request(bodySince: now) }

    mutating func bodyEnded() {
        if case .request = phase { phase = .request(bodySince: nil) }
    }

    mutating func answerEnded(at now: NIODeadline) { phase = .idle(since: now) }

    /// Bytes were written by whatever answers before a head was read.
    mutating func bytesWent(at now: NIODeadline) {
        if case .head = phase { phase = .idle(since: now) }
    }

    /// - Parameters:
    ///   - taken: How many bytes the reader has taken since the beginning.
    ///   - waiting: How many more wait to be.
    mutating func took(_ taken: Int, waiting: Int, at now: NIODeadline) {
        if waiting == 0 {
            pending = nil
        } else if pending?.taken != taken {
            pending = (taken, now)
        }
    }

    /// The first moment at which the connection is to be cut if nothing happens until then, and why.
    var deadline: (at: NIODeadline, cut: Cut)? {
        if let pending { return (pending.since + stall, .stall) }
        return switch phase {
        case .idle(let since): (since + idle, .idle)
        case .head(let since): (since + head, .head)
        case .request(let since?): (since + idle, .idle)
        case .request(nil): nil
        }
    }
}
