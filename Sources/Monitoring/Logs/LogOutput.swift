public import Logging
public import Storage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where log lines go, and which: a file descriptor, with a level and a format that can be changed while the program
/// runs. Every logger made by ``logger(_:)`` follows the change.
public final class LogOutput: Sendable {
    /// What may change while the program runs.
    public struct Settings: Sendable, Hashable {
        public var level: Logger.Level
        public var format: LogFormat

        public init(level: Logger.Level = .info, format: LogFormat = .json) {
            self.level = level
            self.format = format
        }
    }

    private struct State {
        var settings: Settings
        /// Whether the last line was written in part, so that the next must not be glued to it.
        var isMidLine = false
        var written: [Logger.Level: Int] = [:]
        var lost = 0
    }

    private let descriptor: Int32
    private let time: TimeSource
    private let state: Mutex<State>

    /// Lines go to standard error.
    public convenience init(settings: Settings = Settings()) {
        self.init(descriptor: STDERR_FILENO, settings: settings)
    }

    /// - Parameter descriptor: An open file descriptor.
    public init(descriptor: Int32, settings: Settings = Settings(), time: TimeSource = .system) {
        self.descriptor = descriptor
        self.time = time
        state = Mutex(State(settings: settings))
    }

    public var settings: Settings {
        get { state.withLock { $0.settings } }
        set { state.withLock { $0.settings = newValue } }
    }

    /// A logger whose lines go here.
    public func logger(_ label: String) -> Logger {
        Logger(label: label) { LineLogHandler(label: $0, output: self) }
    }

    /// How many lines were written of each level, and how many could not be.
    public var count: (written: [Logger.Level: Int], lost: Int) { state.withLock { ($0.written, $0.lost) } }

    func write(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) {
        let line = LogLine(time: time.now(), level: level, message: message, metadata: metadata)
        state.withLock { state in
            guard level >= state.settings.level else { return }
            var bytes = line.bytes(state.settings.format)
            if state.isMidLine { bytes.insert(UInt8(ascii: "\n"), at: 0) }
            // In one piece, so that lines of several processes that share the file don't mix. A full disk loses the line
            // and never stops the newspaper.
            let written = Self.write(bytes, to: descriptor)
            if written == bytes.count {
                state.isMidLine = false
                state.written[level, default: 0] += 1
            } else {
                state.isMidLine = state.isMidLine && written == 0 || written > 0
                state.lost += 1
            }
        }
    }

    /// - Returns: How many bytes were taken.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            var done = 0
            while done < buffer.count {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, start + done, buffer.count - done)
                #elseif canImport(Musl)
                    let count = Musl.write(descriptor, start + done, buffer.count - done)
                #else
                    let count = Darwin.write(descriptor, start + done, buffer.count - done)
                #endif
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                done += count
            }
            return done
        }
    }
}
