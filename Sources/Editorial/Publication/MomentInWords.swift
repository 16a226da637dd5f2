import Foundation
import Storage

extension Timestamp {
    /// The moment as messages to staff print it: `2026-03-01T12:00:00Z`.
    var inWords: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}
