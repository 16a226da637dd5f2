/// The newsroom's core: stories and their revisions, sections, topics, people, media, comments, the front.
///
/// Each folder is one capability with its types, its rules and its SQL together. Rules are values that
/// decide; queries only carry out. Nothing here knows of HTTP or of pages.
public enum EditorialRoom {
    /// The numbers that this target's migrations may use.
    public static let migrationNumbers = 100..<200
}
