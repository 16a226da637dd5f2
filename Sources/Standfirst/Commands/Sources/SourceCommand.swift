import ArgumentParser
import Documents
import Editorial
import Markup
import Storage

/// What a journalist does with the source archive, from the command line.
struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Archive what stories are written from, and say who speaks in it.",
        discussion: """
            A source is named by its identifier, that of one of its versions, or the address that it was captured from. \
            Confidential sources are sealed with the key in STANDFIRST_SOURCE_KEY, or in the file that \
            STANDFIRST_SOURCE_KEY_FILE names.
            """,
        subcommands: [
            SourceCaptureCommand.self, SourceAddCommand.self, SourceListCommand.self, SourceShowCommand.self,
            SourceVersionsCommand.self, SourceAttachCommand.self, SourceDetachCommand.self, SourceVisibilityCommand.self,
            SourceShowingCommand.self, SourceVerifyCommand.self, SubjectCommand.self,
        ])
}

/// How a person names a source on the command line.
struct SourceName {
    let text: String

    init(_ text: String) { self.text = text }

    /// The source, and the version where one was named.
    /// - Throws: ``SourceCommandError/unknownSource(_:)``
    func find(from connection: any Connection) throws -> (source: Source, version: SourceVersion?) {
        if let id = Source.ID(text), let source = try Source.read([id], from: connection).first { return (source, nil) }
        if let id = SourceVersion.ID(text) {
            do {
                let version = try SourceVersion.find(id, from: connection)
                return (try Source.find(version.source, from: connection), version)
            } catch SourceError.versionNotFound {
                throw SourceCommandError.unknownSource(text)
            }
        }
        if let address = SafeURL(parsing: text), address.isWeb,
            let version = try SourceVersion.captured(from: address.withoutFragment.string, from: connection).first
        {
            return (try Source.find(version.source, from: connection), nil)
        }
        throw SourceCommandError.unknownSource(text)
    }
}

/// Who does something, by name; it is kept in the history.
struct ActorOptions: ParsableArguments {
    @Option(help: "Who does it; it is kept in the history.") var by: String
    @Option(help: "Why, in the history.") var note: String?

    func validate() throws {
        guard by.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--by needs a name: it is kept in the history.")
        }
    }
}

enum SourceCommandError: Error, CustomStringConvertible {
    case unknownSource(String)
    case unknownVersion(Int, of: Source.ID)
    case noAddress(String)
    case unknown(String, what: String, known: [String])
    case noLanguage(String)
    case unreadableDay(String)
    case unknownSubject(String)
    case severalSubjects(String)
    case nothingToTie
    case noText
    case unreadable(String, DocumentFault)

    var description: String {
        switch self {
        case .unknownSource(let name): "There is no source “\(name)”; `standfirst source list` names them all."
        case .unknownVersion(let number, let source): "The source \(source) has no version \(number)."
        case .noAddress(let text): "“\(text)” is no web address: give one with http:// or https://."
        case .unknown(let text, let what, let known): "“\(text)” is no \(what): give \(known.joined(separator: ", "))."
        case .noLanguage(let text): "“\(text)” is no language: give a tag as in en-GB."
        case .unreadableDay(let text): "“\(text)” is no day: give one as in 2026-11-24."
        case .unknownSubject(let name): "There is nobody “\(name)” among the subjects; `standfirst source subject list` names them."
        case .severalSubjects(let name): "Several subjects may be “\(name)”: give an identifier, from `standfirst source subject list`."
        case .nothingToTie: "Say what is tied: --source with --speaker or --turn, or --story with --quotation."
        case .noText: "Nothing came from standard input."
        case .unreadable(let name, let fault): "\(name) can't be read: \(fault)."
        }
    }

    /// A value by its name.
    static func value<Value: RawRepresentable & CaseIterable>(
        _ text: String?, _ what: String, as type: Value.Type = Value.self
    ) throws -> Value? where Value.RawValue == String {
        guard let text else { return nil }
        guard let value = Value(rawValue: text) else {
            throw SourceCommandError.unknown(text, what: what, known: Value.allCases.map(\.rawValue))
        }
        return value
    }
}
