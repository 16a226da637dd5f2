public import Markup
import Storage

/// The publication's settings: one value, kept in the database, read whole.
public struct Publication: Sendable, Hashable, Codable {
    public var name: String
    public var tagline: String?
    /// What it is, in a sentence or two.
    public var summary: String?
    /// The language of its sentences and dates, as in `en-GB`.
    public var language: LanguageTag
    /// An IANA time zone name, as in `Europe/London`; dates are printed in it.
    public var timeZone: String
    /// The public origin without a trailing slash, as in `https://lantern.example`.
    public var baseURL: String
    /// The year of the first issue.
    public var foundedIn: Int?
    public var owner: String?
    public var contactEmail: String?
    public var postalAddress: String?
    /// Slugs of the standing pages that state each policy, for readers and structured data.
    public var policies: Policies
    /// The name of the look.
    public var look: String
    /// Stories need an approval by somebody else before they can be published.
    public var requiresReview: Bool
    /// Imported comments are shown under their stories.
    public var showsComments: Bool

    public init(
        name: String, tagline: String? = nil, summary: String? = nil, language: LanguageTag, timeZone: String,
        baseURL: String, foundedIn: Int? = nil, owner: String? = nil, contactEmail: String? = nil,
        postalAddress: String? = nil, policies: Policies = Policies(), look: String = "harbour",
        requiresReview: Bool = false, showsComments: Bool = true
    ) {
        self.name = name
        self.tagline = tagline
        self.summary = summary
        self.language = language
        self.timeZone = timeZone
        self.baseURL = baseURL
        self.foundedIn = foundedIn
        self.owner = owner
        self.contactEmail = contactEmail
        self.postalAddress = postalAddress
        self.policies = policies
        self.look = look
        self.requiresReview = requiresReview
        self.showsComments = showsComments
    }

    /// Which standing page states what (schema.org NewsMediaOrganization's properties).
    public struct Policies: Sendable, Hashable, Codable {
        public var ethics: Slug?
        public var corrections: Slug?
        public var ownershipAndFunding: Slug?
        public var masthead: Slug?
        public var privacy: Slug?
        public var contact: Slug?
        public var about: Slug?
        public var verification: Slug?

        public init(
            ethics: Slug? = nil, corrections: Slug? = nil, ownershipAndFunding: Slug? = nil, masthead: Slug? = nil,
            privacy: Slug? = nil, contact: Slug? = nil, about: Slug? = nil, verification: Slug? = nil
        ) {
            self.ethics = ethics
            self.corrections = corrections
            self.ownershipAndFunding = ownershipAndFunding
            self.masthead = masthead
            self.privacy = privacy
            self.contact = contact
            self.about = about
            self.verification = verification
        }
    }
}
