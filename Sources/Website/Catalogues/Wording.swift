public import Editorial
public import Markup
public import Storage

/// The words of a publication: its catalogue, its language and its time zone together.
public struct Wording: Sendable {
    public let catalogue: Catalogue
    /// The publication's language; where it has no catalogue, the sentences are English all the same.
    public let language: LanguageTag
    public let zone: ZoneOffsets

    public init(catalogue: Catalogue, language: LanguageTag, zone: ZoneOffsets) {
        self.catalogue = catalogue
        self.language = language
        self.zone = zone
    }

    /// The language of the sentences themselves, where it is not the publication's.
    public var foreignLanguage: LanguageTag? {
        guard let tag = LanguageTag(parsing: catalogue.language), tag.language != language.language else { return nil }
        return tag
    }

    /// A sentence.
    public func callAsFunction(_ phrase: Phrase) -> String {
        let message = catalogue[phrase]
        return message.plain ?? text(message.parts(for: .other), [:])
    }

    /// A sentence with its values.
    public func callAsFunction(_ phrase: Phrase, _ values: [String: String]) -> String {
        text(catalogue[phrase].parts(for: .other), values)
    }

    /// A sentence in the form that a count asks for; `{count}` is filled in.
    public func callAsFunction(_ phrase: Phrase, count: Int, _ values: [String: String] = [:]) -> String {
        var values = values
        values[Message.countName] = catalogue.numerals.grouped(count)
        return text(catalogue[phrase].parts(for: catalogue.plurals.category(of: count)), values)
    }

    /// A sentence whose values are mark-up, as links are.
    public func html(_ phrase: Phrase, count: Int? = nil, _ values: KeyValuePairs<String, HTML> = [:]) -> HTML {
        let category = count.map { catalogue.plurals.category(of: $0) } ?? .other
        var html = HTML.empty
        html.reserveCapacity(128)
        for part in catalogue[phrase].parts(for: category) {
            switch part {
            case .text(let text):
                html += text.html
            case .value(let name):
                if let value = values.first(where: { $0.key == name })?.value {
                    html += value
                } else if name == Message.countName, let count {
                    html += HTML(text: catalogue.numerals.grouped(count))
                }
            }
        }
        return html
    }

    /// A moment by the publication's clock.
    public func text(_ style: DatePatterns.Style, at moment: Timestamp) -> String {
        catalogue.dates.text(style, of: zone.localTime(at: moment), numerals: catalogue.numerals)
    }

    public func text(_ style: DatePatterns.Style, of day: CivilDay) -> String {
        catalogue.dates.text(style, of: LocalTime(day), numerals: catalogue.numerals)
    }

    /// As in “November 2026”.
    public func text(of month: YearMonth) -> String {
        guard let first = CivilDay(year: month.year, month: month.month, day: 1) else { return month.description }
        return text(.month, of: first)
    }

    /// `<time>` with what machines read and what people do.
    public func time(_ style: DatePatterns.Style, at moment: Timestamp) -> HTML {
        time(style, of: zone.localTime(at: moment))
    }

    func time(_ style: DatePatterns.Style, of local: LocalTime) -> HTML {
        let text = catalogue.dates.text(style, of: local, numerals: catalogue.numerals)
        return "<time\(attribute: .datetime, local.machineReadable)>\(text)</time>"
    }

    private func text(_ parts: [Message.Part], _ values: [String: String]) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let words): text += words.string
            case .value(let name): text += values[name] ?? ""
            }
        }
        return text
    }
}
