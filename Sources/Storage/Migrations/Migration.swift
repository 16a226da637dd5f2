/// One step of a database's schema, taken once and never changed after.
public struct Migration: Sendable, Hashable {
    /// Its place: the first is 1, and each is one more than the one before.
    public let number: Int
    /// What it does, in a few words.
    public let name: String
    public let statements: [SQL]

    public init(number: Int, name: String, statements: [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// A fingerprint of the statements, the same on every engine, by which a later change is noticed (FNV-1a).
    var fingerprint: Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ text: String) {
            // 0xFF stands in no UTF-8 text, so that it keeps neighbouring texts apart.
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        func mix(_ fragments: [SQL.Fragment]) {
            for fragment in fragments {
                switch fragment {
                case .literal(let literal): mix(literal.description)
                case .text(let text): mix(text)
                case .value(let value): mix("\(value)")
                case .dialect(let text): Dialect.allCases.forEach { mix(text.text(for: $0)) }
                case .perDialect(let sqlite, let postgreSQL): mix(sqlite + postgreSQL)
                }
            }
        }
        for statement in statements {
            mix(statement.fragments)
            mix("")
        }
        return Int64(bitPattern: hash)
    }
}
