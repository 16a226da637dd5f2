extension Look {
    /// What reading a look's file came to.
    public enum Reading: Sendable, Hashable {
        case look(Look)
        /// Everything that is wrong, in the order of lines; never empty.
        case faults([LookFault])
    }

    /// Reads and checks a look: its form, its choices, and the contrast of its colours.
    /// - Parameters:
    ///   - json: The file.
    ///   - file: What faults call it.
    public static func read(_ json: [UInt8], file: String) -> Reading {
        guard let text = String(validating: json, as: UTF8.self) else {
            return .faults([LookFault(file: file, line: 1, message: "The file isn’t UTF-8 text.")])
        }
        let document: LocatedJSON
        do throws(LocatedJSON.SyntaxError) {
            document = try LocatedJSON(text)
        } catch {
            return .faults([LookFault(file: file, line: error.line, message: error.message)])
        }
        var reader = LookReader(file: file)
        let look = reader.look(document)
        guard let look, reader.faults.isEmpty else { return .faults(reader.faults.sorted()) }
        return .look(look)
    }
}

/// Turns JSON into a look, and notes all that is wrong on the way.
private struct LookReader {
    let file: String
    var faults: [LookFault] = []

    mutating func look(_ json: LocatedJSON) -> Look? {
        let keys = Key.allCases.map(\.rawValue)
        guard let members = object(json, "A look", keys: keys, optional: ["$schema"]) else { return nil }
        let name = text(members[Key.name.rawValue])
        let choices = choices(members)
        let colours = members[Key.colours.rawValue].flatMap { schemes($0) }
        guard let name, let choices, let colours else { return nil }
        return Look(name: name, choices: choices, light: colours.light, dark: colours.dark)
    }

    private enum Key: String, CaseIterable {
        case name, typePair, density, frontLayout, headline, kicker, rules, ornament, initial, masthead, wordmark
        case colours
    }

    private mutating func choices(_ members: [String: LocatedJSON]) -> Look.Choices? {
        let typePair: Look.TypePair? = choice(.typePair, members)
        let density: Look.Density? = choice(.density, members)
        let frontLayout: Look.FrontLayout? = choice(.frontLayout, members)
        let headline: Look.Headline? = choice(.headline, members)
        let kicker: Look.Kicker? = choice(.kicker, members)
        let rules: Look.Rules? = choice(.rules, members)
        let ornament: Look.Ornament? = choice(.ornament, members)
        let initial: Look.Initial? = choice(.initial, members)
        let masthead: Look.Masthead? = choice(.masthead, members)
        let wordmark: Look.Wordmark? = choice(.wordmark, members)
        guard let typePair, let density, let frontLayout, let headline, let kicker, let rules, let ornament,
            let initial, let masthead, let wordmark
        else { return nil }
        return Look.Choices(
            typePair: typePair, density: density, frontLayout: frontLayout, headline: headline, kicker: kicker,
            rules: rules, ornament: ornament, initial: initial, masthead: masthead, wordmark: wordmark)
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: Key, _ members: [String: LocatedJSON]
    ) -> Choice? {
        guard let json = members[key.rawValue] else { return nil }
        if case .string(let word) = json.value, let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
        fault(json.line, "“\(key.rawValue)” must be one of \(words).")
        return nil
    }

    private mutating func text(_ json: LocatedJSON?) -> String? {
        guard let json else { return nil }
        if case .string(let text) = json.value, !text.isEmpty { return text }
        fault(json.line, "“name” must be a text that isn’t empty.")
        return nil
    }

    private mutating func schemes(_ json: LocatedJSON) -> (light: ColourScheme, dark: ColourScheme)? {
        guard let members = object(json, "“colours”", keys: ["light", "dark"]) else { return nil }
        let light = members["light"].flatMap { scheme($0, "light") }
        let dark = members["dark"].flatMap { scheme($0, "dark") }
        guard let light, let dark else { return nil }
        return (light, dark)
    }

    private mutating func scheme(_ json: LocatedJSON, _ name: String) -> ColourScheme? {
        let tokens = ColourScheme.Token.allCases
        guard let members = object(json, "“\(name)”", keys: tokens.map(\.rawValue)) else { return nil }
        var colours: [ColourScheme.Token: Colour] = [:]
        for token in tokens {
            guard let value = members[token.rawValue] else { continue }
            if case .string(let text) = value.value, let colour = Colour(text) {
                colours[token] = colour
            } else {
                fault(value.line, "“\(token.rawValue)” must be a colour like “#1a2b3c”.")
            }
        }
        for token in tokens {
            for (ground, ratio) in token.grounds {
                guard let colour = colours[token], let under = colours[ground], let line = members[token.rawValue]?.line
                else { continue }
                let contrast = colour.contrast(with: under)
                guard contrast < ratio else { continue }
                fault(
                    line,
                    "In \(name), “\(token.rawValue)” \(colour) on “\(ground.rawValue)” \(under) has a contrast of "
                        + "\(Self.rounded(contrast)) : 1 and needs \(Self.rounded(ratio)) : 1 to be readable.")
            }
        }
        return ColourScheme(colours)
    }

    /// The members by name, once all names are known and none is missing.
    private mutating func object(
        _ json: LocatedJSON, _ what: String, keys: [String], optional: Set<String> = []
    ) -> [String: LocatedJSON]? {
        guard case .object(let members) = json.value else {
            fault(json.line, "\(what) must be an object in braces.")
            return nil
        }
        var found: [String: LocatedJSON] = [:]
        for member in members where !optional.contains(member.name) {
            if !keys.contains(member.name) {
                fault(member.line, "There is no “\(member.name)” here; it could be \(keys.joined(separator: ", ")).")
            } else if found.updateValue(member.value, forKey: member.name) != nil {
                fault(member.line, "“\(member.name)” is there twice.")
            }
        }
        for key in keys where found[key] == nil { fault(json.line, "\(what) lacks “\(key)”.") }
        return found
    }

    private mutating func fault(_ line: Int, _ message: String) {
        faults.append(LookFault(file: file, line: line, message: message))
    }

    /// With two decimals, rounded down so that a ratio that fails never reads as one that passes.
    private static func rounded(_ ratio: Double) -> String {
        let hundredths = Int(ratio * 100)
        let rest = hundredths % 100
        return rest == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(LocalTime.padded(rest, to: 2))"
    }
}
