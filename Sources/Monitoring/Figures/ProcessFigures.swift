import Foundation
public import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the operating system says of the process, under the names that Prometheus's clients share.
public enum ProcessFigures {
    /// - Parameters:
    ///   - version: The program's.
    ///   - startedAt: When the process began.
    public static func register(in registry: Registry, version: String, database: String, startedAt: Timestamp) {
        registry.read(
            Family("standfirst_build_info", "Always 1; the program's version and its database are the labels.", .gauge)
        ) { [.init(["version": version, "database": database], 1)] }
        registry.read(
            Family("process_start_time_seconds", "When the process began, in seconds since 1970.", .gauge)
        ) { [.init([:], Double(startedAt.milliseconds) / 1000)] }
        registry.read(Family("process_cpu_seconds_total", "Processor time used.", .counter)) {
            [.init([:], processorTime())]
        }
        registry.read(Family("process_resident_memory_bytes", "Memory in use that is not paged out.", .gauge)) {
            memory().map { [.init([:], Double($0.resident))] } ?? []
        }
        registry.read(Family("process_virtual_memory_bytes", "Memory that is mapped.", .gauge)) {
            memory().map { [.init([:], Double($0.mapped))] } ?? []
        }
        registry.read(Family("process_open_fds", "Files and connections open.", .gauge)) {
            openDescriptors().map { [.init([:], Double($0))] } ?? []
        }
        registry.read(Family("process_max_fds", "The most files and connections that may be open.", .gauge)) {
            [.init([:], Double(DescriptorLimit.current))]
        }
    }

    private static func processorTime() -> Double {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(RUSAGE_SELF.rawValue, &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// In bytes; `nil` where the system has no `/proc`.
    private static func memory() -> (mapped: Int, resident: Int)? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").prefix(2).compactMap { Int($0) }
        guard pages.count == 2 else { return nil }
        let size = sysconf(Int32(_SC_PAGESIZE))
        return (pages[0] * size, pages[1] * size)
    }

    private static func openDescriptors() -> Int? {
        #if canImport(Darwin)
            let folder = "/dev/fd"
        #else
            let folder = "/proc/self/fd"
        #endif
        // The one by which the folder is read is counted too.
        return (try? FileManager.default.contentsOfDirectory(atPath: folder)).map { max(0, $0.count - 1) }
    }
}
