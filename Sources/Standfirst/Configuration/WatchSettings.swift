import Foundation
import Logging
import Monitoring

/// How the running program is watched, bounded and stopped, as its operator set it.
struct WatchSettings: Sendable, Hashable {
    var log: LogOutput.Settings
    var requests: Watch.Requests
    var limits: ConnectionLimits
    /// From the signal to the drain, in seconds.
    var stopDelay: Int
    /// From the drain to the cut, in seconds.
    var stopBound: Int

    static let names: Set<String> = [
        "log.level", "log.format", "log.access", "proxy.trusted", "metrics.token", "shutdown.delay", "shutdown.bound",
        "limits.connections", "limits.head", "limits.fields", "limits.body", "limits.headtime", "limits.idletime",
        "limits.stalltime",
    ]

    /// - Parameters:
    ///   - level: What the command line says, before any setting.
    ///   - isTerminal: Whether a person reads the log as it comes.
    /// - Throws: ``SettingsError``
    init(_ settings: Settings, level: Logger.Level?, isTerminal: Bool) throws {
        let set = try settings.text("log.level").map {
            try Self.word($0, of: Logger.Level.allCases, "log.level")
        }
        let format = try settings.text("log.format").map { try Self.word($0, of: LogFormat.allCases, "log.format") }
        log = LogOutput.Settings(level: level ?? set ?? .info, format: format ?? (isTerminal ? .text : .json))

        let token = try settings.text("metrics.token")
        if let token, token.utf8.count < 16 || token.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            throw SettingsError.value(
                name: "metrics.token", wanted: "at least 16 printable ASCII characters without a space")
        }
        requests = Watch.Requests(
            logsAccess: try settings.isOn("log.access") ?? false,
            proxyIsTrusted: try settings.isOn("proxy.trusted") ?? false, metricsToken: token)

        let usual = ConnectionLimits()
        limits = ConnectionLimits(
            connections: try settings.number("limits.connections", in: 1...1_000_000) ?? usual.connections,
            headBytes: try settings.number("limits.head", in: 1024...1_048_576) ?? usual.headBytes,
            headFields: try settings.number("limits.fields", in: 10...1000) ?? usual.headFields,
            bodyBytes: try settings.number("limits.body", in: 0...1_099_511_627_776) ?? usual.bodyBytes,
            headSeconds: try settings.number("limits.headtime", in: 1...3600) ?? usual.headSeconds,
            idleSeconds: try settings.number("limits.idletime", in: 1...3600) ?? usual.idleSeconds,
            stallSeconds: try settings.number("limits.stalltime", in: 1...3600) ?? usual.stallSeconds)

        stopDelay = try settings.number("shutdown.delay", in: 0...3600) ?? 0
        stopBound = try settings.number("shutdown.bound", in: 0...3600) ?? 20
    }

    private static func word<Word: RawRepresentable<String>>(
        _ text: String, of words: [Word], _ name: String
    ) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw SettingsError.value(name: name, wanted: "one of " + words.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }
}
