import CLibPQ
import Storage

/// An error as the server or libpq told it, with what the driver is to do about it.
///
/// Only the primary message is kept: the detail line repeats the values of rows.
struct ServerError: Error, Hashable {
    enum Remedy: Hashable {
        /// Run the whole transaction again: it met others (SQLSTATE 40001, 40P01).
        case runAgain
        /// Run it again with statements prepared anew: a migration changed what they give.
        case prepareAgain
        /// Connect again: the connection is gone.
        case connectAgain
        /// Tell the caller.
        case none
    }

    let state: String
    let message: String
    let constraint: String?
    let statement: String
    let remedy: Remedy

    init(state: String, message: String, constraint: String? = nil, statement: String, remedy: Remedy) {
        self.state = state
        self.message = message
        self.constraint = constraint
        self.statement = statement
        self.remedy = remedy
    }

    /// The error of a result; `isLost` where the connection went with it.
    init(_ result: OpaquePointer?, statement: String, isLost: Bool, redact: (String) -> String) {
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
            return String(cString: text)
        }
        let state = field("C") ?? ""
        let message = field("M") ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        // PostgreSQL names the function that found a cached plan to be stale, in every language.
        let isStalePlan = state == "26000" || (state == "0A000" && field("R") == "RevalidateCachedQuery")
        let remedy: Remedy =
            switch state {
            // The server ends the connection after these, whether or not that has reached us yet.
            case _ where isLost || ["57P01", "57P02", "57P03"].contains(state): .connectAgain
            // Without a state it is libpq's own word, which it has for a connection that ended, also before it says so
            // of the connection.
            case "": .connectAgain
            case "40001", "40P01": .runAgain
            case _ where isStalePlan: .prepareAgain
            default: .none
            }
        self.init(
            state: state, message: redact(Self.oneLine(message)), constraint: field("n"), statement: statement,
            remedy: remedy)
    }

    /// The seam's error, for the caller.
    var storageError: StorageError {
        if remedy == .connectAgain { return .unavailable("the connection was lost (\(message))") }
        return switch state {
        case "53100": .noSpace("the disk of the database server is full (\(message))")
        case "25006": .unavailable("the server only allows reading; is it a standby? (\(message))")
        case "57014": .statement("it took longer than the server's statement timeout", sql: statement)
        case "22021": .unstorable(message)
        case "54000": .unstorable(message)
        case "XX001", "XX002": .damaged("the server says: \(message)")
        case _ where state.hasPrefix("23"): .constraint(message)
        case _ where state.hasPrefix("53") || state.hasPrefix("57") || state.hasPrefix("08"): .unavailable(message)
        default: .statement("\(message) [\(state)]", sql: statement)
        }
    }

    static func oneLine(_ message: String) -> String {
        message.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
