/// A quotation ready to be compared.
struct PreparedQuotation {
    var printed: PrintedText
    /// Its seed words, with a gap where the editor's marks stand.
    var hashes: [UInt64]
    var shortWords: [Bool]
    /// The printed token of each seed word.
    var tokens: [Int]

    init(_ item: CheckItem) {
        printed = PrintedText(parts: item.partTexts, joints: item.joints)
        hashes = []
        shortWords = []
        tokens = []
        for piece in printed.items {
            switch piece {
            case .token(let index): append(index)
            case .bracket, .partial, .ellipsis: appendGap()
            case .sic, .interruption: break
            }
        }
    }

    private mutating func append(_ index: Int) {
        let token = printed.folded.tokens[index]
        guard token.kind == .word else { return }
        let utf8 = printed.utf8
        utf8.withUnsafeBytes { bytes in
            var scanner = SeedScanner(bytes: bytes, from: token.start, to: token.end)
            while scanner.next() {
                hashes.append(scanner.hash)
                shortWords.append(token.foldedCount <= 3)
                tokens.append(index)
            }
        }
    }

    private mutating func appendGap() {
        hashes.append(PassageBook.gap)
        shortWords.append(true)
        tokens.append(0)
    }
}
