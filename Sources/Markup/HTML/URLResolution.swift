extension SafeURL {
    /// The address as seen from `base`, by RFC 3986 section 5.2; an absolute one is itself.
    ///
    /// - Parameter base: An absolute web address; with any other the address stays as it is.
    public func resolved(against base: SafeURL) -> SafeURL {
        guard !isAbsolute, base.isWeb, let authorityStart = base.string.range(of: "://")?.upperBound else { return self }
        let base = base.string
        let pathStart = base[authorityStart...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? base.endIndex
        let origin = base[..<pathStart]
        let basePath = base[pathStart...].prefix { $0 != "?" && $0 != "#" }
        let withoutFragment = base.prefix { $0 != "#" }

        switch string.first {
        case "#": return SafeURL(checked: String(withoutFragment) + string)
        case "?": return SafeURL(checked: String(origin) + (basePath.isEmpty ? "/" : basePath) + string)
        case "/": return SafeURL(checked: String(origin) + string.withoutDotSegments())
        default:
            let folder = basePath.lastIndex(of: "/").map { basePath[...$0] } ?? "/"
            return SafeURL(checked: String(origin) + (String(folder) + string).withoutDotSegments())
        }
    }
}

extension String {
    /// RFC 3986 section 5.2.4, on the path before any query or fragment.
    fileprivate func withoutDotSegments() -> String {
        let end = firstIndex { $0 == "?" || $0 == "#" } ?? endIndex
        var kept: [Substring] = []
        let segments = self[..<end].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if !kept.isEmpty { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/") + self[end...]
    }
}
