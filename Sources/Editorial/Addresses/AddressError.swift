/// Why a path can't be given.
public enum AddressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It stands for something else, now or once.
    case taken(AddressPath)
    /// It is one of the site's own, such as `/search`.
    case siteOwn(AddressPath)
    /// It would lead to itself.
    case loop(AddressPath)

    public var description: String {
        switch self {
        case .taken(let path):
            "The address \(path) belongs to something else, now or once, and is never given again: choose another."
        case .siteOwn(let path): "The address \(path) is one of the site's own: choose another."
        case .loop(let path): "The address \(path) would lead to itself: give another destination."
        }
    }
}
