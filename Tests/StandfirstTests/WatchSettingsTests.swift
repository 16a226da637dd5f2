import Configuration
import Foundation
import Logging
import Monitoring
import SystemPackage
import Testing

@testable import Standfirst

@Suite("How a running program is watched, as its operator set it")
struct WatchSettingsTests {
    private func settings(_ environment: [String: String]) async throws -> WatchSettings {
        let file = try await FileProvider<JSONSnapshot>(
            filePath: FilePath("/nowhere/standfirst.json"), allowMissing: true)
        return try WatchSettings(Settings(file, environment: environment), level: nil, isTerminal: false)
    }

    @Test("has its limits and its bound where nothing is set, and lines that programs read")
    func usual() async throws {
        let settings = try await settings([:])
        #expect(settings.limits == ConnectionLimits() && settings.stopBound == 20 && settings.stopDelay == 0)
        #expect(settings.log == LogOutput.Settings(level: .info, format: .json) && settings.requests == Watch.Requests())
    }

    @Test("takes each setting")
    func taken() async throws {
        let settings = try await settings([
            "STANDFIRST_LOG_LEVEL": "debug", "STANDFIRST_LOG_FORMAT": "text", "STANDFIRST_LOG_ACCESS": "true",
            "STANDFIRST_PROXY_TRUSTED": "true", "STANDFIRST_METRICS_TOKEN": "0123456789abcdef",
            "STANDFIRST_SHUTDOWN_DELAY": "3", "STANDFIRST_SHUTDOWN_BOUND": "4", "STANDFIRST_LIMITS_CONNECTIONS": "5",
            "STANDFIRST_LIMITS_HEAD": "2048", "STANDFIRST_LIMITS_FIELDS": "20", "STANDFIRST_LIMITS_BODY": "6",
            "STANDFIRST_LIMITS_HEADTIME": "7", "STANDFIRST_LIMITS_IDLETIME": "8", "STANDFIRST_LIMITS_STALLTIME": "9",
        ])
        #expect(settings.log == LogOutput.Settings(level: .debug, format: .text))
        #expect(
            settings.requests
                == Watch.Requests(logsAccess: true, proxyIsTrusted: true, metricsToken: "0123456789abcdef"))
        #expect(settings.stopDelay == 3 && settings.stopBound == 4)
        #expect(
            settings.limits
                == ConnectionLimits(
                    connections: 5, headBytes: 2048, headFields: 20, bodyBytes: 6, headSeconds: 7, idleSeconds: 8,
                    stallSeconds: 9))
    }

    @Test("refuses what makes no sense, and says what would", arguments: [
        ("LOG_LEVEL", "loud", "one of trace"), ("LOG_FORMAT", "xml", "one of text, json"),
        ("METRICS_TOKEN", "short", "at least 16"), ("LIMITS_HEADTIME", "0", "from 1 to 3600"),
        ("SHUTDOWN_BOUND", "soon", "a whole number"),
    ])
    func refused(name: String, value: String, wanted: String) async throws {
        do {
            _ = try await settings(["STANDFIRST_\(name)": value])
            Issue.record("\(name)=\(value) was taken")
        } catch let error as SettingsError {
            #expect("\(error)".contains(wanted) && "\(error)".contains("STANDFIRST_\(name)"))
        }
    }
}
