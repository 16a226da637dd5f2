public import Foundation
public import Markup

/// The catalogues that the program has, and which one serves a language.
public struct CatalogueLibrary: Sendable {
    /// By primary language, as in `en`.
    private let catalogues: [String: Catalogue]
    private let english: Catalogue

    /// The languages that come with the program; the first stands in for all that have none.
    public static let bundledLanguages = ["en-GB", "de", "ar"]

    /// Reads the bundled catalogues.
    /// - Parameter folder: Where `en-GB.json` and the others are.
    /// - Throws: Where a file is missing or not whole.
    public init(folder: URL = WebsiteRoom.resources.appending(path: "catalogues")) throws(CatalogueError) {
        var catalogues: [String: Catalogue] = [:]
        var first: Catalogue?
        for language in Self.bundledLanguages {
            let file = folder.appending(path: "\(language).json")
            let json: Data
            do {
                json = try Data(contentsOf: file)
            } catch {
                throw CatalogueError(file: file.path, fault: "it could not be read. Install the program again.")
            }
            let catalogue = try Catalogue(json: json, file: "\(language).json")
            catalogues[String(language.prefix { $0 != "-" })] = catalogue
            first = first ?? catalogue
        }
        guard let first else { throw CatalogueError(file: folder.path, fault: "there is none.") }
        self.catalogues = catalogues
        english = first
    }

    /// The catalogue nearest to a language: its own, or English.
    public func catalogue(for language: LanguageTag) -> Catalogue {
        catalogues[language.language] ?? english
    }

    /// What a publication's pages are worded with.
    /// - Parameters:
    ///   - language: The publication's.
    ///   - timeZone: An IANA name; UTC where there is no such zone.
    public func wording(for language: LanguageTag, timeZone: String) -> Wording {
        Wording(catalogue: catalogue(for: language), language: language, zone: ZoneOffsets(timeZone))
    }
}
