/// A statement as an engine takes it: its text with that engine's placeholders, and the values in order.
public struct RenderedSQL: Sendable, Hashable {
    public let text: String
    public let values: [SQLValue]

    public init(text: String, values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    /// The most values that one statement can bind on both engines.
    public static let mostValues = 32_766
}

extension SQL {
    /// Renders the statement for an engine.
    /// - Throws: ``StorageError/unstorable(_:)`` for a value that one of the engines can't keep, so that both
    ///   refuse the same ones; ``StorageError/statement(_:sql:)`` where there are too many values.
    public func rendered(for dialect: Dialect) throws(StorageError) -> RenderedSQL {
        var text = ""
        var values: [SQLValue] = []
        try Self.render(fragments, for: dialect, into: &text, &values)
        guard values.count <= RenderedSQL.mostValues else {
            throw .statement(
                "it binds \(values.count) values, more than \(RenderedSQL.mostValues); divide the work",
                sql: String(text.prefix(200)))
        }
        return RenderedSQL(text: text, values: values)
    }

    private static func render(
        _ fragments: [Fragment], for dialect: Dialect, into text: inout String, _ values: inout [SQLValue]
    ) throws(StorageError) {
        for fragment in fragments {
            switch (fragment, dialect) {
            case (.literal(let literal), _):
                text += literal.description
            case (.text(let made), _):
                text += made
            case (.dialect(let dialectText), _):
                text += dialectText.text(for: dialect)
            case (.value(let value), _):
                try value.checkStorable()
                values.append(value)
                switch dialect {
                case .sqlite: text += "?"
                case .postgreSQL: text += "$\(values.count)"
                }
            case (.perDialect(let own, _), .sqlite), (.perDialect(_, let own), .postgreSQL):
                try render(own, for: dialect, into: &text, &values)
            }
        }
    }
}

extension SQLValue {
    /// Refuses text with a NUL, which PostgreSQL can't keep, and not-a-number, which SQLite turns into NULL.
    public func checkStorable() throws(StorageError) {
        switch self {
        case .text(let text) where text.holdsNUL:
            throw .unstorable("a text contains the NUL character (U+0000)")
        case .real(let number) where number.isNaN:
            throw .unstorable("a number is NaN")
        case .null, .integer, .real, .text, .bytes:
            return
        }
    }
}

extension String {
    fileprivate var holdsNUL: Bool {
        // Bodies are long, and the C library looks at many bytes at once.
        utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        } ?? utf8.contains(0)
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
