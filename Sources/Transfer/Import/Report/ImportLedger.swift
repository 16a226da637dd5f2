import Editorial
import Markup

/// Where an import writes down what it found and what became of it; ``report`` is what comes of it.
struct ImportLedger: Sendable {
    private(set) var found: [String: Int] = [:]
    private(set) var imported: [String: Int] = [:]
    private var changes = Entries()
    private var omissions = Entries()

    /// Things of which the same is to be said, counted, in the order in which each came up first.
    private struct Entries: Sendable {
        struct Entry: Sendable, Hashable {
            var what: String
            var reason: String
        }

        var counts: [Entry: Int] = [:]
        var order: [Entry] = []

        mutating func add(_ what: String, _ reason: String, _ count: Int) {
            let entry = Entry(what: what, reason: reason)
            if let before = counts[entry] {
                counts[entry] = before + count
            } else {
                counts[entry] = count
                order.append(entry)
            }
        }

        mutating func append(_ other: Entries) {
            for entry in other.order { add(entry.what, entry.reason, other.counts[entry] ?? 1) }
        }

        func map<Line>(_ line: (String, String) -> Line) -> [Line] {
            order.map { entry in
                let count = counts[entry] ?? 1
                return line(count > 1 ? "\(entry.what) (\(count) times)" : entry.what, entry.reason)
            }
        }
    }

    mutating func find(_ kind: String, _ count: Int = 1) { found[kind, default: 0] += count }

    mutating func take(_ kind: String, _ count: Int = 1) {
        if count > 0 { imported[kind, default: 0] += count }
    }

    /// Counts what an earlier import has brought.
    mutating func omitKnown(_ kind: String, count: Int = 1) {
        omit(kind, "it is here already, from an earlier import", count: count)
    }

    /// Counts comments whose number another one has.
    mutating func omitRepeatedComments(_ count: Int) {
        if count > 0 { omit("comment", "the file has another comment with its number", count: count) }
    }

    mutating func change(_ what: String, _ how: String, count: Int = 1) { changes.add(what, how, count) }

    mutating func omit(_ what: String, _ why: String, count: Int = 1) { omissions.add(what, why, count) }

    mutating func append(_ notes: TransferNotes) {
        for note in notes.changes { change(note.what, note.how, count: note.count) }
        for note in notes.omissions { omit(note.what, note.why, count: note.count) }
    }

    /// What the body's reader did, in words.
    mutating func append(_ changes: [BodyChange]) {
        for change in changes {
            switch change.how {
            case .dropped: omit(change.what, "a story's body has no place for it")
            case .attributeDropped: self.change("attribute \(change.what)", "left out: the paper's look decides")
            case .unwrapped: self.change(change.what, "its content was kept without it")
            case .replaced: self.change(change.what, "became another element with the same content")
            case .moved: self.change(change.what, "moved out of a place that can't hold it")
            case .linkRefused: self.change("link to \(change.what)", "its text was kept; the address isn't safe")
            case .pictureUnresolved: self.change("picture \(change.what)", "became a link: it isn't the old site's own")
            case .flattened: self.change(change.what, "nested too deeply; its text was kept")
            }
        }
    }

    /// What of an imported story's slug and addresses is not as it was.
    mutating func note(_ outcome: StoryImporter.Outcome, of name: String) {
        let slug = outcome.story.slug.string
        switch outcome.slugRefusal {
        case .slugTaken(let was): change(name, "its slug is \(slug): \(was.string) belongs to another story")
        case .slugReserved(let was): change(name, "its slug is \(slug): \(was.string) begins addresses of the site itself")
        default: break
        }
        for refusal in outcome.refusedAddresses { note(refusal, of: name, now: outcome.story.address) }
    }

    /// Why something can't have an address that it had.
    /// - Parameters:
    ///   - name: Whose it was; `nil` where the address says it.
    ///   - current: Where it stands now.
    mutating func note(_ refusal: AddressError, of name: String?, now current: AddressPath? = nil) {
        let owner = name.map { " of \($0)" } ?? ""
        let place = current.map { "; it stands at \($0)" } ?? ""
        switch refusal {
        case .taken(let path): change("address \(path)\(owner)", "belongs to something else and was not taken\(place)")
        case .siteOwn(let path): change("address \(path)\(owner)", "is one of the site's own and was not taken\(place)")
        case .loop(let path): change("address \(path)\(owner)", "would lead to itself and was not taken\(place)")
        }
    }

    mutating func append(_ other: ImportLedger) {
        found.merge(other.found) { $0 + $1 }
        imported.merge(other.imported) { $0 + $1 }
        changes.append(other.changes)
        omissions.append(other.omissions)
    }

    var report: ImportReport {
        var imported = imported
        for kind in found.keys where imported[kind] == nil { imported[kind] = 0 }
        return ImportReport(
            found: found, imported: imported, changed: changes.map(ImportReport.Change.init(what:how:)),
            omitted: omissions.map(ImportReport.Omission.init(what:why:)))
    }
}
