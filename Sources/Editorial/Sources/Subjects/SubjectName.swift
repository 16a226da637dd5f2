import QuotationCheck

/// A name by which a subject is known, as names are compared.
struct SubjectName {
    let words: [String]

    init(_ name: String) {
        words = SpeakerName(name).words
    }

    /// By which the names that may be the same are found.
    var lastWord: String { words.last ?? "" }

    /// A speaker's name as a transcript writes it, so that `VERITY CROME` is `Verity Crome`. What is nothing but a title
    /// stays itself: `THE CHAIR` is not `THE CLERK`.
    static func folded(_ speaker: String) -> String {
        let words = SpeakerName(speaker).words
        guard words.isEmpty else { return words.joined(separator: " ") }
        return speaker.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
