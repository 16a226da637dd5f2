public import Editorial
import Markup
public import Storage

/// The small text files that crawlers, ad auditors and security researchers look for.
public enum TextFiles {
    /// RFC 9309. Search results are for readers: no crawler gains from an endless space of questions.
    public static func robots(origin: String) -> String {
        """
        User-agent: *
        Disallow: /search

        Sitemap: \(origin)\(SiteAddress.sitemapIndex.path)
        Sitemap: \(origin)\(SiteAddress.newsSitemap.path)

        """
    }

    /// trust.txt as the JournalList specifies it: whom to ask, what it controls, and that nothing here may be
    /// used to train models without leave.
    public static func trust(_ publication: Publication, contactPage: String?) -> String {
        var lines = ["# trust.txt of \(oneLine(publication.name))"]
        if let contactPage { lines.append("contact=\(contactPage)") }
        if let email = publication.contactEmail { lines.append("contact=mailto:\(oneLine(email))") }
        lines.append("datatrainingallowed=no")
        return lines.joined(separator: "\n") + "\n"
    }

    /// RFC 9116. It expires a year after the day on which it is asked for, so that it never stands expired. Addresses
    /// of the web are left out where they aren't `https`, as its section 2.5 demands.
    /// - Returns: `nil` where the publication names no contact, without which the file would be invalid.
    public static func security(_ publication: Publication, contactPage: String?, now: Timestamp) -> String? {
        func secure(_ address: String) -> String? { address.hasPrefix("https://") ? address : nil }
        let email = publication.contactEmail.map { "mailto:\(oneLine($0))" }
        let contacts = [email, contactPage.flatMap(secure)].compactMap(\.self)
        guard !contacts.isEmpty else { return nil }
        let today = Timestamp(seconds: now.milliseconds / 86_400_000 * 86_400)
        let lines =
            contacts.map { "Contact: \($0)" } + [
                "Expires: \(today.advanced(bySeconds: 365 * 86_400).internetDate)",
                "Preferred-Languages: \(publication.language.language)",
            ] + [secure("\(publication.baseURL)\(SiteAddress.security.path)")].compactMap { $0.map { "Canonical: \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
