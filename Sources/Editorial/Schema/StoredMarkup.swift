public import Markup
public import Storage

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
    public var sqlValue: SQLValue { .text(html) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue, let body = try? Body(stored: text) else { return nil }
        self = body
    }
}

/// As the text of the slug, in settings.
extension Slug: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let slug = Slug(parsing: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is no slug.")
        }
        self = slug
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}

/// As the text of the tag, in settings.
extension LanguageTag: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let tag = LanguageTag(parsing: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is no language tag.")
        }
        self = tag
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
