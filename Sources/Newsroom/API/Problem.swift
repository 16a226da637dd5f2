import Documents
import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// Why a request of the API has no answer, as problem details (RFC 9457).
struct Problem: Error {
    let status: HTTPResponse.Status
    let detail: String
    /// The methods that the address takes, where the request's is none of them.
    var allowed: String?

    static let unauthorized = Problem(
        status: .unauthorized,
        detail: "Send a token in use as “Authorization: Bearer …”; `standfirst token add NAME` makes one.")
    static let mayNotWrite = Problem(
        status: .forbidden, detail: "The token may only look; `standfirst token add NAME --write` makes one that may write.")
    static let confidential = Problem(
        status: .forbidden, detail: "The source is confidential: what it says is not told here.")
    static let notFound = Problem(status: .notFound, detail: "There is nothing at this address.")

    static func methodNotAllowed(_ allowed: String) -> Problem {
        Problem(status: .methodNotAllowed, detail: "This address takes \(allowed).", allowed: allowed)
    }

    static func malformed(_ detail: String) -> Problem { Problem(status: .badRequest, detail: detail) }

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(status: .contentTooLarge, detail: "The body is larger than \(limit >> 20) MB.")
    }

    static func unsupported(_ wanted: String) -> Problem {
        Problem(status: .unsupportedMediaType, detail: "Send \(wanted).")
    }
}

extension Problem {
    /// What a thrown error is to a program: whether it asked wrongly, came at the wrong time, or can't help it.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case StorageError.unavailable:
            self.init(status: .serviceUnavailable, detail: "The database is away. Try again in a minute.")
        case SourceError.notFound, SourceError.versionNotFound, SourceError.notAttached, StoryError.notFound,
            SubjectError.notFound, QuotationRefusal.noSuchQuotation:
            self.init(status: .notFound, detail: String(describing: error))
        case is QuotationRefusal, SourceError.visibilityFixed, SourceError.namesSealed, CaptureFault.otherVisibility,
            is SourceKeyError:
            self.init(status: .conflict, detail: String(describing: error))
        case CaptureFault.notFetched: self.init(status: .badGateway, detail: String(describing: error))
        case CaptureFault.unknownType: self.init(status: .unsupportedMediaType, detail: String(describing: error))
        case is SourceError, is SubjectError, is CaptureFault, is StoryError:
            self.init(status: .unprocessableContent, detail: String(describing: error))
        case let fault as DocumentFault:
            self.init(status: .unprocessableContent, detail: "The document can't be read: \(fault).")
        default: self.init(status: .internalServerError, detail: "The fault is the server's and has been recorded.")
        }
    }

    var response: Response {
        let body = Body(title: status.reasonPhrase, status: status.code, detail: detail)
        let bytes = (try? JSONEncoder().encode(body)).map { [UInt8]($0) } ?? []
        var response = APIAnswer.bytes(bytes, "application/problem+json", status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"standfirst\"" }
        if let allowed { response.headers[.allow] = allowed }
        return response
    }

    private struct Body: Encodable {
        let title: String
        let status: Int
        let detail: String
    }
}
