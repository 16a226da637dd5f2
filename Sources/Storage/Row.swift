/// One row of a result.
public struct Row: Sendable {
    /// The names of a result's columns, shared by its rows.
    public final class Columns: Sendable {
        let names: [String]
        private let positions: [String: Int]

        public init(_ names: [String]) {
            self.names = names
            positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }

        func position(of name: String) -> Int? { positions[name] }
    }

    public let columns: Columns
    public let values: [SQLValue]

    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// A column's value.
    /// - Throws: ``StorageError/column(_:_:)`` where there is no such column, or it holds NULL or another type.
    public func get<Value: SQLReadable>(_ name: String, as type: Value.Type = Value.self) throws(StorageError) -> Value {
        guard let value: Value = try optional(name) else {
            throw .column(name, "holds NULL where a \(Value.self) was expected")
        }
        return value
    }

    /// A column's value, or `nil` where it holds NULL.
    public func optional<Value: SQLReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(StorageError) -> Value? {
        guard let position = columns.position(of: name) else {
            throw .column(name, "is not in the result; it has \(columns.names.joined(separator: ", "))")
        }
        return try optional(at: position)
    }

    /// The value at a position, or `nil` where it holds NULL.
    public func optional<Value: SQLReadable>(
        at position: Int, as type: Value.Type = Value.self
    ) throws(StorageError) -> Value? {
        guard values.indices.contains(position) else {
            throw .column("#\(position)", "is not in the result; it has \(values.count) columns")
        }
        if case .null = values[position] { return nil }
        guard let value = Value(sqlValue: values[position]) else {
            throw .column(columns.names[position], "can't be read as a \(Value.self)")
        }
        return value
    }

    /// The value at a position.
    public func get<Value: SQLReadable>(at position: Int, as type: Value.Type = Value.self) throws(StorageError) -> Value {
        guard let value: Value = try optional(at: position) else {
            throw .column("#\(position)", "holds NULL where a \(Value.self) was expected")
        }
        return value
    }
}
