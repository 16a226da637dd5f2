/// What tells a statement from those with another text, without writing the text out: where its literals stand in the
/// program, and between which of them values are bound.
///
/// Statements of one shape and dialect have the same text. A driver keeps what it prepared by it: to hash a dozen
/// numbers takes a tenth of the time that it takes to write and hash a thousand characters.
public struct SQLShape: Sendable, Hashable {
    private var words: [UInt64] = []

    /// No literal has it.
    private static let value: UInt64 = 0

    fileprivate init(capacity: Int) {
        words.reserveCapacity(capacity)
    }

    /// - Returns: Whether the fragments can be told by a shape: they hold no text that was made.
    fileprivate mutating func add(_ fragments: [SQL.Fragment], for dialect: Dialect, _ values: inout [SQLValue]) -> Bool {
        for fragment in fragments {
            switch (fragment, dialect) {
            case (.literal(let literal), _):
                guard let place = literal.place else { return false }
                words.append(place)
            case (.value(let value), _):
                words.append(Self.value)
                values.append(value)
            case (.perDialect(let own, _), .sqlite), (.perDialect(_, let own), .postgreSQL):
                guard add(own, for: dialect, &values) else { return false }
            case (.text, _), (.dialect, _):
                return false
            }
        }
        return true
    }
}

extension SQL {
    /// The statement's shape and its values in order.
    /// - Returns: `nil` for a statement that was put together from text, as migrations' are.
    public func shaped(for dialect: Dialect) -> (shape: SQLShape, values: [SQLValue])? {
        var shape = SQLShape(capacity: fragments.count)
        var values: [SQLValue] = []
        values.reserveCapacity(fragments.count / 2 + 1)
        return shape.add(fragments, for: dialect, &values) ? (shape, values) : nil
    }
}
