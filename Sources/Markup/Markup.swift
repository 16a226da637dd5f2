// Markup: everything that becomes mark-up, and everything that mark-up becomes.

/// What lives in `Markup`.
///
/// - `HTML/`: ``HTML``, the only type that a page is made of, and the values that may stand in an attribute
///   (``SafeURL``, ``LanguageTag``); ``XML`` for feeds and sitemaps.
/// - `Body/`: the typed tree of a story (``Body``, ``Block``, ``Inline``), its canonical HTML, its plain text with
///   positions, and its rendering for readers.
/// - `Reading/`: HTML from anywhere into the tree, by an HTML5 parser, with a report of what was changed.
/// - `Markdown/`: Markdown into the same tree.
///
/// The tree has no place for script, style, or an address of an unknown scheme, so neither has anything stored or
/// printed from it.
public enum MarkupVocabulary {
    /// The version of the canonical HTML that ``Body/html`` prints; it grows when the same tree would print
    /// otherwise than before.
    public static let version = 1
}
