/// A word of the story's own prose, with the punctuation before it, for reading who speaks.
struct ProseWord {
    var text: String
    var lowercased: String
    /// Code points of the story.
    var start: Int
    var end: Int
    var followsComma = false
    var followsStop = false
    var followsColon = false
    var isCapitalised: Bool

    /// The words of a range.
    static func words(in scalars: [UInt32], _ range: CodePointRange) -> [ProseWord] {
        var words: [ProseWord] = []
        var index = range.start
        var comma = false
        var stop = false
        var colon = false
        while index < range.end {
            guard isLetter(scalars[index]) else {
                switch scalars[index] {
                case 0x2C, 0x3B, 0x2013, 0x2014, 0x28, 0x29: comma = true
                case 0x2E, 0x21, 0x3F: stop = stop || !endsAbbreviation(words.last)
                case 0x3A: colon = true
                default: break
                }
                index += 1
                continue
            }
            let start = index
            while index < range.end, isLetter(scalars[index]) || joins(scalars, index, range) {
                index += 1
            }
            var view = String.UnicodeScalarView()
            for position in start..<index {
                if let scalar = Unicode.Scalar(scalars[position]) { view.append(scalar) }
            }
            let text = String(view)
            words.append(
                ProseWord(
                    text: text, lowercased: text.lowercased(), start: start, end: index,
                    followsComma: comma, followsStop: stop, followsColon: colon,
                    isCapitalised: text.first?.isUppercase == true))
            comma = false
            stop = false
            colon = false
        }
        return words
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        switch ScalarClass.of(scalar) {
        case .word, .ideograph: true
        default: false
        }
    }

    private static func joins(_ scalars: [UInt32], _ index: Int, _ range: CodePointRange) -> Bool {
        guard index + 1 < range.end, isLetter(scalars[index + 1]) else { return false }
        return scalars[index] == 0x27 || scalars[index] == 0x2019 || scalars[index] == 0x2D
    }

    /// `Dr.` and an initial's stop end no sentence.
    private static func endsAbbreviation(_ word: ProseWord?) -> Bool {
        guard let word, word.isCapitalised else { return false }
        return word.text.count == 1
            || [
                "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "capt", "sgt", "lt",
                "rev", "st", "jr", "sr", "hon",
            ].contains(word.lowercased)
    }
}
