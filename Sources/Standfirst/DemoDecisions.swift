import Editorial
import Foundation
import Markup
import Storage
import struct QuotationCheck.CheckedQuotation

/// The demo's stories, checked against their sources, and what the Lantern's editor decided on those quotations that
/// don't pass.
struct DemoDecisions {
    let place: Workplace
    /// The folder `Demo`.
    let folder: URL

    private static let editor = "Miriam Oakshott"

    func make() async throws {
        let checking = try place.checking()
        let stories = try await place.store.read { connection in
            try Story.list(in: .published, limit: .max, from: connection).filter { $0.kind.isDated }.map(\.id)
        }
        for story in stories { try await checking.check(story: story) }
        try await decide()
    }

    private struct Decision: Decodable {
        var story: String
        /// How the quotation begins; empty for every one that waits.
        var quotation: String
        var decision: String
        var person: String?
        var reason: String

        var choice: QuotationChoice? {
            switch QuotationChoice.Kind(rawValue: decision) {
            case .notAQuotation: .notAQuotation(reason: reason)
            case .attested: .attested(by: person ?? "", reason: reason)
            case .translated: .translated(by: person ?? "", reason: reason)
            case .override: .override(reason: reason)
            case .bind, .reopen, nil: nil
            }
        }
    }

    private func decide() async throws {
        let file = try Data(contentsOf: folder.appending(path: "decisions.json"))
        for decision in try JSONDecoder().decode([Decision].self, from: file) {
            guard let choice = decision.choice, let slug = Slug(parsing: decision.story) else { continue }
            try await place.store.write { connection in
                guard let story = try Story.find(slug: slug, from: connection) else { return }
                let report = try QuotationReport.read(story.id, from: connection)
                let desk = try QuotationDesk(connection, by: Self.editor, at: story.firstPublishedAt ?? story.createdAt)
                for line in report.quotations where line.finding.checked.text.hasPrefix(decision.quotation) {
                    let waits = line.standing == .carried || line.standing == .open
                    guard waits || choice.kind == .notAQuotation, line.standing != .ruled else { continue }
                    try desk.decide(choice, on: line.finding.checked.id, of: story.id)
                    // One decision is on one quotation, unless it says so.
                    if !decision.quotation.isEmpty { break }
                }
            }
        }
    }
}
