/// How a language writes numbers.
public struct Numerals: Sendable, Hashable {
    private let digits: [Character]
    private let separator: String
    /// Whether the digits are those of ASCII, which need no exchange.
    private let areLatin: Bool

    init(_ source: Source, file: String) throws(CatalogueError) {
        digits = Array(source.digits)
        separator = source.separator
        areLatin = source.digits == "0123456789"
        guard digits.count == 10 else {
            throw CatalogueError(file: file, fault: "“numbers.digits” must be ten digits from nought on.")
        }
    }

    struct Source: Decodable {
        var digits: String
        var separator: String
    }

    /// A whole number with its thousands apart from five digits on, as in `12,300` and `2026`.
    public func grouped(_ number: Int) -> String {
        let plain = String(number.magnitude)
        guard plain.count > 4 else { return (number < 0 ? "-" : "") + localised(plain) }
        var text = ""
        for (index, digit) in plain.enumerated() {
            if index > 0, (plain.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + localised(text)
    }

    /// A whole number without separators, as years and page numbers are written.
    public func plain(_ number: Int) -> String { localised(String(number)) }

    /// A number of at least two digits, as minutes are written.
    func twoDigits(_ number: Int) -> String { localised(LocalTime.padded(number, to: 2)) }

    private func localised(_ text: String) -> String {
        if areLatin { return text }
        return String(text.map { character in character.wholeNumberValue.map { digits[$0] } ?? character })
    }
}
