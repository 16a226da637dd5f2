import PropertyTesting
import Testing

@testable import QuotationCheck

@Suite("Words by the block")
struct WordBlockTests {
    private struct Word: Equatable {
        var hash: UInt64
        var start: Int
    }

    private func slowly(_ bytes: UnsafeRawBufferPointer) -> [Word] {
        var words: [Word] = []
        var scanner = SeedScanner(bytes: bytes, from: 0, to: bytes.count)
        while scanner.next() { words.append(Word(hash: scanner.hash, start: scanner.start)) }
        return words
    }

    /// As the archive is read: blocks where they can be had, the scanner elsewhere.
    private func inBlocks(_ bytes: UnsafeRawBufferPointer) -> (words: [Word], blocks: Int) {
        var words: [Word] = []
        var blocks = 0
        var position = 0
        while position < bytes.count {
            if var block = WordBlock(bytes, at: position) {
                blocks += 1
                while let word = block.next() {
                    let start = position + word.start
                    words.append(
                        Word(hash: SeedScanner.hash(of: bytes, from: start, to: position + word.end), start: start))
                }
                position += block.count
            } else {
                var scanner = SeedScanner(bytes: bytes, from: position, to: bytes.count)
                let end = position + WordBlock.bytes
                while scanner.position < end, scanner.next() {
                    words.append(Word(hash: scanner.hash, start: scanner.start))
                }
                position = scanner.position
            }
        }
        return (words, blocks)
    }

    @Test("read the same words as byte by byte, of every length, with every kind of byte between", arguments: 0..<60)
    func sameWords(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("abcXYZ0189qrz".utf8)
        let between = [
            " ", ", ", "\n\n", "-", "_", "'", "@[`{/:", "’", " – ", "é", "日本", "\u{AD}", "e\u{301}", "ﬁ", "\u{0}",
        ]
        var text: [UInt8] = []
        while text.count < 4_000 {
            let length =
                Int.random(in: 0...20, using: &generator) == 0 ? 150 : Int.random(in: 1...19, using: &generator)
            text += (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
            // Half of the texts are plain, so that blocks are read at all.
            let kinds = seed % 2 == 0 ? 7 : between.count
            text += Array(between[Int.random(in: 0..<kinds, using: &generator)].utf8)
        }
        text.withUnsafeBytes { bytes in
            let found = inBlocks(bytes)
            #expect(found.words == slowly(bytes), "seed \(seed)")
            if seed % 2 == 0 { #expect(found.blocks > 20, "seed \(seed)") }
        }
    }

    @Test("read the same words of bytes that are no text", arguments: 0..<40)
    func noise(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let highest: UInt8 = seed % 2 == 0 ? 127 : 255
        let bytes = (0..<3_000).map { _ in UInt8.random(in: 0...highest, using: &generator) }
        bytes.withUnsafeBytes { #expect(inBlocks($0).words == slowly($0), "seed \(seed)") }
    }
}
