import Compression

/// The content codings that a reader takes, by `Accept-Encoding` (RFC 9110, 12.5.3).
struct AcceptedCodings: Sendable, Hashable {
    var gzip = false
    var brotli = false

    /// Nothing but the bytes as they are.
    static let identity = AcceptedCodings()

    init() {}

    /// Reads the field's value: a coding is taken that is named without `q=0`, and `*` stands for those not named.
    ///
    /// It stands in the lane's way, so that it makes neither strings nor arrays.
    init(_ field: some RandomAccessCollection<UInt8>) {
        var gzip: Bool?
        var brotli: Bool?
        var others = false
        var index = field.startIndex
        while index < field.endIndex {
            let (name, isTaken) = Self.member(of: field, at: &index)
            switch name {
            case Self.name("gzip"), Self.name("x-gzip"): gzip = isTaken
            case Self.name("br"): brotli = isTaken
            case Self.name("*"): others = isTaken
            default: break
            }
        }
        self.gzip = gzip ?? others
        self.brotli = brotli ?? others
    }

    init(_ field: String?) {
        if let field { self.init(Array(field.utf8)) } else { self.init() }
    }

    /// The one to answer in: the smaller, where there is a choice.
    var best: ContentCoding? { brotli ? .brotli : gzip ? .gzip : nil }

    /// Reads a member up to the comma after it.
    /// - Returns: Its name as ``name(_:)`` packs it, and whether it is taken.
    private static func member<Field: RandomAccessCollection<UInt8>>(
        of field: Field, at index: inout Field.Index
    ) -> (name: UInt64, isTaken: Bool) {
        var name: UInt64 = 0
        /// Of the parameter, without white space: 1 after `;`, 2 after `q`, 3 after `=`, 4 after `0`, 0 elsewhere.
        var step = 0
        var isInName = true
        var isZero = false
        while index < field.endIndex {
            let byte = field[index]
            index = field.index(after: index)
            switch byte {
            case UInt8(ascii: ","): return (name, !(isZero || step == 4))
            case 0x20, 0x09: continue
            case UInt8(ascii: ";"):
                isZero = isZero || step == 4
                step = 1
                isInName = false
            case _ where isInName:
                // A longer name than eight bytes is none of ours: its first byte falls out, and it equals none.
                name = name << 8 | UInt64(byte | 0x20)
            case UInt8(ascii: "q"), UInt8(ascii: "Q"): step = step == 1 ? 2 : 0
            case UInt8(ascii: "="): step = step == 2 ? 3 : 0
            case UInt8(ascii: "0"): step = step >= 3 ? 4 : 0
            case UInt8(ascii: "."): step = step == 4 ? 4 : 0
            default: step = 0
            }
        }
        return (name, !(isZero || step == 4))
    }

    private static func name(_ text: StaticString) -> UInt64 {
        text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1 | 0x20) } }
    }
}
