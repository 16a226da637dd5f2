import Foundation
public import QuotationCheck
public import Storage

/// What a publication asks of quotations before readers see them. It is public: `/standards/quotations` prints it.
public struct QuotationRules: Sendable, Hashable, Codable {
    /// Whether a story waits for what the check can't pass.
    public enum Gate: String, Sendable, Hashable, CaseIterable, Codable {
        /// Stories are checked and nothing more.
        case off
        /// The editor is told, and may go on.
        case warn
        /// Every such quotation needs an editor's decision first.
        case required
    }

    public var policy: QuotationPolicy
    public var gate: Gate
    /// Quotations that an editor printed against the check are counted in public, with the editor's reason.
    public var countsOverrides: Bool

    public init(policy: QuotationPolicy = .standard, gate: Gate = .required, countsOverrides: Bool = true) {
        self.policy = policy
        self.gate = gate
        self.countsOverrides = countsOverrides
    }

    private static let setting = "quotations"

    /// The rules as they are set, or the standard ones.
    /// - Throws: ``PublicationError/unreadable(_:)``.
    public static func read(from connection: any Connection) throws -> QuotationRules {
        let text: String? = try connection.value("SELECT value FROM setting WHERE name = \(setting)")
        guard let text else { return QuotationRules() }
        do {
            return try JSONDecoder().decode(QuotationRules.self, from: Data(text.utf8))
        } catch {
            throw PublicationError.unreadable("\(error)")
        }
    }

    /// Keeps the rules. Stories that are checked already stay as they were checked.
    public func save(in connection: any Connection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let value = String(decoding: try encoder.encode(self), as: UTF8.self)
        try connection.run(
            """
            INSERT INTO setting (name, value) VALUES (\(Self.setting), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        try connection.announce([CacheKey.site, .quotations])
    }
}
