/// What an item's fields say, of those that a newspaper has a use for.
public struct WordPressItemMeta: Equatable, Sendable {
    /// The attachment that is the lead image.
    public var featuredImage: Int?
    /// What an attached picture shows, for those who can't see it.
    public var alternativeText: String
    /// Where an attachment's file stands in the uploads folder: `2015/01/cat.jpg`.
    public var attachedFile: String?
    /// In pixels; 0 where not known.
    public var width: Int
    public var height: Int
    /// Who made a picture, as its own data say.
    public var credit: String
    /// The notes of the block editor, as JSON.
    public var footnotes: String?
    /// Keys that the import makes no use of, each once, in the order of the file.
    public var unused: [String]
    /// What had to be put right.
    public var notes: TransferNotes

    public init(of item: WXRItem) {
        let meta = item.meta
        var notes = TransferNotes()
        featuredImage = Self.featuredImage(of: item)
        alternativeText = meta["_wp_attachment_image_alt"] ?? ""
        attachedFile = meta["_wp_attached_file"]
        footnotes = meta["footnotes"]
        width = 0
        height = 0
        credit = ""
        if let serialised = meta["_wp_attachment_metadata"] {
            do {
                let (value, repairs) = try PHPSerialised.readCountingRepairs(serialised)
                width = value["width"]?.integer ?? 0
                height = value["height"]?.integer ?? 0
                credit = value["image_meta"]?["credit"]?.string ?? ""
                attachedFile = attachedFile ?? value["file"]?.string
                if repairs > 0 { notes.changed("wrong lengths in PHP-serialised fields", how: "repaired", count: repairs) }
            } catch {
                notes.omitted("PHP-serialised field _wp_attachment_metadata", why: error.message)
            }
        }
        var unused: [String] = []
        for entry in meta where !Self.used.contains(entry.key) && !unused.contains(entry.key) { unused.append(entry.key) }
        self.unused = unused
        self.notes = notes
    }

    static func featuredImage(of item: WXRItem) -> Int? {
        // 0 and -1 stand for none.
        item.meta["_thumbnail_id"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Whether it is a field with which WordPress and its editor keep house.
    static func isHousekeeping(_ key: String) -> Bool {
        ["_edit_", "_wp_", "_encloseme", "_pingme", "_oembed"].contains { key.hasPrefix($0) }
    }

    private static let used: Set<String> = [
        "_thumbnail_id", "_wp_attachment_image_alt", "_wp_attached_file", "_wp_attachment_metadata", "footnotes",
        "_wp_old_slug", "_wp_old_date", "_yoast_wpseo_title", "_yoast_wpseo_metadesc",
    ]
}
