/// A piece of a statement's text as it stands in the program, where it stays for as long as that runs.
public struct SQLLiteral: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    private let text: StaticString

    public init(_ text: StaticString) {
        self.text = text
    }

    public init(stringLiteral value: StaticString) {
        text = value
    }

    public var description: String { text.description }

    /// A number that no other literal of the program has unless it reads the same; `nil` where the text has no address.
    ///
    /// Two literals can begin at one address only where one is the beginning of the other: the length tells them apart,
    /// in the bits that no address of a process uses.
    var place: UInt64? {
        guard text.hasPointerRepresentation, text.utf8CodeUnitCount < 1 << 16 else { return nil }
        let address = UInt64(UInt(bitPattern: text.utf8Start))
        guard address < 1 << 48 else { return nil }
        return address | UInt64(text.utf8CodeUnitCount) << 48
    }

    public static func == (left: Self, right: Self) -> Bool {
        if let place = left.place, place == right.place { return true }
        return left.description == right.description
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }
}
