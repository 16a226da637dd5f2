/// Brings a body, however it was written, into the form that the tree is built from: shortcodes replaced, and
/// paragraphs made of what was typed in the classic editor.
enum ContentPreparation {
    struct Prepared {
        var bytes: [UInt8]
        var notes = TransferNotes()
        var references: [MediaReference] = []
    }

    static func prepare(_ content: String, lookup: ContentLookup, itemID: Int?) -> Prepared {
        var prepared = Prepared(bytes: Array(content.utf8))
        if prepared.bytes.contains(UInt8(ascii: "[")) {
            var pass = ShortcodePass(prepared.bytes, media: lookup, itemID: itemID)
            prepared.bytes = pass.run()
            prepared.notes = pass.notes
            prepared.references = pass.references
        }
        prepared.bytes = withParagraphs(prepared.bytes)
        return prepared
    }

    /// Applies the paragraph rule to what stands outside blocks, and inside the blocks that hold classic text.
    private static func withParagraphs(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.firstPlace(of: "<!-- wp:") != nil else {
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 8)
            ParagraphRule.apply(to: bytes, in: bytes.indices, output: &output)
            return output
        }
        let parts = classicParts(of: bytes)
        guard !parts.isEmpty else { return bytes }
        var output: [UInt8] = []
        var copied = 0
        for part in parts {
            output.append(contentsOf: bytes[copied..<part.lowerBound])
            ParagraphRule.apply(to: bytes, in: part, output: &output)
            copied = part.upperBound
        }
        output.append(contentsOf: bytes[copied...])
        return output
    }

    private static func classicParts(of bytes: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var open: [String] = []
        var start = 0
        var search = 0
        func isClassic() -> Bool { open.isEmpty || ["freeform", "classic", "shortcode"].contains(open[open.count - 1]) }
        func endPart(at end: Int) {
            if isClassic(), !bytes.isBlank(start..<end) { parts.append(start..<end) }
        }
        while let place = bytes.firstPlace(of: "<!--", from: search) {
            guard let close = bytes.firstPlace(of: "-->", from: place + 4) else { break }
            search = close + 3
            guard let delimiter = BlockDelimiter(in: bytes, bytes.trimmed((place + 4)..<close)) else { continue }
            endPart(at: place)
            switch delimiter.kind {
            case .open where open.count < ContentTree.deepest: open.append(delimiter.name)
            case .open, .void: break
            case .close: if let place = open.lastIndex(of: delimiter.name) { open.removeSubrange(place...) }
            }
            start = search
        }
        endPart(at: bytes.count)
        return parts
    }
}
