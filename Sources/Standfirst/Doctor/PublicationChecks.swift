import Editorial
import Foundation
import Storage
import Website

/// What readers are told of the publication, and the work that waits.
extension Examination {
    var publicationCheck: Check {
        Check("publication") {
            guard store != nil else { return [] }
            do {
                guard let publication = try await reading({ try Publication.read(from: $0) }) else { return [] }
                return Self.findings(of: publication)
            } catch PublicationError.notSetUp {
                return [.fault("publication", "there is none yet", "standfirst setup --name …")]
            }
        }
    }

    static func findings(of publication: Publication) -> [Finding] {
        var findings: [Finding] = []
        if TimeZone(identifier: publication.timeZone) == nil {
            findings.append(
                .fault(
                    "publication", "the system knows no time zone \(publication.timeZone)",
                    "apt-get install tzdata, or standfirst setup --time-zone as in Europe/London."))
        }
        let url = URL(string: publication.baseURL)
        let host = url?.host() ?? ""
        let change = "standfirst setup --base-url https://…"
        if host.isEmpty {
            findings.append(.fault("publication", "its base URL \(publication.baseURL) is no address", change))
        } else if Self.isOfThisMachine(host) {
            findings.append(
                .warning(
                    "publication", "its base URL is \(publication.baseURL): feeds, cards and sitemaps lead readers nowhere", change))
        } else if url?.scheme != "https" {
            findings.append(
                .warning("publication", "its base URL \(publication.baseURL) is not https", "Put TLS in front, then \(change)"))
        }
        if findings.isEmpty { findings.append(.ok("publication", "\(publication.name), \(publication.baseURL)")) }
        return findings
    }

    private static func isOfThisMachine(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
            || host == "0.0.0.0"
    }

    var jobsCheck: Check {
        Check("jobs") {
            let now = clock.now()
            let facts = try await reading { connection in
                let dead = try JobQueue().dead(limit: 1000, on: connection)
                let overdue: Int? = try connection.value(
                    "SELECT count(*) FROM storage_job WHERE died_at IS NULL AND due_at < \(now.advanced(bySeconds: -600))")
                return JobFacts(dead: dead.map { (kind: $0.kind, error: $0.error) }, overdue: overdue ?? 0)
            }
            return facts?.findings ?? []
        }
    }
}

struct JobFacts: Sendable {
    let dead: [(kind: String, error: String)]
    /// Due for ten minutes and more, which a worker that lives would have begun.
    let overdue: Int

    var findings: [Finding] {
        var findings: [Finding] = []
        if let newest = dead.first {
            let line = newest.error.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) } ?? "no reason"
            findings.append(
                .warning("jobs", "\(dead.count) were given up, the last a \(newest.kind): \(line)", "Do away with the cause: they are kept."))
        }
        if overdue > 0 {
            findings.append(
                .warning(
                    "jobs", "\(overdue) wait for more than ten minutes", "Start standfirst serve, which does them, or look into its log."))
        }
        return findings.isEmpty ? [.ok("jobs", "none waits too long")] : findings
    }
}
