/// Documents as newsrooms get them, and the text that stands in them: pages, e-mail, PDF, captions, Markdown, posts.
///
/// ``Document`` is what is read, ``DocumentFormat`` what can be. The check of a draft and the source archive read by the
/// same rules, so that a position in a text is the same in both. Nothing here keeps anything or knows of a publication.
public enum DocumentsRoom {
    /// The most that a document may hold: what is larger is no source but a database.
    public static let mostBytes = 64 << 20
}
