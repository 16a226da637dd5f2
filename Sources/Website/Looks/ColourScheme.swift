/// The colours of a look in light or dark, whole: every token has one.
public struct ColourScheme: Sendable, Hashable {
    private let colours: [Token: Colour]

    /// - Returns: `nil` where a token has no colour.
    public init?(_ colours: [Token: Colour]) {
        guard Token.allCases.allSatisfy({ colours[$0] != nil }) else { return nil }
        self.colours = colours
    }

    /// What a colour is for.
    public enum Token: String, Sendable, Hashable, CaseIterable {
        case paper, panel, ink, muted, rule, accent, onAccent, opinion, mark, band, onBand, field

        /// Its name in the stylesheet, as in `--on-accent`.
        var property: String {
            switch self {
            case .onAccent: "--on-accent"
            case .onBand: "--on-band"
            default: "--\(rawValue)"
            }
        }

        /// On what it must be readable, and how well (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
        var grounds: [(ground: Token, ratio: Double)] {
            switch self {
            case .ink: [(.paper, 7), (.panel, 4.5), (.mark, 4.5)]
            case .muted, .accent, .opinion: [(.paper, 4.5), (.panel, 4.5)]
            case .onAccent: [(.accent, 4.5)]
            case .onBand: [(.band, 4.5)]
            case .field: [(.paper, 3), (.panel, 3)]
            case .paper, .panel, .rule, .mark, .band: []
            }
        }
    }

    public subscript(token: Token) -> Colour? { colours[token] }

    /// As declarations of custom properties.
    var declarations: String {
        Token.allCases.compactMap { token in colours[token].map { "\(token.property): \($0);" } }.joined(separator: " ")
    }
}
