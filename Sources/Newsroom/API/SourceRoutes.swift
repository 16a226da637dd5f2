import Documents
import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import Markup
import Storage

/// `/api/v1/sources` and what lies below it, and `/api/v1/subjects`.
extension APIRoutes {
    func sourceAnswer(_ request: APIRequest) async throws -> Response {
        let path = request.path
        guard path.count > 1 else {
            switch request.method {
            case .get, .head: return try await list(request)
            case .post: return try await take(request)
            default: throw Problem.methodNotAllowed("GET, HEAD, POST")
            }
        }
        guard let source = Source.ID(path[1]) else { throw Problem.notFound }
        switch (path.count, path.last) {
        case (2, _):
            switch request.method {
            case .get, .head: return try APIAnswer.json(try await archive.report(source, opening: false), for: request)
            case .patch: return try await change(source, request)
            default: throw Problem.methodNotAllowed("GET, HEAD, PATCH")
            }
        case (3, "text"):
            guard request.method == .get || request.isHead else { throw Problem.methodNotAllowed("GET, HEAD") }
            return try await text(of: source, request)
        default: throw Problem.notFound
        }
    }

    // MARK: Reading

    private struct Page: Encodable {
        var sources: [Line]
        /// For the next page: its `before`.
        var next: String?

        struct Line: Encodable {
            var id: String
            var kind: SourceKind
            var visibility: SourceVisibility
            var newest: SourceVersionReport
        }
    }

    private func list(_ request: APIRequest) async throws -> Response {
        let visibility = try APIRequest.value(request.query("visibility"), "visibility", as: SourceVisibility.self)
        let before = try request.query("before").map { text in
            guard let id = Source.ID(text) else { throw Problem.malformed("“before” must be an identifier.") }
            return id
        }
        guard let limit = Int(request.query("limit") ?? "50"), (1...200).contains(limit) else {
            throw Problem.malformed("“limit” must be a number from 1 to 200.")
        }
        let found = try await archive.list(visibility, before: before, limit: limit, opening: false)
        let lines = found.map { source, newest in
            Page.Line(
                id: source.id.description, kind: source.kind, visibility: source.visibility,
                newest: SourceVersionReport(newest))
        }
        let next = found.count == limit ? found.last?.source.id.description : nil
        return try APIAnswer.json(Page(sources: lines, next: next), for: request)
    }

    /// A source's newest text, or that of the version which `?version=N` names.
    private func text(of id: Source.ID, _ request: APIRequest) async throws -> Response {
        let number = request.query("version")
        let version = try await store.read { connection in
            let source = try Source.find(id, from: connection)
            guard source.visibility != .confidential else { throw Problem.confidential }
            guard let number else { return try SourceVersion.newest(of: id, from: connection) }
            let all = try SourceVersion.list(of: id, from: connection)
            guard let found = all.first(where: { String($0.number) == number }) else { throw Problem.notFound }
            return found
        }
        return APIAnswer.text(try await archive.read(version.id).text, for: request)
    }

    // MARK: Taking in

    private struct Asked: Decodable {
        var by: String?
        /// An address to archive…
        var url: String?
        /// … or a text.
        var text: String?
        var kind: String?
        var visibility: String?
        var source: String?
        var title: String?
        var author: String?
        var publisher: String?
        var published: String?
        var address: String?
        var speaker: String?
        var language: String?
        var stories: [String]?
        var note: String?
    }

    private func take(_ request: APIRequest) async throws -> Response {
        let result: SourceIntakeResult
        if request.mediaType == "application/json", request.query("name") == nil {
            let asked: Asked = try await request.json()
            let intake = try intake(asked, request)
            switch (asked.url, asked.text) {
            case (let url?, nil):
                guard let address = SafeURL(parsing: url), address.isWeb else {
                    throw Problem.malformed("“url” must be a web address.")
                }
                result = try await archive.capture(address, by: fetcher, intake)
            case (nil, let text?): result = try await archive.type(text, intake)
            default: throw Problem.malformed("Give either “url”, to archive what stands there, or “text”.")
            }
        } else {
            let name = request.query("name")
            let asked = Asked(
                by: request.query("by"), kind: request.query("kind"), visibility: request.query("visibility"),
                source: request.query("source"), title: request.query("title"), author: request.query("author"),
                publisher: request.query("publisher"), published: request.query("published"),
                address: request.query("address"), speaker: request.query("speaker"), language: request.query("language"),
                stories: request.queries("story"), note: request.query("note"))
            let intake = try intake(asked, request)
            let format = DocumentFormat(mediaType: request.mediaType)
            guard format != nil || name.flatMap({ DocumentFormat(fileName: $0) }) != nil else {
                throw Problem.unsupported(
                    "one of \(DocumentFormat.allCases.map(\.rawValue).joined(separator: ", ")), or give the file's “name” in the query")
            }
            let bytes = try await request.body(upTo: DocumentsRoom.mostBytes)
            result = try await archive.upload(bytes, named: name, format: format, intake)
        }
        // As it is kept: sealed, if it is confidential.
        let kept = try await store.read { try SourceVersion.find(result.version.id, from: $0) }
        return try APIAnswer.json(
            Taken(result, kept), for: request, status: result.outcome == .new ? .created : .ok,
            location: "/api/v1/sources/\(result.version.source)")
    }

    private struct Taken: Encodable {
        var source: String
        var outcome: SourceIntakeResult.Outcome
        var hasSameText: Bool
        var version: SourceVersionReport

        init(_ result: SourceIntakeResult, _ kept: SourceVersion) {
            source = kept.source.description
            outcome = result.outcome
            hasSameText = result.hasSameText
            version = SourceVersionReport(kept)
        }
    }

    private func intake(_ asked: Asked, _ request: APIRequest) throws -> SourceIntake {
        let source = try asked.source.map { text in
            guard let id = Source.ID(text) else { throw Problem.malformed("“source” must be an identifier.") }
            return id
        }
        let stories = try (asked.stories ?? []).map { text in
            guard let id = Story.ID(text) else { throw Problem.malformed("“\(text)” is no identifier of a story.") }
            return id
        }
        let language = try asked.language.map { text in
            guard let tag = LanguageTag(parsing: text) else { throw Problem.malformed("“language” must be a language tag.") }
            return tag
        }
        return SourceIntake(
            by: request.actor(asked.by), kind: try APIRequest.value(asked.kind, "kind"),
            visibility: try APIRequest.value(asked.visibility, "visibility"), source: source,
            description: SourceDescription(
                title: asked.title, author: asked.author, publisher: asked.publisher, published: asked.published,
                address: asked.address, speaker: asked.speaker, language: language),
            stories: stories, note: asked.note)
    }

    // MARK: Changing

    private enum Showing: String, CaseIterable {
        case whole, passages
    }

    private struct Change: Decodable {
        var by: String?
        var note: String?
        var visibility: String?
        var showing: String?
    }

    private func change(_ source: Source.ID, _ request: APIRequest) async throws -> Response {
        let asked: Change = try await request.json()
        let visibility = try APIRequest.value(asked.visibility, "visibility", as: SourceVisibility.self)
        let showing = try APIRequest.value(asked.showing, "showing", as: Showing.self)
        guard visibility != nil || showing != nil else { throw Problem.malformed("Give “visibility” or “showing”.") }
        let actor = request.actor(asked.by)
        try await store.write { connection in
            let now = TimeSource.system.now()
            if let visibility {
                try SourceDesk(connection, by: actor, at: now).changeVisibility(of: source, to: visibility, note: asked.note)
            }
            if let showing {
                try SourceShowing.choose(whole: showing == .whole, of: source, by: actor, at: now, in: connection)
            }
        }
        return try APIAnswer.json(try await archive.report(source, opening: false), for: request)
    }

    // MARK: Subjects

    private struct Subjects: Encodable {
        var subjects: [Line]

        struct Line: Encodable {
            var id: String
            var kind: Subject.Kind
            var name: String
            var aliases: [String]
        }
    }

    /// The people and bodies whom `?name=` may mean, or the first hundred.
    func subjectAnswer(_ request: APIRequest) async throws -> Response {
        guard request.path.count == 1 else { throw Problem.notFound }
        guard request.method == .get || request.isHead else { throw Problem.methodNotAllowed("GET, HEAD") }
        let name = request.query("name")
        let found = try await store.read { connection in
            if let name { return try Subject.matching(name, from: connection) }
            return try Subject.list(from: connection)
        }
        let lines = found.map { Subjects.Line(id: $0.id.description, kind: $0.kind, name: $0.name, aliases: $0.aliases) }
        return try APIAnswer.json(Subjects(subjects: lines), for: request)
    }
}
