import Configuration
import Foundation
import SystemPackage

/// What an operator sets for a machine: from the environment, or from `standfirst.json` in the data folder, where the
/// environment says nothing.
///
/// A setting's name is a path of words: `cache.memory` is `STANDFIRST_CACHE_MEMORY` in the environment, and
/// `{"cache": {"memory": …}}` in the file. What belongs together is read by an extension beside this file, which adds its
/// names to ``names``; so a misspelt one in the file is refused and never passed over.
struct Settings: Sendable {
    /// Every setting that there is.
    static let names = cacheNames.union(objectNames)

    private let providers: [any ConfigProvider]

    /// Reads the file again each time, so that SIGHUP can.
    /// - Throws: ``SettingsError``
    static func read(folder: FilePath) async throws -> Settings {
        let path = folder.appending("standfirst.json")
        if let data = FileManager.default.contents(atPath: path.string) { try check(data, path: path.string) }
        do {
            let file = try await FileProvider<JSONSnapshot>(filePath: path, allowMissing: true)
            return Settings(providers: [EnvironmentVariablesProvider().prefixKeys(with: "standfirst"), file])
        } catch {
            throw SettingsError.unreadable(path: path.string, why: String(describing: error))
        }
    }

    /// Settings of a test.
    init(_ file: FileProvider<JSONSnapshot>, environment: [String: String]) {
        providers = [EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "standfirst"), file]
    }

    private init(providers: [any ConfigProvider]) {
        self.providers = providers
    }

    /// - Throws: ``SettingsError/value(name:wanted:)`` for what is not a text.
    func text(_ name: String) throws(SettingsError) -> String? {
        guard case .string(let text) = try content(name, .string, wanted: "a text") else { return nil }
        return text
    }

    /// A whole number.
    /// - Throws: ``SettingsError/value(name:wanted:)`` for what is none, or is out of range.
    func number(_ name: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .int(let number) = try content(name, .int, wanted: wanted) else { return nil }
        guard range.contains(number) else { throw .value(name: name, wanted: wanted) }
        return number
    }

    /// - Throws: ``SettingsError/value(name:wanted:)``
    func isOn(_ name: String) throws(SettingsError) -> Bool? {
        guard case .bool(let isOn) = try content(name, .bool, wanted: "true or false") else { return nil }
        return isOn
    }

    /// Several texts; in the environment, with commas between them.
    /// - Throws: ``SettingsError/value(name:wanted:)``
    func texts(_ name: String) throws(SettingsError) -> [String] {
        guard case .stringArray(let texts) = try content(name, .stringArray, wanted: "a list of texts") else { return [] }
        return texts.filter { !$0.isEmpty }
    }

    private func content(
        _ name: String, _ type: ConfigType, wanted: String
    ) throws(SettingsError) -> ConfigContent? {
        let key = AbsoluteConfigKey(name.split(separator: ".").map(String.init))
        for provider in providers {
            do {
                if let value = try provider.value(forKey: key, type: type).value { return value.content }
            } catch {
                throw .value(name: name, wanted: wanted)
            }
        }
        return nil
    }

    private static func check(_ data: Data, path: String) throws(SettingsError) {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw .unreadable(path: path, why: "it is no JSON")
        }
        guard let object = object as? [String: Any] else { throw .unreadable(path: path, why: "it is no JSON object") }
        if let stray = leaves(of: object, under: nil).sorted().first(where: { !names.contains($0) }) {
            throw .unknown(name: stray, path: path)
        }
    }

    private static func leaves(of object: [String: Any], under path: String?) -> [String] {
        object.flatMap { key, value in
            let name = path.map { "\($0).\(key)" } ?? key
            guard let inner = value as? [String: Any] else { return [name] }
            return leaves(of: inner, under: name)
        }
    }
}

/// Why the settings can't be taken.
enum SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String, why: String)
    case unknown(name: String, path: String)
    case value(name: String, wanted: String)

    var description: String {
        switch self {
        case .unreadable(let path, let why): "\(path) can't be read: \(why)."
        case .unknown(let name, let path):
            "\(path) sets “\(name)”, which is no setting: docs/operations.md lists those that there are."
        case .value(let name, let wanted):
            "The setting \(name) (\(Self.variable(name)) in the environment) must be \(wanted)."
        }
    }

    private static func variable(_ name: String) -> String {
        "STANDFIRST_" + name.uppercased().replacing(".", with: "_")
    }
}
