/// Turns the parser's events into elements: a state machine with no input of its own.
///
/// One of two things is done with the text between the tags: it is kept and made into ``WXRElement`` values, or, when
/// only counting, dropped as it comes but for the few fields that tell kinds apart.
final class WXRHandler {
    /// Why the handler wants the parser to stop.
    private(set) var failure: WXRError.Reason?
    private(set) var summary = WXRSummary()
    /// Finished elements that nobody has taken yet.
    var elements: [WXRElement] = []
    /// Where the parser stands, asked for only when an item begins.
    var line: () -> Int = { 0 }

    static let longestValue = 64 * 1_048_576

    private enum Context { case document, feed, channel, author, term, item, comment, meta }

    private let counting: Bool
    private var contexts: [Context] = [.document]
    private var leaf: WXRName?
    /// How deep the parser is inside something that is passed over.
    private var ignoredDepth = 0
    private var isKeepingText = false
    private var text: [UInt8] = []

    private var channelIsOut = false
    private var author = WXRAuthor()
    private var term = WXRTerm()
    private var item = WXRItem()
    private var itemTerm = WXRItemTerm(taxonomy: "", slug: "", name: "")
    private var comment = WXRComment()
    private var meta = WXRMeta()

    init(counting: Bool) {
        self.counting = counting
    }

    func stop(_ reason: WXRError.Reason) {
        if failure == nil { failure = reason }
    }

    /// Checks what can only be known at the end of the file.
    func finish() {
        if summary.channel.version.isEmpty { stop(.missingVersion) }
        sendChannel()
    }

    // MARK: Events

    func start(_ name: WXRName, named rawName: () -> String, attribute: (StaticString) -> String?) {
        if ignoredDepth > 0 || leaf != nil {
            ignoredDepth += 1
            return
        }
        switch contexts[contexts.count - 1] {
        case .document:
            guard name == .rss else { return stop(.notAnExport(root: rawName())) }
            contexts.append(.feed)
        case .feed:
            if name == .channel { contexts.append(.channel) } else { pass(over: name, rawName) }
        case .channel:
            startInChannel(name, rawName)
        case .item:
            startInItem(name, rawName, attribute)
        case .comment:
            if name == .commentMeta { startMeta() } else { startLeaf(name, rawName) }
        case .term:
            if name == .termMeta { startMeta() } else { startLeaf(name, rawName) }
        case .author, .meta:
            startLeaf(name, rawName)
        }
    }

    func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isKeepingText, ignoredDepth == 0 else { return }
        if text.count + bytes.count > Self.longestValue { return stop(.valueTooLong(limit: Self.longestValue)) }
        text.append(contentsOf: bytes)
    }

    func end() {
        if ignoredDepth > 0 {
            ignoredDepth -= 1
            return
        }
        if let leaf {
            self.leaf = nil
            if isKeepingText {
                isKeepingText = false
                let kept = Self.isText(leaf) ? text.indices : text.trimmed(text.indices)
                finishLeaf(leaf, String(decoding: text[kept], as: UTF8.self))
            }
            return
        }
        guard let context = contexts.popLast() else { return }
        switch context {
        case .document, .feed, .channel: break
        case .author: finishAuthor()
        case .term: finishTerm()
        case .item: finishItem()
        case .comment: finishComment()
        case .meta: finishMeta()
        }
    }

    // MARK: Beginnings

    private func startInChannel(_ name: WXRName, _ rawName: () -> String) {
        switch name {
        case .author:
            sendChannel()
            author = WXRAuthor()
            contexts.append(.author)
        case .wpCategory, .wpTag, .wpTerm:
            sendChannel()
            term = WXRTerm()
            term.taxonomy = name == .wpCategory ? "category" : name == .wpTag ? "post_tag" : ""
            contexts.append(.term)
        case .item:
            sendChannel()
            item = WXRItem()
            item.line = line()
            contexts.append(.item)
        case .image, .pubDate:
            ignoredDepth = 1
        default:
            startLeaf(name, rawName)
        }
    }

    private func startInItem(_ name: WXRName, _ rawName: () -> String, _ attribute: (StaticString) -> String?) {
        switch name {
        case .comment:
            comment = WXRComment()
            contexts.append(.comment)
        case .postMeta:
            startMeta()
        case .category:
            if !counting {
                itemTerm = WXRItemTerm(
                    taxonomy: attribute("domain") ?? "category", slug: attribute("nicename") ?? "", name: "")
            }
            startLeaf(name, rawName)
        case .description:
            ignoredDepth = 1
        default:
            startLeaf(name, rawName)
        }
    }

    private func startMeta() {
        meta = WXRMeta()
        contexts.append(.meta)
    }

    private func startLeaf(_ name: WXRName, _ rawName: () -> String) {
        if name == .unknown || name == .ignored { return pass(over: name, rawName) }
        leaf = name
        isKeepingText = !counting || contexts.count == 3 || Self.tellsKinds(name)
        text.removeAll(keepingCapacity: true)
    }

    private func pass(over name: WXRName, _ rawName: () -> String) {
        if name == .unknown { summary.unknownElements[rawName(), default: 0] += 1 }
        ignoredDepth = 1
    }

    private static func tellsKinds(_ name: WXRName) -> Bool {
        switch name {
        case .postType, .status, .metaKey, .termTaxonomy: true
        default: false
        }
    }

    /// What may begin or end with white space that means something; around a number or a name it is the file's layout.
    private static func isText(_ name: WXRName) -> Bool {
        switch name {
        case .content, .excerpt, .metaValue, .commentContent: true
        default: false
        }
    }

    // MARK: Ends

    private func sendChannel() {
        guard !channelIsOut else { return }
        channelIsOut = true
        if !counting { elements.append(.channel(summary.channel)) }
    }

    private func count(_ kind: String) {
        summary.found[kind, default: 0] += 1
    }

    private func finishAuthor() {
        count("author")
        if !counting { elements.append(.author(author)) }
    }

    private func finishTerm() {
        switch term.taxonomy {
        case "": count("term")
        case "post_tag": count("tag")
        // Accounts are counted as authors; a plug-in's taxonomy has the same name.
        case "author": count("co-author")
        default: count(term.taxonomy)
        }
        if !counting { elements.append(.term(term)) }
    }

    private func finishItem() {
        let type = item.type.isEmpty ? "post" : item.type
        count(type)
        summary.statuses[type, default: [:]][item.status, default: 0] += 1
        if !counting {
            item.type = type
            item.dropRepeatedTerms()
            elements.append(.item(item))
            item = WXRItem()
        }
    }

    private func finishComment() {
        count("comment")
        if !counting { item.comments.append(comment) }
    }

    private func finishMeta() {
        switch contexts[contexts.count - 1] {
        case .item:
            summary.metaKeys[meta.key, default: 0] += 1
            if !counting { item.meta.append(meta) }
        case .comment:
            summary.otherMetaKeys[meta.key, default: 0] += 1
            if !counting { comment.meta.append(meta) }
        default:
            summary.otherMetaKeys[meta.key, default: 0] += 1
            if !counting { term.meta.append(meta) }
        }
    }

    private func finishLeaf(_ name: WXRName, _ value: String) {
        switch contexts[contexts.count - 1] {
        case .channel:
            if name == .wxrVersion, !["1.0", "1.1", "1.2"].contains(value) { stop(.unsupportedVersion(value)) }
            summary.channel.set(name, value)
        case .author: author.set(name, value)
        case .term: term.set(name, value)
        case .item:
            if name == .category {
                itemTerm.name = value
                item.terms.append(itemTerm)
            } else {
                item.set(name, value)
            }
        case .comment: comment.set(name, value)
        case .meta:
            if name == .metaKey { meta.key = value } else if name == .metaValue { meta.value = value }
        case .document, .feed: break
        }
    }
}
