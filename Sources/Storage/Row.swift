import Synchronization

/// One row of a result.
public struct Row: Sendable {
    /// The names of a result's columns, shared by its rows.
    public final class Columns: Sendable {
        let names: [String]
        private let positions: [String: Int]
        /// Of two columns with one name the first is read by it.
        private let isFirst: [Bool]
        /// Where the next name that is asked for is likely to stand: rows are read from the first column to the last,
        /// and comparing with one name is much quicker than hashing. Any number here gives the right answer.
        private let likely = Atomic(0)

        public init(_ names: [String]) {
            self.names = names
            let positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            self.positions = positions
            isFirst = names.enumerated().map { positions[$1] == $0 }
        }

        @usableFromInline func position(of name: String) -> Int? {
            let guess = likely.load(ordering: .relaxed)
            if names.indices.contains(guess), names[guess] == name, isFirst[guess] {
                likely.store(guess + 1 == names.count ? 0 : guess + 1, ordering: .relaxed)
                return guess
            }
            guard let position = positions[name] else { return nil }
            likely.store(position + 1 == names.count ? 0 : position + 1, ordering: .relaxed)
            return position
        }
    }

    public let columns: Columns
    public let values: [SQLValue]

    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// A column's value.
    /// - Throws: ``StorageError/column(_:_:)`` where there is no such column, or it holds NULL or another type.
    @inlinable
    public func get<Value: SQLReadable>(_ name: String, as type: Value.Type = Value.self) throws(StorageError) -> Value {
        guard let value: Value = try optional(name) else {
            throw Self.null(name, Value.self)
        }
        return value
    }

    /// A column's value, or `nil` where it holds NULL.
    @inlinable
    public func optional<Value: SQLReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(StorageError) -> Value? {
        guard let position = columns.position(of: name) else {
            throw missing(name)
        }
        return try optional(at: position)
    }

    /// The value at a position, or `nil` where it holds NULL.
    @inlinable
    public func optional<Value: SQLReadable>(
        at position: Int, as type: Value.Type = Value.self
    ) throws(StorageError) -> Value? {
        guard values.indices.contains(position) else {
            throw missing(position)
        }
        if case .null = values[position] { return nil }
        guard let value = Value(sqlValue: values[position]) else {
            throw unreadable(position, Value.self)
        }
        return value
    }

    /// The value at a position.
    @inlinable
    public func get<Value: SQLReadable>(at position: Int, as type: Value.Type = Value.self) throws(StorageError) -> Value {
        guard let value: Value = try optional(at: position) else {
            throw Self.null("#\(position)", Value.self)
        }
        return value
    }

    // Apart from the reading, which the compiler copies to where it is asked for.

    @usableFromInline static func null(_ column: String, _ type: Any.Type) -> StorageError {
        .column(column, "holds NULL where a \(type) was expected")
    }

    @usableFromInline func missing(_ name: String) -> StorageError {
        .column(name, "is not in the result; it has \(columns.names.joined(separator: ", "))")
    }

    @usableFromInline func missing(_ position: Int) -> StorageError {
        .column("#\(position)", "is not in the result; it has \(values.count) columns")
    }

    @usableFromInline func unreadable(_ position: Int, _ type: Any.Type) -> StorageError {
        .column(columns.names[position], "can't be read as a \(type)")
    }
}
