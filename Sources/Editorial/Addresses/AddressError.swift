/// Why a path can't be given.
public enum AddressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It stands for something else, now or once.
    case taken(AddressPath)
    /// It would lead to itself.
    case loop(AddressPath)

    public var description: String {
        switch self {
        case .taken(let path):
            "The address \(path) belongs to something else, now or once, and is never given again: choose another."
        case .loop(let path): "The address \(path) would lead to itself: give another destination."
        }
    }
}
