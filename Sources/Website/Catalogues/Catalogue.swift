public import Foundation

/// Every sentence that a reader sees, in one language, with how that language writes dates and numbers.
///
/// Read from a JSON file and checked whole when the program starts: a catalogue that exists has every `Phrase`.
public struct Catalogue: Sendable {
    /// As in `en-GB`.
    public let language: String
    public let plurals: PluralRule
    public let numerals: Numerals
    public let dates: DatePatterns
    /// By the ordinal of the phrase.
    private let messages: [Message]

    subscript(phrase: Phrase) -> Message { messages[Int(phrase.rawValue)] }

    /// - Parameter file: What errors call the file.
    /// - Throws: Where the JSON is broken, a phrase is missing or unknown, a plural form is missing, or a table has
    ///   too few names.
    public init(json: Data, file: String) throws(CatalogueError) {
        let source: Source
        do {
            source = try JSONDecoder().decode(Source.self, from: json)
        } catch {
            throw CatalogueError(file: file, fault: "it could not be read: \(error)")
        }
        language = source.language
        plurals = source.plurals
        numerals = try Numerals(source.numbers, file: file)
        dates = try DatePatterns(source.dates, file: file)
        var messages: [Message] = []
        for phrase in Phrase.allCases {
            guard let entry = source.phrases[phrase.key] else {
                throw CatalogueError(file: file, fault: "the phrase “\(phrase.key)” is missing.")
            }
            messages.append(try Self.message(entry, of: phrase, rule: source.plurals, file: file))
        }
        let known = Set(Phrase.allCases.map(\.key))
        if let unknown = source.phrases.keys.filter({ !known.contains($0) }).min() {
            throw CatalogueError(file: file, fault: "there is no phrase “\(unknown)”.")
        }
        self.messages = messages
    }

    private static func message(
        _ entry: Source.Entry, of phrase: Phrase, rule: PluralRule, file: String
    ) throws(CatalogueError) -> Message {
        let message: Message
        do throws(MessageError) {
            message =
                switch entry {
                case .sentence(let pattern): try Message(pattern)
                case .forms(let forms): try Message(forms: forms, rule: rule)
                }
        } catch {
            throw CatalogueError(file: file, fault: "the phrase “\(phrase.key)”: \(error)")
        }
        guard message.counts == phrase.counts else {
            let advice = phrase.counts ? "needs its plural forms" : "has no plural forms"
            throw CatalogueError(file: file, fault: "the phrase “\(phrase.key)” \(advice).")
        }
        guard message.valueNames.isSubset(of: phrase.valueNames),
            phrase.counts || message.valueNames == phrase.valueNames
        else {
            let names = phrase.valueNames.sorted().map { "{\($0)}" }.joined(separator: ", ")
            throw CatalogueError(
                file: file, fault: "the phrase “\(phrase.key)” must hold \(names.isEmpty ? "no value" : names).")
        }
        return message
    }

    /// The catalogue as its file has it.
    private struct Source: Decodable {
        var language: String
        var plurals: PluralRule
        var numbers: Numerals.Source
        var dates: DatePatterns.Source
        var phrases: [String: Entry]

        enum Entry: Decodable {
            case sentence(String)
            case forms([String: String])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let sentence = try? container.decode(String.self) {
                    self = .sentence(sentence)
                } else {
                    self = .forms(try container.decode([String: String].self))
                }
            }
        }
    }
}

/// What is wrong with a catalogue's file.
public struct CatalogueError: Error, Hashable, CustomStringConvertible {
    public let file: String
    public let fault: String

    public var description: String { "The language catalogue \(file) can't be used: \(fault)" }
}
