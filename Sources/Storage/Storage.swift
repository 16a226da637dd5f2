/// The storage seam: what the rest of Standfirst knows of databases.
///
/// A ``Store`` gives connections for reading and writing; a connection runs ``SQL``, a value that can
/// only be built by interpolation that binds every value, so that SQL injection cannot be written.
/// One SQL text serves SQLite and PostgreSQL. What the two write differently is behind a named
/// function of this target (``ColumnType``, ``SearchQuery``, announcements), and nowhere else.
///
/// Times are UTC milliseconds (``Timestamp``), identifiers are UUIDv7 (``Identifier``), and both
/// engines compare text by its bytes.
public enum StorageSeam {
    /// The tables that the seam itself keeps are named with this prefix.
    public static let tablePrefix = "storage_"
}
