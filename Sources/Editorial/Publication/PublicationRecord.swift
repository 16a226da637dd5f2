import Foundation
public import Markup
public import Storage

extension Publication {
    static let tables: [SQL] = [
        """
        CREATE TABLE setting (
            name \(type: .text) NOT NULL PRIMARY KEY,
            value \(type: .text) NOT NULL
        ) \(table: .strictKeyed)
        """,
    ]

    /// The settings.
    /// - Throws: ``PublicationError/notSetUp`` for a new database; ``PublicationError/unreadable(_:)``.
    public static func read(from connection: any Connection) throws -> Publication {
        let text: String? = try connection.value("SELECT value FROM setting WHERE name = 'publication'")
        guard let text else { throw PublicationError.notSetUp }
        do {
            return try JSONDecoder().decode(Publication.self, from: Data(text.utf8))
        } catch {
            throw PublicationError.unreadable("\(error)")
        }
    }

    /// Checks and keeps the settings. A change of time zone moves stories between the months of the archive; their
    /// addresses stay.
    /// - Throws: ``PublicationError``.
    public func save(in connection: any Connection) throws {
        let calendar = try check()
        for (policy, slug) in policies.named {
            guard try Story.isPublishedPage(slug, from: connection) else {
                throw PublicationError.noSuchPage(policy: policy, slug: slug.string)
            }
        }
        let before: Publication?
        do {
            before = try Publication.read(from: connection)
        } catch is PublicationError {
            before = nil
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let value = String(decoding: try encoder.encode(self), as: UTF8.self)
        try connection.run(
            """
            INSERT INTO setting (name, value)
            VALUES ('publication', \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        if let before, before.timeZone != timeZone {
            let press = try Press(connection, calendar: calendar)
            try press.regroupAll(from: try PublicationCalendar(timeZone: before.timeZone))
        }
        try connection.announce([CacheKey.site, .front])
    }

    /// Checks what can be checked without the database.
    /// - Returns: The calendar of its time zone.
    @discardableResult
    public func check() throws(PublicationError) -> PublicationCalendar {
        guard !name.isBlank else { throw .emptyName }
        guard Self.isOrigin(baseURL) else { throw .invalidBaseURL(baseURL) }
        if let foundedIn, !(1450...9999).contains(foundedIn) { throw .invalidFoundingYear(foundedIn) }
        if let contactEmail, !Self.isEmailAddress(contactEmail) { throw .invalidContactEmail(contactEmail) }
        return try PublicationCalendar(timeZone: timeZone)
    }

    /// Whether mail could go there: one `@` between two parts without white space or anything that would end the
    /// `mailto:` that stands in pages and text files.
    private static func isEmailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
                    && !"<>\"(),:;\\?&#%".unicodeScalars.contains(scalar)
            }
        }
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
        let port = url.port.map { ":\($0)" } ?? ""
        return ["http", "https"].contains(url.scheme) && text == "\(url.scheme ?? "")://\(host)\(port)"
    }
}

extension Publication.Policies {
    /// Each policy that has a page, by its name in messages.
    fileprivate var named: [(String, Slug)] {
        let all: [(String, Slug?)] = [
            ("ethics", ethics), ("corrections", corrections), ("ownership and funding", ownershipAndFunding),
            ("masthead", masthead), ("privacy", privacy), ("contact", contact), ("about", about),
            ("verification", verification),
        ]
        return all.compactMap { name, slug in slug.map { (name, $0) } }
    }
}

extension Story {
    fileprivate static func isPublishedPage(
        _ slug: Slug, from connection: any Connection
    ) throws(StorageError) -> Bool {
        let story = try find(slug: slug, in: .pages, from: connection)
        return story?.state == .published && story?.slug == slug
    }

    /// The address of the published standing page with a slug: where a policy's link leads.
    public static func pageAddress(
        of slug: Slug, from connection: any Connection
    ) throws(StorageError) -> AddressPath? {
        guard let story = try find(slug: slug, in: .pages, from: connection), story.state == .published else { return nil }
        return story.address
    }
}
