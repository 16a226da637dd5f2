#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many files and connections the process may have open.
public enum DescriptorLimit {
    /// The limit that holds now.
    public static var current: Int { read().soft }

    /// Takes all that the system grants this process without asking anybody.
    /// - Returns: The limit before and after.
    @discardableResult
    public static func raise() -> (before: Int, after: Int) {
        let found = read()
        #if canImport(Darwin)
            // macOS grants no more than this, whatever the hard limit says.
            let wanted = min(found.hard, Int(OPEN_MAX))
        #else
            let wanted = found.hard
        #endif
        guard wanted > found.soft else { return (found.soft, found.soft) }
        var limit = rlimit(rlim_cur: rlim_t(wanted), rlim_max: rlim_t(found.hard))
        if found.hard == Int.max { limit.rlim_max = rlim_t.max }
        #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            setrlimit(RLIMIT_NOFILE, &limit)
        #endif
        return (found.soft, read().soft)
    }

    private static func read() -> (soft: Int, hard: Int) {
        var limit = rlimit()
        #if canImport(Glibc)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        return (Int(clamping: limit.rlim_cur), Int(clamping: limit.rlim_max))
    }
}
