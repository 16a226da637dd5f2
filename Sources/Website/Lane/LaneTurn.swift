/// Whose turn it is on a connection, the lane's or the codec's: decisions only.
///
/// Responses must leave in the order of the requests, and the codec must see whole requests. So the lane answers only while
/// the codec stands between two requests with every response written. A request that the lane can tell the end of is passed
/// on whole, and the lane has its turn again when its one response has ended. In every other case the lane is done with the
/// connection for good.
struct LaneTurn: Sendable, Hashable {
    enum Holder: Sendable, Hashable {
        case lane
        /// Until the response to the one request that was passed on has ended.
        case codec
        /// For good.
        case codecAlone
    }

    private(set) var holder = Holder.lane
    /// What the codec has read of the request that was passed on.
    private var heads = 0
    private var ends = 0

    /// One whole request is passed on.
    mutating func passOn() {
        guard holder == .lane else { return leave() }
        holder = .codec
        heads = 0
        ends = 0
    }

    /// Bytes are passed on that the lane doesn't understand, or out of its turn.
    mutating func leave() { holder = .codecAlone }

    /// The codec has read a request's head.
    mutating func readHead() { heads += 1 }

    /// The codec has read the end of a request.
    mutating func readEnd() { ends += 1 }

    /// A response has been written to its end.
    mutating func wroteEnd() {
        guard holder == .codec else { return }
        // Where the codec found anything but the one request, the two have read the bytes differently.
        holder = heads == 1 && ends == 1 ? .lane : .codecAlone
    }
}
