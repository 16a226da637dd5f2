import Foundation

/// The table that a run prints.
enum Figures {
    static func head() { print(line("what", "figure", "target")) }

    static func show(_ what: String, _ figure: Double, target: String = "") {
        print(line(what, String(format: figure >= 100 ? "%.0f" : "%.2f", figure), target))
        // A run takes minutes: whoever reads it from a file sees how far it is.
        fflush(nil)
    }

    /// - Parameter times: In milliseconds.
    static func show(_ what: String, times: [Double], target: String = "") {
        let times = times.sorted()
        guard let last = times.indices.last else { return }
        show("\(what), p50 in ms", times[times.count / 2])
        show("\(what), p99 in ms", times[min(last, times.count * 99 / 100)], target: target)
    }

    static func processorMilliseconds() -> Double {
        Double(clock()) * 1000 / Double(CLOCKS_PER_SEC)
    }

    static func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

    static func residentMegabytes() -> Double {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
        else { return 0 }
        return kilobytes / 1024
    }

    private static func line(_ what: String, _ figure: String, _ target: String) -> String {
        what.padding(toLength: 52, withPad: " ", startingAt: 0)
            + String(repeating: " ", count: max(0, 8 - figure.count)) + figure + "   " + target
    }
}
