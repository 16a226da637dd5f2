import Storage
import Synchronization

/// Carries announcements as notifications: `SENDER LENGTH:KEY LENGTH:KEY…`, each under 8000 bytes.
///
/// A node's own announcements reach its streams as soon as the commit is done; it knows its notifications by
/// the sender and passes over them.
struct AnnouncementChannel: Sendable {
    private static let mostBytes = 7_900

    let sender: String
    let hub: AnnouncementHub
    private let silence = Silence()

    /// Whether other nodes can't be heard. What it is, is told under its lock, so that what is told last is so.
    private final class Silence: Sendable {
        let isOn = Mutex(false)
    }

    init(hub: AnnouncementHub) {
        self.hub = hub
        sender = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Sends the keys with the transaction that is open: the server delivers them when it commits.
    func notify(_ keys: [String], on session: Session) throws {
        for payload in payloads(keys) {
            _ = try session.run("SELECT pg_notify(\(PostgreSQLDriver.channel), \(payload))")
        }
    }

    /// Tells this node's streams.
    func committed(_ keys: [String]) {
        if !keys.isEmpty { hub.send(.changed(keys)) }
    }

    /// Tells this node's streams that it is not known whether a write was kept.
    func uncertain() {
        silence.isOn.withLock { isOn in
            hub.send(.missedSome)
            if isOn { hub.send(.interrupted) }
        }
    }

    /// Tells this node's streams that other nodes can't be heard for now.
    func interrupted() {
        silence.isOn.withLock { isOn in
            isOn = true
            hub.send(.interrupted)
        }
    }

    /// Tells this node's streams that other nodes are heard again.
    func resumed() {
        silence.isOn.withLock { isOn in
            isOn = false
            hub.send(.missedSome)
        }
    }

    /// Tells this node's streams of other nodes' notifications.
    func received(_ payloads: [String]) {
        for payload in payloads {
            guard let (sender, keys) = Self.parse(payload) else {
                hub.send(.missedSome)
                continue
            }
            if sender != self.sender { hub.send(.changed(keys)) }
        }
    }

    func payloads(_ keys: [String]) -> [String] {
        var payloads: [String] = []
        var payload = sender
        for key in keys {
            let entry = " \(key.utf8.count):\(key)"
            if payload.utf8.count + entry.utf8.count > Self.mostBytes {
                payloads.append(payload)
                payload = sender
            }
            payload += entry
        }
        if payload != sender { payloads.append(payload) }
        return payloads
    }

    static func parse(_ payload: String) -> (sender: String, keys: [String])? {
        var rest = Array(payload.utf8)[...]
        let sender = String(decoding: rest.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        rest = rest.dropFirst(sender.utf8.count)
        var keys: [String] = []
        while !rest.isEmpty {
            guard rest.popFirst() == UInt8(ascii: " "), let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: rest[..<colon], as: UTF8.self)), length >= 0,
                rest.endIndex - colon - 1 >= length
            else { return nil }
            keys.append(String(decoding: rest[(colon + 1)...].prefix(length), as: UTF8.self))
            rest = rest[(colon + 1 + length)...]
        }
        return keys.isEmpty ? nil : (sender, keys)
    }
}
