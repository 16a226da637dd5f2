import PropertyTesting

@testable import QuotationCheck

/// One way to change a quotation without saying so.
enum Change: Int, CaseIterable {
    case otherWord, dropped, negated, swapped, recased, numbered, accented, hyphenated, invisible
    case questioned, repeated, moved, respelt, contracted, parted, joined, commaGained, commaLost
    case stopLost, sentenceDropped, signed, plural

    /// The words changed at `place`, or nil where this change cannot be made there.
    func made(
        to sample: Sample, at place: Int, using generator: inout SeededGenerator
    ) -> [String]? {
        var words = sample.words
        let word = words[place]
        let letters = word.filter(\.isLetter).count
        switch self {
        case .otherWord:
            words[place] = sample.speech.words[Int.random(in: 0..<sample.speech.words.count, using: &generator)]
            guard !words[place].contains(where: { "[]“”\"".contains($0) }) else { return nil }
        case .dropped: words.remove(at: place)
        case .negated:
            if let not = words.firstIndex(of: "not") { words.remove(at: not) } else { words.insert("not", at: place) }
        case .swapped:
            guard place + 1 < words.count else { return nil }
            words.swapAt(place, place + 1)
        case .recased:
            guard place > 0, letters > 0 else { return nil }
            words[place] = word == word.uppercased() ? word.lowercased() : word.uppercased()
        case .numbered: words.insert("7", at: place)
        case .accented:
            guard let letter = word.lastIndex(where: \.isLetter) else { return nil }
            words[place] = word[...letter] + "\u{301}" + word[word.index(after: letter)...]
        case .hyphenated:
            guard letters > 3, word.allSatisfy(\.isLetter) else { return nil }
            words[place] = word.prefix(2) + "-" + word.dropFirst(2)
        case .invisible:
            guard letters > 2 else { return nil }
            words[place] =
                word.prefix(2) + (Bool.random(using: &generator) ? "\u{200B}" : "\u{202E}") + word.dropFirst(2)
        case .questioned:
            guard word.last?.isLetter == true else { return nil }
            words[place] += Bool.random(using: &generator) ? "?" : "!"
        case .repeated: words.insert(word, at: place)
        case .moved:
            words.remove(at: place)
            words.insert(word, at: Int.random(in: 0...words.count, using: &generator))
        case .respelt:
            guard let letter = word.lastIndex(where: { $0.isLetter && $0.isLowercase }) else { return nil }
            words[place] = word[..<letter] + (word[letter] == "e" ? "a" : "e") + word[word.index(after: letter)...]
        case .contracted:
            let endings = ["not": "n’t", "is": "’s", "will": "’ll", "have": "’ve", "are": "’re"]
            guard let long = words.indices.dropFirst().first(where: { endings[words[$0]] != nil }),
                let ending = endings[words[long]]
            else { return nil }
            words[long - 1] += ending
            words.remove(at: long)
        case .parted:
            guard letters > 4, word.allSatisfy(\.isLetter) else { return nil }
            words[place] = word.prefix(2) + " " + word.dropFirst(2)
        case .joined:
            guard place + 1 < words.count, word.last?.isLetter == true, words[place + 1].first?.isLetter == true
            else { return nil }
            words[place] += words.remove(at: place + 1)
        case .commaGained:
            guard place + 1 < words.count, word.last?.isLetter == true else { return nil }
            words[place] += ","
        case .commaLost:
            guard let comma = words.dropLast().firstIndex(where: { $0.hasSuffix(",") }) else { return nil }
            words[comma].removeLast()
        case .stopLost:
            guard let stop = words.dropLast().firstIndex(where: { $0.hasSuffix(".") }) else { return nil }
            words[stop].removeLast()
        case .sentenceDropped:
            let ends = words.indices.filter { words[$0].hasSuffix(".") }
            guard ends.count > 1, ends[1] + 1 < words.count else { return nil }
            words.removeSubrange(ends[0] + 1...ends[1])
        case .signed:
            guard letters > 0 else { return nil }
            words[place] = ["$", "%", "-", "½", "²"].randomElement(using: &generator).map { word + $0 } ?? word
        case .plural:
            guard word.last?.isLetter == true else { return nil }
            words[place] = word.hasSuffix("s") ? String(word.dropLast()) : word + "s"
        }
        return words
    }
}
