import Markup

/// A sentence with named places for values, as in `By {name}`; where it counts, one for each plural form.
struct Message: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(Text)
        case value(String)
    }

    /// Words, and the same as mark-up.
    struct Text: Sendable, Hashable {
        let string: String
        let html: HTML

        init(_ string: String) {
            self.string = string
            html = HTML(text: string)
        }
    }

    /// The parts by plural form; a sentence that does not count has `other` alone.
    private let forms: [PluralRule.Category: [Part]]
    private let other: [Part]

    /// The text where there is no value to fill in; the common case in a page.
    let plain: String?

    /// The name of the value that plural forms are chosen by.
    static let countName = "count"

    init(_ pattern: String) throws(MessageError) {
        other = try Self.parts(of: pattern)
        forms = [:]
        plain = if case .text(let text) = other.first, other.count == 1 { text.string } else { other.isEmpty ? "" : nil }
    }

    /// - Throws: Where a form that the rule asks for is missing, or one that it does not have is there.
    init(forms patterns: [String: String], rule: PluralRule) throws(MessageError) {
        var forms: [PluralRule.Category: [Part]] = [:]
        for (name, pattern) in patterns {
            guard let category = PluralRule.Category(rawValue: name), rule.categories.contains(category) else {
                throw .needlessForm(name)
            }
            forms[category] = try Self.parts(of: pattern)
        }
        for category in rule.categories where forms[category] == nil { throw .missingForm(category.rawValue) }
        other = forms[.other] ?? []
        self.forms = forms
        plain = nil
    }

    var counts: Bool { !forms.isEmpty }

    func parts(for category: PluralRule.Category) -> [Part] { forms[category] ?? other }

    /// The names of the values of all forms together.
    var valueNames: Set<String> {
        Set((Array(forms.values) + [other]).joined().compactMap { if case .value(let name) = $0 { name } else { nil } })
    }

    private static func parts(of pattern: String) throws(MessageError) -> [Part] {
        var parts: [Part] = []
        var rest = pattern[...]
        while let opening = rest.firstIndex(of: "{") {
            guard let closing = rest[opening...].firstIndex(of: "}") else { throw .unclosedBrace(pattern) }
            if opening > rest.startIndex { parts.append(.text(Text(String(rest[..<opening])))) }
            let name = rest[rest.index(after: opening)..<closing]
            guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                throw .malformedName(String(name))
            }
            parts.append(.value(String(name)))
            rest = rest[rest.index(after: closing)...]
        }
        guard !rest.contains("}") else { throw .unclosedBrace(pattern) }
        if !rest.isEmpty { parts.append(.text(Text(String(rest)))) }
        return parts
    }
}

/// What is wrong with one sentence of a catalogue.
enum MessageError: Error, Hashable, CustomStringConvertible {
    case unclosedBrace(String)
    case malformedName(String)
    case missingForm(String)
    case needlessForm(String)

    var description: String {
        switch self {
        case .unclosedBrace(let pattern): "“\(pattern)” has a brace without its partner."
        case .malformedName(let name): "“{\(name)}” is no value: its name must be small letters alone."
        case .missingForm(let form): "The plural form “\(form)” is missing."
        case .needlessForm(let form): "The language has no plural form “\(form)”."
        }
    }
}
