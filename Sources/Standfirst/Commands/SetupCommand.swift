import ArgumentParser
import Editorial
import Foundation
import Markup
import Storage
import Website

/// Makes a publication, or changes the settings of one.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Make a publication, or change its settings.",
        discussion: "Only what is named changes; an empty text takes a setting away. Without options it prints the settings.")

    @OptionGroup var workplace: WorkplaceOptions

    @Option(help: "The publication's name.") var name: String?
    @Option(help: "The line under the name.") var tagline: String?
    @Option(help: "What it is, in a sentence or two.") var summary: String?
    @Option(help: "The language of its sentences and dates: en-GB, de, ar …") var language: String?
    @Option(help: "An IANA time zone, as in Europe/London.") var timeZone: String?
    @Option(name: .customLong("base-url"), help: "The public origin, as in https://lantern.example.") var baseURL: String?
    @Option(help: "Who owns it.") var owner: String?
    @Option(help: "The year of the first issue.") var foundedIn: Int?
    @Option(help: "Where readers write to.") var contactEmail: String?
    @Option(help: "The look: harbour, broadsheet or bulletin.") var look: String?
    @Option(help: "Stories need somebody else's approval before publication: true or false.") var requiresReview: Bool?
    @Option(help: "Imported comments are shown: true or false.") var showsComments: Bool?
    @OptionGroup(title: "Quotations") var quotations: QuotationOptions
    @Flag(help: "Print the settings as JSON.") var json = false

    func run() async throws {
        let place = try await workplace.open()
        let changes = self
        let (publication, rules) = try await place.store.write { connection in
            var publication = try changes.current(in: connection)
            try changes.apply(to: &publication)
            try publication.save(in: connection)
            let before = try QuotationRules.read(from: connection)
            let rules = try changes.quotations.applied(to: before)
            if rules != before { try rules.save(in: connection) }
            return (publication, rules)
        }
        await place.store.close()
        if let note = Self.note(on: publication.language) { Console.note(note) }
        if json { return try Console.json(publication) }
        Console.say("\(publication.name) · \(publication.baseURL)")
        Console.say("language \(publication.language.string), time zone \(publication.timeZone), look \(publication.look)")
        Console.say("review before publication: \(publication.requiresReview ? "yes" : "no")")
        Console.say("quotations that don't pass: \(rules.gate.phrase)")
    }

    private func current(in connection: any Connection) throws -> Publication {
        do {
            return try Publication.read(from: connection)
        } catch PublicationError.notSetUp {
            guard let name else { throw SetupError.nameMissing }
            return Publication.new(named: name)
        }
    }

    /// A language may be any: stories are in it, though the site's own sentences can't be.
    private static func note(on language: LanguageTag) -> String? {
        let languages = CatalogueLibrary.bundledLanguages
        guard !languages.contains(where: { LanguageTag(parsing: $0)?.language == language.language }) else { return nil }
        return "There is no catalogue for \(language.string): the site's own sentences come in English. "
            + "There are \(languages.joined(separator: ", "))."
    }

    private func apply(to publication: inout Publication) throws {
        for (option, text) in [("name", name), ("tagline", tagline), ("owner", owner)] {
            if text?.contains(where: \.isNewline) == true { throw SetupError.lineBreak(option: option) }
        }
        if let name { publication.name = name }
        if let tagline { publication.tagline = tagline.isEmpty ? nil : tagline }
        if let summary { publication.summary = summary.isEmpty ? nil : summary }
        if let language {
            guard let tag = LanguageTag(parsing: language) else { throw SetupError.language(language) }
            publication.language = tag
        }
        if let timeZone { publication.timeZone = timeZone }
        if let baseURL { publication.baseURL = baseURL }
        if let owner { publication.owner = owner.isEmpty ? nil : owner }
        if let foundedIn { publication.foundedIn = foundedIn }
        if let contactEmail { publication.contactEmail = contactEmail.isEmpty ? nil : contactEmail }
        if let look {
            guard LookLoader.bundledLooks.contains(look) else { throw SetupError.look(look) }
            publication.look = look
        }
        if let requiresReview { publication.requiresReview = requiresReview }
        if let showsComments { publication.showsComments = showsComments }
    }
}

extension Publication {
    /// A publication as it is before anybody has chosen anything.
    static func new(named name: String) -> Publication {
        Publication(name: name, language: .english, timeZone: "UTC", baseURL: "http://localhost:8080")
    }
}

enum SetupError: Error, CustomStringConvertible {
    case nameMissing
    case language(String)
    case look(String)
    case lineBreak(option: String)

    var description: String {
        switch self {
        case .nameMissing: "There is no publication here yet: give it a name with --name."
        case .language(let text): "“\(text)” is no language tag: give one as in en-GB, de or ar."
        case .look(let text):
            """
            There is no look “\(text)”: choose \(LookLoader.bundledLooks.formatted(.list(type: .or))), or put one of your \
            own into the data folder (look/look.json).
            """
        case .lineBreak(let option): "--\(option) must be one line."
        }
    }
}
