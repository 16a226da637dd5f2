/// The name of who sent a message (RFC 5322, section 3.4), or the address where there is no name.
enum EmailSender {
    static func name(in field: String) -> String? {
        let name = field.prefix { $0 != "<" }.filter { $0 != "\"" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if !name.isEmpty { return name }
        let address = field.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        return address.isEmpty ? nil : String(address)
    }
}

/// The moment of a message (RFC 5322, section 3.3), as RFC 3339 writes it.
enum EmailDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// - Returns: `nil` for what is no such moment.
    static func iso(_ field: String) -> String? {
        var words = field.prefix { $0 != "(" }.split { $0.isWhitespace || $0 == "," }
        if let first = words.first, first.first?.isLetter == true { words.removeFirst() }
        guard words.count >= 4, let day = Int(words[0]), (1...31).contains(day),
            let month = months.firstIndex(of: words[1].lowercased()), let year = Int(words[2]), (1900...9999).contains(year)
        else { return nil }
        let time = words[3].split(separator: ":").map { Int($0) ?? -1 }
        guard time.count >= 2, time.count <= 3, (0...23).contains(time[0]), (0...59).contains(time[1]),
            time.count == 2 || (0...60).contains(time[2])
        else { return nil }
        let seconds = time.count == 3 ? min(time[2], 59) : 0
        return "\(year)-\(two(month + 1))-\(two(day))T\(two(time[0])):\(two(time[1])):\(two(seconds))\(zone(words.dropFirst(4).first))"
    }

    private static func zone(_ word: Substring?) -> String {
        guard let word, word.count == 5, let sign = word.first, sign == "+" || sign == "-",
            word.dropFirst().allSatisfy(\.isASCII), Int(word.dropFirst()) != nil
        else { return "Z" }
        return "\(sign)\(word.dropFirst().prefix(2)):\(word.suffix(2))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
