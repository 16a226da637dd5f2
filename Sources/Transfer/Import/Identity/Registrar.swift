import Editorial
import Markup
import Storage

/// Puts sections, topics and people into the newsroom, or finds those that are there already.
///
/// What the newsroom has under the same slug is taken for the same thing.
struct Registrar {
    let source: ImportSource
    let connection: any Connection
    var ledger = ImportLedger()

    init(_ source: ImportSource, _ connection: any Connection) {
        self.source = source
        self.connection = connection
    }

    /// - Parameter kind: What the source calls it, for the report; `nil` for what it doesn't count.
    mutating func enter(_ section: Section, original: String, as kind: String?) throws -> Section.ID {
        if try isKnown(.section, original, as: kind) { return try Section.find(slug: section.slug, from: connection)?.id ?? section.id }
        if let there = try Section.find(slug: section.slug, from: connection) {
            ledger.change("\(kind ?? "section") “\(section.name)”", "joined with the section that is here already")
            try keep(.section, original, as: kind)
            return there.id
        }
        try withFreeSlug(section.slug, section.name) { slug, connection in
            try Section.create(
                Section(
                    id: section.id, slug: slug, name: section.name, summary: section.summary, parent: section.parent,
                    position: section.position, isInNavigation: section.isInNavigation), in: connection)
        }
        noteMade(.section, original, as: kind)
        try keep(.section, original, as: kind)
        return section.id
    }

    mutating func enter(_ topic: Topic, original: String, as kind: String?) throws -> Topic.ID {
        if try isKnown(.topic, original, as: kind) { return try Topic.find(slug: topic.slug, from: connection)?.id ?? topic.id }
        if let there = try Topic.find(slug: topic.slug, from: connection) {
            ledger.change("\(kind ?? "topic") “\(topic.name)”", "joined with the topic that is here already")
            try keep(.topic, original, as: kind)
            return there.id
        }
        try withFreeSlug(topic.slug, topic.name) { slug, connection in
            try Topic.create(
                Topic(id: topic.id, slug: slug, name: topic.name, summary: topic.summary, kind: topic.kind), in: connection)
        }
        noteMade(.topic, original, as: kind)
        try keep(.topic, original, as: kind)
        return topic.id
    }

    mutating func enter(_ person: Person, original: String, as kind: String?) throws -> Person.ID {
        if try isKnown(.person, original, as: kind) {
            if let there = try Person.read([person.id], from: connection).first { return there.id }
            return try Person.find(slug: person.slug, from: connection)?.id ?? person.id
        }
        if let there = try Person.find(slug: person.slug, from: connection) {
            ledger.change("\(kind ?? "author") “\(person.name)”", "joined with the person who is here already")
            try keep(.person, original, as: kind)
            return there.id
        }
        try withFreeSlug(person.slug, person.name) { slug, connection in
            var person = person
            person.slug = slug
            try Person.create(person, in: connection)
        }
        noteMade(.person, original, as: kind)
        try keep(.person, original, as: kind)
        return person.id
    }

    /// Counts something that has no entry of its own here.
    mutating func count(_ kind: ImportRecord.Kind, original: String, as name: String) throws {
        if try !isKnown(kind, original, as: name) { try keep(kind, original, as: name) }
    }

    private mutating func isKnown(_ kind: ImportRecord.Kind, _ original: String, as name: String?) throws -> Bool {
        let digests = try ImportRecord.digests(kind, of: [original], from: source, in: connection)
        guard digests[original] != nil else { return false }
        if let name { ledger.omitKnown(name) }
        return true
    }

    private mutating func noteMade(_ kind: ImportRecord.Kind, _ original: String, as name: String?) {
        if name == nil { ledger.change("\(kind.rawValue) “\(original)”", "only named in the file: made from the name") }
    }

    private mutating func keep(_ kind: ImportRecord.Kind, _ original: String, as name: String?) throws {
        try ImportRecord.keep([ImportRecord(kind: kind, original: original, digest: "")], from: source, in: connection)
        if let name { ledger.take(name) }
    }

    /// A slug whose address something else has, or had, gets a number.
    private mutating func withFreeSlug(_ slug: Slug, _ name: String, _ create: (Slug, any Connection) throws -> Void) throws {
        var candidate = slug
        var number = 2
        while true {
            do {
                try create(candidate, connection)
                if candidate != slug { ledger.change("“\(name)”", "its slug is \(candidate.string): \(slug.string) belongs to something else") }
                return
            } catch AddressError.taken {
                candidate = slug.numbered(number)
                number += 1
            }
        }
    }
}
