/// Which form of a sentence a count takes (Unicode CLDR, Language Plural Rules, cardinals of whole numbers).
public enum PluralRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// One thing, or any other number: English, German and their kin.
    case oneOther = "one-other"
    /// Arabic's six.
    case arabic
    /// One form for every number: Chinese, Japanese, Turkish in its counting phrases.
    case other

    /// A form, by CLDR's name.
    public enum Category: String, Sendable, Hashable, CaseIterable, Codable {
        case zero, one, two, few, many, other
    }

    /// The forms that a sentence must have.
    public var categories: [Category] {
        switch self {
        case .oneOther: [.one, .other]
        case .arabic: Category.allCases
        case .other: [.other]
        }
    }

    public func category(of count: Int) -> Category {
        switch self {
        case .oneOther: count == 1 ? .one : .other
        case .arabic: arabicCategory(of: count)
        case .other: .other
        }
    }

    private func arabicCategory(of count: Int) -> Category {
        switch (count, abs(count) % 100) {
        case (0, _): .zero
        case (1, _): .one
        case (2, _): .two
        case (_, 3...10): .few
        case (_, 11...99): .many
        default: .other
        }
    }
}
