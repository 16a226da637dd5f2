import Markup
import Storage

// How the values of Markup stand in columns. Markup knows nothing of storage, so this is said here.

extension Slug: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(string) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(parsing: text)
    }
}

extension LanguageTag: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(string) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(parsing: text)
    }
}

extension SafeURL: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(string) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(parsing: text)
    }
}

/// As canonical HTML.
extension Body: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(html.string) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue, let body = try? Body(canonical: text) else { return nil }
        self = body
    }
}
