/// An SQL statement, or a piece of one, whose values are bound and never spliced into the text.
///
/// Built by interpolation only: `"SELECT id FROM story WHERE slug = \(slug) AND \(condition)"` binds
/// `slug` as a parameter and inserts `condition`, itself an ``SQL``, as text with its own parameters.
/// Each engine renders the placeholders as it wants them.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// One run of the statement: text, a bound value, or text that the dialect supplies.
    public enum Fragment: Sendable, Hashable {
        /// Text that stands in the program.
        case literal(SQLLiteral)
        /// Text that was made.
        case text(String)
        case value(SQLValue)
        case dialect(DialectText)
        /// Fragments of which each engine has its own, for the seam's named functions.
        case perDialect(sqlite: [Fragment], postgreSQL: [Fragment])
    }

    /// The statement's fragments, in order.
    public private(set) var fragments: [Fragment]

    public init(stringLiteral value: StaticString) {
        fragments = [.literal(SQLLiteral(value))]
    }

    public init(stringInterpolation: StringInterpolation) {
        fragments = stringInterpolation.fragments
    }

    /// Beyond this a list keeps its length, which no other is likely to have.
    static let longestPaddedList = 4096

    init(fragments: [Fragment]) {
        self.fragments = fragments
    }

    /// The pieces one after the other, with `separator` between them; an empty list gives an empty piece.
    public static func joined(_ pieces: [SQL], separator: SQL = ", ") -> SQL {
        var fragments: [Fragment] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { fragments += separator.fragments }
            fragments += piece.fragments
        }
        return SQL(fragments: fragments)
    }

    /// A piece that the two engines write differently.
    static func perDialect(sqlite: SQL, postgreSQL: SQL) -> SQL {
        SQL(fragments: [.perDialect(sqlite: sqlite.fragments, postgreSQL: postgreSQL.fragments)])
    }

    /// Two pieces one after the other.
    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(fragments: left.fragments + right.fragments)
    }

    /// Collects the literal text and the interpolated values of a statement.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        @usableFromInline var fragments: [Fragment] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            fragments.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            fragments.append(.literal(SQLLiteral(literal)))
        }

        /// Binds a value.
        @inlinable
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            fragments.append(.value(value.sqlValue))
        }

        /// Binds a value, or NULL where there is none.
        @inlinable
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            fragments.append(.value(value?.sqlValue ?? .null))
        }

        /// Inserts another statement's text with its values bound.
        public mutating func appendInterpolation(_ piece: SQL) {
            fragments += piece.fragments
        }

        /// Binds each value, separated by commas: for `IN (\(list: ids))`. An empty list gives `NULL`, which
        /// no value is in.
        ///
        /// The last value is repeated up to a power of two: lists of every length then have a dozen texts between
        /// them, and engines keep what they prepared.
        public mutating func appendInterpolation(list values: some Sequence<some SQLBindable>) {
            var count = 0
            var last = Fragment.literal("NULL")
            for value in values {
                last = .value(value.sqlValue)
                append(last, isFirst: count == 0)
                count += 1
            }
            guard count > 0 else { return fragments.append(last) }
            while count & (count - 1) != 0, count < SQL.longestPaddedList {
                append(last, isFirst: false)
                count += 1
            }
        }

        private mutating func append(_ fragment: Fragment, isFirst: Bool) {
            if !isFirst { fragments.append(.literal(", ")) }
            fragments.append(fragment)
        }

        /// Inserts the engine's own name of a column type, in a migration.
        public mutating func appendInterpolation(type: ColumnType) {
            fragments.append(.dialect(.columnType(type)))
        }

        /// Inserts what follows a table's closing bracket (`STRICT` on SQLite), in a migration.
        public mutating func appendInterpolation(table options: TableOptions) {
            fragments.append(.dialect(.tableOptions(options)))
        }
    }
}
