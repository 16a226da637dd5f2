import Editorial
import Markup

extension Press {
    /// A page that leads on from an old address, for servers that can't be told of redirects.
    /// - Parameter location: A path of this site, or an absolute address.
    /// - Returns: `nil` where no link can lead there.
    public func signpost(to location: String) -> [UInt8]? {
        guard let url = SafeURL(parsing: location) else { return nil }
        let wording = printer.wording
        let absolute = location.hasPrefix("/") ? SafeURL(parsing: printer.origin + location) : url
        let page: HTML = """
            <!doctype html>
            <html\(lang: wording.language)\(attribute: .dir, wording.language.direction.rawValue)>
            <head>
            <meta charset="utf-8">
            <title>\(printer.publication.name)</title>
            <meta http-equiv="refresh"\(attribute: .content, "0; url=\(url.string)")>
            \(absolute.map { "<link rel=\"canonical\"\(href: $0)>\n" })\
            </head>
            <body>
            <p><a\(href: url)>\(location)</a></p>
            </body>
            </html>

            """
        return page.bytes
    }
}
