/// Reads the posts and pages of an export in batches, and notes what becomes of the items of other types.
struct WordPressBatchReader {
    struct Batch {
        var items: [WXRItem] = []
        var attachmentComments: [(parent: Int, comments: [WXRComment])] = []
    }

    /// What was noted of items that are neither stories nor files, and of those that the file repeats.
    private(set) var ledger = ImportLedger()
    /// How many items were read.
    private(set) var count = 0
    private let reader: WXRReader
    private let size: Int
    private var seen: Set<Int> = []

    /// How many bytes of text a batch holds at most, give or take an item.
    private static let textLimit = 8 * 1_048_576

    /// - Throws: ``WXRError``
    init(path: String, size: Int) throws(WXRError) {
        reader = try WXRReader(path: path)
        self.size = size
    }

    /// - Returns: `nil` after the last.
    mutating func next() throws(WXRError) -> Batch? {
        var batch = Batch()
        var text = 0
        while batch.items.count < size, text < Self.textLimit {
            guard let element = try reader.next() else { break }
            guard case .item(let item) = element else { continue }
            count += 1
            let before = batch.items.count
            add(item, to: &batch)
            // What is left out takes no room: however much of it there is, stories may follow.
            if batch.items.count > before { text += item.content.utf8.count }
        }
        return batch.items.isEmpty && batch.attachmentComments.isEmpty ? nil : batch
    }

    private mutating func add(_ item: WXRItem, to batch: inout Batch) {
        // Menus are often in a file twice, and left out in any case.
        if ["post", "page", "attachment"].contains(item.type), let id = item.id, !seen.insert(id).inserted {
            ledger.omit(WordPressStoryMaker.name(of: item), "the file has another item with its number")
            return omitComments(of: item)
        }
        switch item.type {
        case "post", "page":
            batch.items.append(item)
        case "attachment":
            if !item.comments.isEmpty { batch.attachmentComments.append((item.parent, item.comments)) }
        case "wp_block":
            ledger.change("wp_block", "set into the stories that use it")
            omitComments(of: item)
        case "guest-author":
            // The directory has entered the person; what else the item holds is left.
            omitComments(of: item)
        default:
            ledger.omit(item.type.isEmpty ? "item without a type" : item.type, Self.reason(item.type))
            omitComments(of: item)
        }
    }

    private mutating func omitComments(of item: WXRItem) {
        if !item.comments.isEmpty {
            ledger.omit("comment of \(item.type)", "what it stands under was left out", count: item.comments.count)
        }
    }

    private static func reason(_ type: String) -> String {
        switch type {
        case "nav_menu_item", "wp_navigation": "the paper's navigation is made of its sections and pages"
        case "revision": "an old version that exports hold by mistake; the newest is imported"
        case "custom_css", "wp_global_styles", "wp_template", "wp_template_part", "customize_changeset", "wp_font_family",
            "wp_font_face":
            "part of the old site's look"
        case "oembed_cache": "a copy of another site's page that WordPress kept for speed"
        default: "a type of content that Standfirst has no place for"
        }
    }
}
