/// Why settings can't be read or saved.
public enum PublicationError: Error, Sendable, Hashable, CustomStringConvertible {
    case notSetUp
    case unreadable(String)
    case emptyName
    case unknownTimeZone(String)
    case invalidBaseURL(String)
    case invalidFoundingYear(Int)
    case invalidContactEmail(String)
    case noSuchPage(policy: String, slug: String)

    public var description: String {
        switch self {
        case .notSetUp:
            "There is no publication yet: run `standfirst setup`, import one, or start with `serve --demo`."
        case .unreadable(let why):
            "The publication's settings can't be read (\(why)): save them again."
        case .emptyName:
            "A publication needs a name."
        case .unknownTimeZone(let name):
            "“\(name)” is no time zone: give an IANA name, as in “Europe/London”."
        case .invalidBaseURL(let text):
            "“\(text)” can't be the public address: give the origin alone, as in “https://lantern.example”."
        case .invalidFoundingYear(let year):
            "\(year) can't be the year of the first issue: give a year between 1450 and 9999."
        case .invalidContactEmail(let text):
            "“\(text)” is no e-mail address: give one as in desk@lantern.example."
        case .noSuchPage(let policy, let slug):
            "The \(policy) policy points to the page “\(slug)”, which is not published: publish it first, or choose another."
        }
    }
}
