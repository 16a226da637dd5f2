import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import Storage
import struct QuotationCheck.CodePointRange

/// `/api/v1/stories/ID/quotations` and what lies below it, and `/api/v1/stories/ID/sources`.
extension APIRoutes {
    func storyAnswer(_ request: APIRequest) async throws -> Response {
        let path = request.path
        guard path.count >= 3, let story = Story.ID(path[1]) else { throw Problem.notFound }
        switch (path[2], path.count) {
        case ("quotations", 3):
            guard request.method == .get || request.isHead else { throw Problem.methodNotAllowed("GET, HEAD") }
            return try await quotations(of: story, for: request)
        case ("quotations", 5) where path[4] == "decisions":
            guard request.method == .post else { throw Problem.methodNotAllowed("POST") }
            return try await decide(on: path[3], of: story, request)
        case ("quotations", 5) where path[4] == "speaker":
            guard request.method == .put else { throw Problem.methodNotAllowed("PUT") }
            return try await tie(path[3], of: story, request)
        case ("sources", 3):
            guard request.method == .get || request.isHead else { throw Problem.methodNotAllowed("GET, HEAD") }
            return try await attachments(of: story, for: request)
        case ("sources", 4):
            guard let source = Source.ID(path[3]) else { throw Problem.notFound }
            switch request.method {
            case .put: return try await attach(source, to: story, request)
            case .delete: return try await detach(source, from: story, request)
            default: throw Problem.methodNotAllowed("PUT, DELETE")
            }
        default: throw Problem.notFound
        }
    }

    // MARK: Quotations

    private func quotations(of story: Story.ID, for request: APIRequest) async throws -> Response {
        try APIAnswer.json(try await store.read { try QuotationReport.read(story, from: $0) }, for: request)
    }

    private struct Decision: Decodable {
        var by: String?
        var decision: String
        var reason: String?
        var person: String?
        /// For a binding: the source, or one of its versions, and the place in it.
        var source: String?
        var start: Int?
        var end: Int?
    }

    private func decide(on name: String, of story: Story.ID, _ request: APIRequest) async throws -> Response {
        let asked: Decision = try await request.json()
        guard let kind = try APIRequest.value(asked.decision, "decision", as: QuotationChoice.Kind.self) else {
            throw Problem.notFound
        }
        let checking = QuotationChecking(store: store, archive: archive)
        try await checking.check(story: story)
        let actor = request.actor(asked.by)
        try await store.write { connection in
            let choice = try Self.choice(kind, asked, from: connection)
            try QuotationDesk(connection, by: actor, at: TimeSource.system.now()).decide(choice, on: name, of: story)
        }
        if kind == .bind || kind == .reopen { try await checking.check(story: story, again: true) }
        return try await quotations(of: story, for: request)
    }

    private static func choice(
        _ kind: QuotationChoice.Kind, _ asked: Decision, from connection: any Connection
    ) throws -> QuotationChoice {
        let reason = asked.reason ?? ""
        switch kind {
        case .notAQuotation: return .notAQuotation(reason: reason)
        case .attested: return .attested(by: asked.person ?? "", reason: reason)
        case .translated: return .translated(by: asked.person ?? "", reason: reason)
        case .override: return .override(reason: reason)
        case .reopen: return .reopen(reason: reason)
        case .bind:
            guard (asked.start == nil) == (asked.end == nil) else {
                throw Problem.malformed("A place has a “start” and an “end”: give both, or neither.")
            }
            var range: CodePointRange?
            if let start = asked.start, let end = asked.end { range = CodePointRange(start: start, end: end) }
            return .bind(try version(named: asked.source, from: connection).id, range, reason: asked.reason)
        }
    }

    private static func version(named name: String?, from connection: any Connection) throws -> SourceVersion {
        guard let name else { throw Problem.malformed("A binding needs a “source”.") }
        if let source = Source.ID(name), let found = try Source.read([source], from: connection).first {
            return try SourceVersion.newest(of: found.id, from: connection)
        }
        guard let version = SourceVersion.ID(name) else { throw Problem.malformed("“source” must be an identifier.") }
        return try SourceVersion.find(version, from: connection)
    }

    private struct Speaker: Decodable {
        var by: String?
        var subject: String?
    }

    private func tie(_ name: String, of story: Story.ID, _ request: APIRequest) async throws -> Response {
        let asked: Speaker = try await request.json()
        let subject = try asked.subject.map { text in
            guard let id = Subject.ID(text) else { throw Problem.malformed("“subject” must be an identifier.") }
            return id
        }
        let checking = QuotationChecking(store: store, archive: archive)
        try await checking.check(story: story)
        let actor = request.actor(asked.by)
        try await store.write { connection in
            try QuotationDesk(connection, by: actor, at: TimeSource.system.now()).tie(name, of: story, to: subject)
        }
        try await checking.check(story: story, again: true)
        return try await quotations(of: story, for: request)
    }

    // MARK: Sources

    private struct Attachments: Encodable {
        var sources: [Attachment]
    }

    private struct Attachment: Encodable {
        var source: String
        var kind: SourceKind
        var visibility: SourceVisibility
        var version: SourceVersionReport
        var attachedBy: String

        init(_ attachment: SourceAttachment) {
            source = attachment.source.id.description
            kind = attachment.source.kind
            visibility = attachment.source.visibility
            version = SourceVersionReport(attachment.version)
            attachedBy = attachment.attachedBy
        }
    }

    private func attachments(of story: Story.ID, for request: APIRequest) async throws -> Response {
        let list = try await store.read { connection in
            _ = try Story.find(story, from: connection)
            return try SourceAttachment.list(of: story, from: connection)
        }
        return try APIAnswer.json(Attachments(sources: list.map(Attachment.init)), for: request)
    }

    private struct Attaching: Decodable {
        var by: String?
        var note: String?
        /// The number of the version; the newest where nothing is said.
        var version: Int?
    }

    private func attach(_ source: Source.ID, to story: Story.ID, _ request: APIRequest) async throws -> Response {
        let asked: Attaching = try await request.json()
        let actor = request.actor(asked.by)
        try await store.write { connection in
            var version: SourceVersion.ID?
            if let number = asked.version {
                let all = try SourceVersion.list(of: source, from: connection)
                guard let found = all.first(where: { $0.number == number }) else {
                    throw Problem.malformed("The source has no version \(number).")
                }
                version = found.id
            }
            try SourceDesk(connection, by: actor, at: TimeSource.system.now())
                .attach(source, to: story, version: version, note: asked.note)
        }
        return try await attachments(of: story, for: request)
    }

    private func detach(_ source: Source.ID, from story: Story.ID, _ request: APIRequest) async throws -> Response {
        let (actor, note) = (request.actor(request.query("by")), request.query("note"))
        try await store.write { connection in
            try SourceDesk(connection, by: actor, at: TimeSource.system.now()).detach(source, from: story, note: note)
        }
        return APIAnswer.nothing
    }
}
