import Foundation

/// Fills the fields of front matter from its keys.
struct FrontMatterReader {
    private var entries: [FrontMatterValue.Entry]
    private var taken: Set<String> = []
    private let zone: TimeZone
    private var unreadableDates: [String] = []

    init(_ entries: [FrontMatterValue.Entry], zone: TimeZone) {
        self.entries = entries
        self.zone = zone
        // Hugo keeps what a theme defines under `params`, and Zola the topics under `taxonomies`.
        for name in ["params", "extra", "taxonomies"] {
            guard let place = self.entries.firstIndex(where: { $0.key == name }), case .map(let inner) = self.entries[place].value
            else { continue }
            self.entries.remove(at: place)
            for entry in inner where !self.entries.contains(where: { $0.key == entry.key }) { self.entries.append(entry) }
        }
    }

    mutating func read(into matter: inout FrontMatter) {
        matter.title = text("title")
        matter.kicker = text("kicker")
        matter.standfirst = text("standfirst") ?? text("summary") ?? text("excerpt") ?? text("subtitle")
        matter.description = text("description")
        matter.kind = text("kind")
        matter.layout = text("layout") ?? text("type")
        matter.section = text("section")
        matter.categories = list("categories") + list("category")
        matter.topics = list("topics") + list("tags") + list("tag")
        matter.series = list("series")
        matter.related = list("related")
        matter.sources = list("sources")
        matter.authors = authors()
        matter.image = image()
        matter.isFeatured = boolean("featured") ?? false
        matter.isDraft = boolean("draft") ?? false
        if boolean("published") == false { matter.isDraft = true }
        matter.date = date("date")
        matter.publication = date("publishDate") ?? date("pubdate")
        matter.expiry = date("expiryDate") ?? date("unpublishdate")
        matter.modification = date("lastmod") ?? date("last_modified_at") ?? date("updated") ?? date("modified")
        matter.weight = text("weight").flatMap { Int($0) }
        matter.slug = text("slug")
        matter.address = text("url") ?? text("permalink")
        matter.formerAddresses = list("aliases") + list("redirect_from")
        matter.language = text("lang") ?? text("language") ?? text("locale")
        matter.unreadableDates = unreadableDates
        matter.leftovers = entries.filter { !taken.contains($0.key) }
    }

    private mutating func take(_ key: String) -> FrontMatterValue? {
        guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
        if case .null = value { taken.insert(key) }
        return value
    }

    /// A value that a field can't hold stays among the leftovers.
    private mutating func text(_ key: String) -> String? {
        guard let text = take(key)?.string else { return nil }
        taken.insert(key)
        return text
    }

    private mutating func boolean(_ key: String) -> Bool? {
        guard let value = take(key)?.boolean else { return nil }
        taken.insert(key)
        return value
    }

    /// A list; a single text is a list of words where Jekyll says so: `tags: harbour fish`.
    private mutating func list(_ key: String) -> [String] {
        guard let value = take(key) else { return [] }
        switch value {
        case .list(let values):
            let strings = values.compactMap(\.string)
            if strings.count == values.count { taken.insert(key) }
            return strings
        case .text(let text):
            taken.insert(key)
            if ["tags", "categories"].contains(key), !text.contains(",") {
                return text.split(separator: " ").map(String.init)
            }
            guard ["tags", "categories", "tag", "category", "topics"].contains(key) else { return text.isEmpty ? [] : [text] }
            return text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
        default: return []
        }
    }

    private mutating func authors() -> [FrontMatter.Author] {
        for key in ["authors", "author", "byline"] {
            guard let value = take(key) else { continue }
            let values: [FrontMatterValue] = if case .list(let values) = value { values } else { [value] }
            let authors = values.compactMap { author($0) }
            guard !authors.isEmpty else { continue }
            taken.insert(key)
            return authors
        }
        return []
    }

    private func author(_ value: FrontMatterValue) -> FrontMatter.Author? {
        if let name = value.string { return FrontMatter.Author(name: name) }
        let role = value["role"]?.string
        if let person = value["person"]?.string { return FrontMatter.Author(name: person, role: role, isReference: true) }
        return value["name"]?.string.map { FrontMatter.Author(name: $0, role: role) }
    }

    private mutating func image() -> FrontMatter.Image? {
        for key in ["image", "featured_image", "featuredImage", "cover", "thumbnail", "images", "header"] {
            guard let value = take(key) else { continue }
            let first: FrontMatterValue? = if case .list(let values) = value { values.first } else { value }
            guard let first else { continue }
            if let file = first.string {
                taken.insert(key)
                return FrontMatter.Image(
                    file: file, alternativeText: text("image_alt") ?? "", caption: text("image_caption") ?? "",
                    credit: text("image_credit") ?? "")
            }
            guard let file = ["file", "src", "image", "path", "url"].lazy.compactMap({ first[$0]?.string }).first else { continue }
            taken.insert(key)
            return FrontMatter.Image(
                file: file, alternativeText: first["alt"]?.string ?? "", caption: first["caption"]?.string ?? "",
                credit: first["credit"]?.string ?? "")
        }
        return nil
    }

    private mutating func date(_ key: String) -> Date? {
        guard let value = take(key), let written = value.string else { return nil }
        taken.insert(key)
        let date = FrontMatterDate.read(written, zone: zone) ?? WordPressTime.rssDate(written)
        if date == nil { unreadableDates.append("\(key): \(written)") }
        return date
    }
}

/// Reads the forms in which front matter writes a date: `2020-01-02`, `2020-01-02 03:04`, `2020-01-02T03:04:05+01:00`,
/// `2020-01-02 03:04:05 +0100`, `2020/1/2 3:04 EST`, with a fraction of a second or without.
enum FrontMatterDate {
    static func read(_ text: String, zone: TimeZone) -> Date? {
        var rest = Array(text.utf8)[...]
        guard let year = number(&rest, 4), skip(&rest, "-") || skip(&rest, "/"), let month = shortNumber(&rest),
            skip(&rest, "-") || skip(&rest, "/"), let day = shortNumber(&rest)
        else { return nil }
        var time = CivilTime(year: year, month: month, day: day)
        var offset: Int?
        if skip(&rest, "T") || skip(&rest, "t") || skip(&rest, " ") {
            while skip(&rest, " ") {}
            guard let hour = shortNumber(&rest), skip(&rest, ":"), let minute = number(&rest, 2) else { return nil }
            (time.hour, time.minute) = (hour, minute)
            if skip(&rest, ":") {
                guard let second = number(&rest, 2) else { return nil }
                time.second = second
                if skip(&rest, ".") { rest = rest.drop(while: \.isASCIIDigit) }
            }
            while skip(&rest, " ") {}
            if skip(&rest, "Z") || skip(&rest, "z") || skip(&rest, "UTC") {
                offset = 0
            } else if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                rest.removeFirst()
                guard let hours = number(&rest, 2), hours < 24 else { return nil }
                _ = skip(&rest, ":")
                let minutes = number(&rest, 2) ?? 0
                offset = (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
            } else if let hours = WordPressTime.zones[String(decoding: rest, as: UTF8.self)] {
                rest = []
                offset = hours * 3_600
            }
        }
        guard rest.isEmpty, time.isValid else { return nil }
        return offset.map { time.date(secondsAheadOfUTC: $0) } ?? time.date(in: zone)
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: Int) -> Int? {
        let written = rest.prefix(digits)
        guard written.count == digits, written.allSatisfy(\.isASCIIDigit) else { return nil }
        rest = rest.dropFirst(digits)
        return written.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Of one digit or two.
    private static func shortNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
        number(&rest, 2) ?? number(&rest, 1)
    }

    private static func skip(_ rest: inout ArraySlice<UInt8>, _ text: StaticString) -> Bool {
        guard rest.holds(text, at: rest.startIndex) else { return false }
        rest = rest.dropFirst(text.utf8CodeUnitCount)
        return true
    }
}
