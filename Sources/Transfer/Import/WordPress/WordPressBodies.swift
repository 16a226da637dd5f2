import Editorial
import Foundation
import Markup
import Storage

/// Reads items' bodies into the paper's own tree.
struct WordPressBodies: Sendable {
    let source: ImportSource
    let survey: WordPressSurvey
    let now: Timestamp

    /// - Parameter media: Gets a record for each file of the old site that the body shows and that is no attachment.
    func read(
        _ item: WXRItem, footnotes: String?, _ media: inout [Media], _ ledger: inout ImportLedger
    ) throws(BodyError) -> Body {
        let content = WordPressContent(converting: item.content, itemID: item.id, footnotes: footnotes, lookup: lookup)
        ledger.append(content.notes)
        let html = RootRelativeLinks(survey.channel).apply(to: content.html)
        var found: [Media] = []
        for address in Self.linkedFiles(in: html) {
            if let made = resolve(address).1, !found.contains(where: { $0.id == made.id }) { found.append(made) }
        }
        let parsed = try ParsedBody(html: html) { url in
            let (name, made) = resolve(url.string)
            if let made, !found.contains(where: { $0.id == made.id }) { found.append(made) }
            return name
        }
        media = found
        ledger.append(parsed.changes)
        return parsed.body
    }

    /// The files of an uploads folder that a text only links to: an export without attachments names them nowhere else.
    private static func linkedFiles(in html: String) -> [String] {
        let bytes = Array(html.utf8)
        var files: [String] = []
        var search = 0
        while let mark = bytes.firstPlace(of: "href=\"/", from: search) {
            let end = bytes[(mark + 6)...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
            search = end
            let link = CharacterReferences.resolve(bytes[(mark + 6)..<end])
            let path = link.prefix { $0 != "?" && $0 != "#" }
            let isFile = path.contains("/uploads/") && path.split(separator: "/").last?.dropFirst().contains(".") == true
            if isFile, !files.contains(String(path)) { files.append(String(path)) }
        }
        return files
    }

    private var lookup: ContentLookup {
        let survey = survey
        @Sendable func media(_ attachment: WordPressSurvey.Attachment) -> WordPressMedia {
            WordPressMedia(
                id: attachment.id, address: attachment.address, kind: MediaAddress.kind(of: attachment.address),
                alternativeText: attachment.alternativeText, caption: attachment.caption, credit: attachment.credit,
                width: attachment.width, height: attachment.height)
        }
        return ContentLookup(
            byID: { survey.attachments[$0].map(media) },
            byAddress: { survey.attachment(at: $0).map(media) },
            attached: { parent in
                (survey.attachmentsByParent[parent] ?? []).compactMap { survey.attachments[$0] }
                    .sorted { ($0.order, $0.id) < ($1.order, $1.id) }.map(media)
            },
            pattern: { survey.patterns[$0] },
            isOwn: { WordPressAddresses.path(of: $0, in: survey.channel) != nil })
    }

    /// The record of the file at an address; a new one where the old site has it and the export doesn't name it.
    private func resolve(_ address: String) -> (MediaName?, Media?) {
        if let attachment = survey.attachment(at: address) {
            let id: Media.ID = source.identifier(.media, attachment.id)
            return (MediaName(parsing: id.description), nil)
        }
        let absolute = address.hasPrefix("/") ? RootRelativeLinks(survey.channel).absolute(address) : address
        guard let absolute, RootRelativeLinks(survey.channel).isOwnFile(absolute) else { return (nil, nil) }
        // Whether there is an original behind what looks like a rendition shows when it is fetched.
        let original = MediaAddress.original(of: absolute) ?? absolute
        let id: Media.ID = source.identifier(.media, WordPressSurvey.key(of: original))
        let record = Media(wantedFrom: absolute, id: id, createdAt: now)
        return (MediaName(parsing: id.description), record)
    }
}

extension Media {
    /// The record of a file that is yet to be had.
    init(wantedFrom address: String, id: Media.ID, createdAt: Timestamp) {
        let name = address.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last.map(String.init) ?? "file"
        let kind: Media.Kind =
            switch MediaAddress.kind(of: address) {
            case .picture: .image
            case .audio: .audio
            case .video: .video
            case .file: .document
            }
        self.init(
            id: id, kind: kind, type: "application/octet-stream", fileName: name.removingPercentEncoding ?? name,
            sourceURL: address, createdAt: createdAt)
    }
}
