/// How a publication looks, as data: a handful of choices and two schemes of colour.
///
/// Read from JSON by `LookReading`, which says what is wrong with a file and where. Sizes, spaces and arrangements
/// are the stylesheet's.
public struct Look: Sendable, Hashable {
    /// What people call it.
    public var name: String
    public var choices: Choices
    public var light: ColourScheme
    public var dark: ColourScheme

    public init(name: String, choices: Choices, light: ColourScheme, dark: ColourScheme) {
        self.name = name
        self.choices = choices
        self.light = light
        self.dark = dark
    }

    /// What a look chooses from what the stylesheet has to offer.
    public struct Choices: Sendable, Hashable {
        public var typePair: TypePair
        public var density: Density
        public var frontLayout: FrontLayout
        public var headline: Headline
        public var kicker: Kicker
        public var rules: Rules
        public var ornament: Ornament
        public var initial: Initial
        public var masthead: Masthead
        public var wordmark: Wordmark

        public init(
            typePair: TypePair, density: Density, frontLayout: FrontLayout, headline: Headline, kicker: Kicker,
            rules: Rules, ornament: Ornament, initial: Initial, masthead: Masthead, wordmark: Wordmark
        ) {
            self.typePair = typePair
            self.density = density
            self.frontLayout = frontLayout
            self.headline = headline
            self.kicker = kicker
            self.rules = rules
            self.ornament = ornament
            self.initial = initial
            self.masthead = masthead
            self.wordmark = wordmark
        }
    }

    /// The bundled fonts for headlines and text.
    public enum TypePair: String, Sendable, Hashable, CaseIterable { case lantern, record, signal }
    /// How close things stand.
    public enum Density: String, Sendable, Hashable, CaseIterable { case compact, regular, airy }
    /// How the front arranges its slots.
    public enum FrontLayout: String, Sendable, Hashable, CaseIterable { case picture, columns, tiles }
    /// The weight of headlines.
    public enum Headline: String, Sendable, Hashable, CaseIterable { case book, strong, heavy }
    public enum Kicker: String, Sendable, Hashable, CaseIterable { case smallCaps = "small-caps", capitals, plain }
    /// The lines between things.
    public enum Rules: String, Sendable, Hashable, CaseIterable { case hairline, double, heavy, none }
    /// The break between the parts of a story.
    public enum Ornament: String, Sendable, Hashable, CaseIterable { case none, asterism, wave, dot }
    /// The first letter of a story.
    public enum Initial: String, Sendable, Hashable, CaseIterable { case none, drop }
    public enum Masthead: String, Sendable, Hashable, CaseIterable { case centred, left, band }
    /// How the name is set where there is no logo.
    public enum Wordmark: String, Sendable, Hashable, CaseIterable { case roman, italic, capitals, heavy }
}
