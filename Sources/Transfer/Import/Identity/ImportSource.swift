import Crypto
import Storage

/// Where an import comes from, and the identifiers that its things get here: the same ones whenever and however often
/// they are imported.
struct ImportSource: Sendable, Hashable {
    /// As in `wordpress:old.example`.
    let name: String

    /// The identifier of something that has a number there. Identifiers sort as the numbers do, so that what was
    /// written together is kept together.
    func identifier<Owner>(_ kind: ImportRecord.Kind, _ number: Int) -> Identifier<Owner> {
        identifier(kind, String(number), sortedBy: Int64(max(0, number)))
    }

    /// The identifier of something that has a name there.
    func identifier<Owner>(_ kind: ImportRecord.Kind, _ original: String) -> Identifier<Owner> {
        if let number = Int(original) { return identifier(kind, number) }
        return identifier(kind, original, sortedBy: 0)
    }

    private func identifier<Owner>(_ kind: ImportRecord.Kind, _ original: String, sortedBy number: Int64) -> Identifier<Owner> {
        var digest = ContentDigest()
        digest.add(name)
        digest.add(kind.rawValue)
        digest.add(original)
        var generator = DigestGenerator(words: digest.words)
        return Identifier(at: Timestamp(milliseconds: number), using: &generator)
    }

    /// Gives out a digest's bits, which are as good as random ones and always the same.
    private struct DigestGenerator: RandomNumberGenerator {
        var words: [UInt64]
        private var position = 0

        init(words: [UInt64]) {
            self.words = words
        }

        mutating func next() -> UInt64 {
            defer { position += 1 }
            return words[position % words.count]
        }
    }
}

/// A digest (SHA-256) of some texts, each with its length, so that no two lists of texts have the same.
struct ContentDigest {
    private var hash = SHA256()

    mutating func add(_ text: String) {
        add(text.utf8.count)
        var text = text
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { hash.update(bufferPointer: $0) }
    }

    /// Four words.
    var words: [UInt64] {
        let bytes = Array(hash.finalize())
        return stride(from: 0, to: 32, by: 8).map { start in
            bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// 32 hexadecimal digits: enough to tell two versions of a thing apart.
    var text: String {
        words.prefix(2).map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
