/// A value as both engines store it.
@frozen
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// A type whose values can be bound in ``SQL``.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// A type whose values can be read from a column.
public protocol SQLReadable {
    /// The value, or `nil` where the stored one is of another type or out of range.
    init?(sqlValue: SQLValue)
}

extension SQLValue: SQLBindable {
    @inlinable public var sqlValue: SQLValue { self }
}

extension Int: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }

    @inlinable public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self.init(exactly: value)
    }
}

extension Int64: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .integer(self) }

    @inlinable public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self = value
    }
}

extension Double: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .real(self) }

    @inlinable public init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        case .null, .text, .bytes: return nil
        }
    }
}

/// Stored as 0 and 1, which both engines compare and index alike.
extension Bool: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    @inlinable public init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        case .null, .integer, .real, .text, .bytes: return nil
        }
    }
}

extension String: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .text(self) }

    @inlinable public init?(sqlValue: SQLValue) {
        guard case .text(let value) = sqlValue else { return nil }
        self = value
    }
}

extension [UInt8]: SQLBindable, SQLReadable {
    @inlinable public var sqlValue: SQLValue { .bytes(self) }

    @inlinable public init?(sqlValue: SQLValue) {
        guard case .bytes(let value) = sqlValue else { return nil }
        self = value
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    @inlinable public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    @inlinable public init?(sqlValue: SQLValue) {
        guard let raw = RawValue(sqlValue: sqlValue) else { return nil }
        self.init(rawValue: raw)
    }
}
