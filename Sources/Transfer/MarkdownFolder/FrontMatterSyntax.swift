import Foundation
import TOMLKit
import Yams

/// The languages in which front matter is written, and how each is read.
enum FrontMatterSyntax: Equatable {
    case yaml, toml, json

    /// Where the front matter of a file stands, and where its body begins.
    struct Place {
        var syntax: FrontMatterSyntax
        var content: String
        /// The line on which `content` begins, counted from 1.
        var contentLine: Int
        var body: String
        var bodyLine: Int
    }

    /// Finds the front matter.
    ///
    /// - Returns: `nil` where the file has none.
    /// - Throws: where it begins and never ends.
    static func find(in text: String, path: String) throws(MarkdownFault) -> Place? {
        // A tag of Jekyll's or Hugo's may open a text that has no front matter.
        if text.utf8.first == UInt8(ascii: "{"),
            let next = text.utf8.dropFirst().first(where: { !$0.isMarkupSpace }), next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
        {
            return try findJSON(in: text, path: path)
        }
        guard let first = text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false).first
        else { return nil }
        let syntax: FrontMatterSyntax
        let ends: [String]
        switch trimmed(Substring(first)) {
        case "---": (syntax, ends) = (.yaml, ["---", "..."])
        case "+++": (syntax, ends) = (.toml, ["+++"])
        default: return nil
        }
        let start = text.utf8.index(first.endIndex, offsetBy: 1, limitedBy: text.endIndex) ?? text.endIndex
        var lineStart = start
        var line = 2
        while lineStart < text.endIndex {
            let end = text.utf8[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
            let next = end < text.endIndex ? text.utf8.index(after: end) : end
            if ends.contains(trimmed(text[lineStart..<end])) {
                return Place(
                    syntax: syntax, content: String(text[start..<lineStart]), contentLine: 2,
                    body: String(text[next...]), bodyLine: line + 1)
            }
            lineStart = next
            line += 1
        }
        throw MarkdownFault(path: path, line: 1, message: "the front matter is never closed; end it with a line of \(ends[0])")
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while let last = line.utf8.last, last.isMarkupSpace { line = Substring(line.utf8.dropLast()) }
        return String(line)
    }

    private static func findJSON(in text: String, path: String) throws(MarkdownFault) -> Place? {
        var depth = 0
        var isInText = false
        var isEscaped = false
        var line = 1
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isInText {
                if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true }
                else if byte == UInt8(ascii: "\"") { isInText = false }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 {
                    let end = text.utf8.index(after: index)
                    return Place(syntax: .json, content: String(text[..<end]), contentLine: 1, body: String(text[end...]), bodyLine: line)
                }
            }
        }
        throw MarkdownFault(path: path, line: 1, message: "the front matter is never closed; end it with }")
    }

    /// Reads front matter into a map.
    static func read(_ place: Place, path: String) throws(MarkdownFault) -> FrontMatterValue {
        switch place.syntax {
        case .yaml: try readYAML(place, path)
        case .toml: try readTOML(place, path)
        case .json: try readJSON(place, path)
        }
    }

    // MARK: YAML

    private static func readYAML(_ place: Place, _ path: String) throws(MarkdownFault) -> FrontMatterValue {
        do {
            guard let node = try Yams.compose(yaml: place.content) else { return .map([]) }
            var budget = 20_000
            let value = value(of: node, depth: 0, budget: &budget)
            guard budget > 0 else {
                throw MarkdownFault(path: path, line: place.contentLine, message: "the front matter has more values than are read; shorten it")
            }
            if case .null = value { return .map([]) }
            guard case .map = value else {
                throw MarkdownFault(path: path, line: place.contentLine, message: "the front matter is not a list of keys and values; write key: value")
            }
            return value
        } catch let fault as MarkdownFault {
            throw fault
        } catch let error as YamlError {
            throw fault(of: error, place, path)
        } catch {
            throw MarkdownFault(path: path, line: place.contentLine, message: "the YAML can't be read (\(error)); repair it")
        }
    }

    private static func fault(of error: YamlError, _ place: Place, _ path: String) -> MarkdownFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            MarkdownFault(
                path: path, line: place.contentLine + mark.line - 1,
                message: "the YAML can't be read (\(problem)); repair this line, with quotation marks around text that holds a colon")
        case .duplicatedKeysInMapping(let duplicates, let context):
            MarkdownFault(
                path: path, line: place.contentLine + context.mark.line - 1,
                message: "the key \(duplicates.joined(separator: ", ")) is written twice; keep one")
        default:
            MarkdownFault(path: path, line: place.contentLine, message: "the YAML can't be read; repair it")
        }
    }

    /// An alias repeats what it stands for: `budget` keeps a few lines from becoming millions of values.
    private static func value(of node: Node, depth: Int, budget: inout Int) -> FrontMatterValue {
        budget -= 1
        guard budget > 0, depth < 32 else { return .null }
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain else { return .text(scalar.string) }
            switch scalar.string {
            case "", "~", "null", "Null", "NULL": return .null
            case "true", "True", "TRUE": return .boolean(true)
            case "false", "False", "FALSE": return .boolean(false)
            default: return .text(scalar.string)
            }
        case .sequence(let sequence):
            var list: [FrontMatterValue] = []
            for element in sequence { list.append(value(of: element, depth: depth + 1, budget: &budget)) }
            return .list(list)
        case .mapping(let mapping):
            var entries: [FrontMatterValue.Entry] = []
            for (key, element) in mapping {
                guard case .scalar(let name) = key else { continue }
                entries.append(.init(key: name.string, value: value(of: element, depth: depth + 1, budget: &budget)))
            }
            return .map(entries)
        case .alias: return .null
        }
    }

    // MARK: TOML

    private static func readTOML(_ place: Place, _ path: String) throws(MarkdownFault) -> FrontMatterValue {
        do {
            return value(of: try TOMLTable(string: place.content))
        } catch let error as TOMLParseError {
            throw MarkdownFault(
                path: path, line: place.contentLine + error.source.begin.line - 1,
                message: "the TOML can't be read (\(error.description)); repair this line")
        } catch {
            throw MarkdownFault(path: path, line: place.contentLine, message: "the TOML can't be read (\(error)); repair it")
        }
    }

    private static func value(of table: TOMLTable) -> FrontMatterValue {
        .map(table.keys.map { key in .init(key: key, value: table[key].map { value(of: $0) } ?? .null) })
    }

    private static func value(of value: any TOMLValueConvertible) -> FrontMatterValue {
        if let table = value.table { return self.value(of: table) }
        if let array = value.array { return .list(array.map { self.value(of: $0) }) }
        if let boolean = value.bool { return .boolean(boolean) }
        if let text = value.string { return .text(text) }
        if let number = value.int { return .text(String(number)) }
        if let number = value.double { return .text(String(number)) }
        if let date = value.date { return .text(text(of: date)) }
        if let moment = value.dateTime {
            var written = text(of: moment.date) + "T" + text(of: moment.time)
            if let offset = moment.offset?.offset {
                let minutes = abs(offset)
                written += offset == 0 ? "Z" : (offset < 0 ? "-" : "+") + padded(minutes / 60) + ":" + padded(minutes % 60)
            }
            return .text(written)
        }
        if let time = value.time { return .text(text(of: time)) }
        return .null
    }

    private static func text(of date: TOMLDate) -> String {
        let year = String(date.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + padded(date.month) + "-" + padded(date.day)
    }

    private static func text(of time: TOMLTime) -> String {
        padded(time.hour) + ":" + padded(time.minute) + ":" + padded(time.second)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    // MARK: JSON

    private static func readJSON(_ place: Place, _ path: String) throws(MarkdownFault) -> FrontMatterValue {
        do {
            return try JSONDecoder().decode(FrontMatterValue.self, from: Data(place.content.utf8))
        } catch {
            throw MarkdownFault(
                path: path, line: place.contentLine,
                message: "the JSON can't be read; check it for missing commas and quotation marks")
        }
    }
}

extension FrontMatterValue: Decodable {
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads any JSON value.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Name.self) {
            let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
            self = .map(try keys.map { Entry(key: $0.stringValue, value: try container.decode(FrontMatterValue.self, forKey: $0)) })
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int.self) {
            self = .text(String(number))
        } else if let number = try? container.decode(Double.self) {
            self = .text(String(number))
        } else {
            self = .list(try container.decode([FrontMatterValue].self))
        }
    }
}
