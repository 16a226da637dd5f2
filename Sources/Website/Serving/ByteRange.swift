/// What a `Range` field asks for (RFC 9110, 14.2).
enum ByteRange: Hashable {
    /// Everything: no range, several, or another unit than bytes.
    case whole
    case part(Range<Int>)
    case unsatisfiable

    static func read(_ field: String?, of count: Int) -> ByteRange {
        guard let field, field.hasPrefix("bytes="), !field.contains(",") else { return .whole }
        let bounds = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return .whole }
        switch (Int(bounds[0]), Int(bounds[1])) {
        case (let first?, let last?) where first <= last:
            return first < count ? .part(first..<min(last, count - 1) + 1) : .unsatisfiable
        case (let first?, nil) where bounds[1].isEmpty:
            return first < count ? .part(first..<count) : .unsatisfiable
        case (nil, let length?) where bounds[0].isEmpty:
            return length > 0 && count > 0 ? .part(max(0, count - length)..<count) : .unsatisfiable
        default:
            return .whole
        }
    }
}
