public import Markup

/// What a story's foot says of where its words come from.
public struct StorySources: Sendable, Hashable {
    /// The sources' pages.
    public var sources: [LinkView]
    /// Who vouches for how many of the quotations.
    public var vouchers: [Voucher]
    /// The page that says how quotations are checked, where the story's were.
    public var standard: SafeURL?

    public init(sources: [LinkView], vouchers: [Voucher] = [], standard: SafeURL? = nil) {
        self.sources = sources
        self.vouchers = vouchers
        self.standard = standard
    }

    /// A person and what they vouch for.
    public struct Voucher: Sendable, Hashable {
        public var name: String
        public var count: Int
        /// Of the translation, or of the words.
        public var isTranslation: Bool

        public init(name: String, count: Int, isTranslation: Bool = false) {
            self.name = name
            self.count = count
            self.isTranslation = isTranslation
        }
    }

    /// Where marks of vouched quotations lead.
    static let anchor = "sources"

    func html(_ wording: Wording) -> HTML {
        guard !sources.isEmpty || !vouchers.isEmpty else { return .empty }
        return """
            <section class="story-sources"\(aria: "labelledby", Self.anchor)><h2\(attribute: .id, Self.anchor)>\
            \(wording(.storySources))</h2>
            <ul>\(sources.map { "<li>\($0.html)</li>" })\
            \(vouchers.map { voucher -> HTML in
                let phrase: Phrase = voucher.isTranslation ? .translatedQuotations : .attestedQuotations
                return "<li>\(wording(phrase, count: voucher.count, ["name": voucher.name]))</li>"
            })</ul>
            \(standard.map { "<p><a\(href: $0)>\(wording(.howWeCheck))</a></p>\n" })\
            </section>

            """
    }
}
