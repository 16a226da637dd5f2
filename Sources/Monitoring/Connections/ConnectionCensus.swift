import NIOCore
import Synchronization

/// The connections that are open: how many, and how to end them.
public final class ConnectionCensus: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// Connections beyond the bound, on which the refusal is still under way.
        var refusing = 0
    }

    private let state = Mutex(State())
    private let opened: CounterCell
    private let refused: CounterCell
    let received: CounterCell
    let sent: CounterCell
    private let cuts: [ConnectionPhase.Cut: CounterCell]

    public init(registry: Registry) {
        opened = registry.counter(
            Family("standfirst_connections_opened_total", "Connections taken.", .counter))
        refused = registry.counter(
            Family("standfirst_connections_refused_total", "Connections answered 503, because too many were open.", .counter))
        received = registry.counter(
            Family("standfirst_connections_received_bytes_total", "Bytes that came in.", .counter))
        sent = registry.counter(Family("standfirst_connections_sent_bytes_total", "Bytes that went out.", .counter))
        let family = Family(
            "standfirst_connections_cut_total", "Connections closed from this side, by the limit that they met.", .counter)
        cuts = Dictionary(
            uniqueKeysWithValues: ConnectionPhase.Cut.allCases.map { ($0, registry.counter(family, ["limit": $0.rawValue])) })
        registry.read(Family("standfirst_connections_open", "Connections open now.", .gauge)) { [weak self] in
            self.map { [.init([:], Double($0.open))] } ?? []
        }
    }

    /// How many are open, refused ones aside.
    public var open: Int { state.withLock { $0.channels.count } }

    enum Admission {
        case taken
        /// To be told so; whether there is time to make sure that it is heard.
        case refused(lingers: Bool)
    }

    /// At most so many refused connections are given a moment to read why.
    private static let mostLingering = 100

    func admit(_ channel: any Channel, most: Int) -> Admission {
        let admission: Admission = state.withLock { state in
            if state.channels.count < most {
                state.channels[ObjectIdentifier(channel)] = channel
                return .taken
            }
            guard state.refusing < Self.mostLingering else { return .refused(lingers: false) }
            state.refusing += 1
            return .refused(lingers: true)
        }
        if case .taken = admission { opened.increment() } else { refused.increment() }
        return admission
    }

    func left(_ channel: any Channel) {
        state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func refusalEnded() {
        state.withLock { $0.refusing -= 1 }
    }

    func count(_ cut: ConnectionPhase.Cut) { cuts[cut]?.increment() }

    /// Ends every connection at once, whatever it is at.
    /// - Returns: How many.
    @discardableResult
    public func cutAll() -> Int {
        let channels = state.withLock { Array($0.channels.values) }
        for channel in channels { channel.triggerUserOutboundEvent(ConnectionGuard.CutNow(), promise: nil) }
        return channels.count
    }
}
