import Editorial

/// Cache keys as shared caches know them, in `Surrogate-Key`.
enum SurrogateKeys {
    /// The longest field: proxies refuse heads over 8 KB, and there are other fields in them.
    static let longestField = 4096

    /// The value of `Surrogate-Key`. Where the keys are too many, those of the kind with the most are folded into the one
    /// that stands for all of it (``CacheKey/coarse``), and so on.
    static func field(_ keys: Set<CacheKey>) -> String {
        var byKind: [String: [String]] = [:]
        for key in keys { byKind[key.coarse ?? "", default: []].append(key.surrogate) }
        func field() -> String { byKind.values.joined().sorted().joined(separator: " ") }
        var text = field()
        while text.utf8.count > longestField,
            let (kind, _) = byKind.filter({ !$0.key.isEmpty && $0.value != [$0.key] })
                .max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) })
        {
            byKind[kind] = [kind]
            text = field()
        }
        return text
    }
}
