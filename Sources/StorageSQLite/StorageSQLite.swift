/// The storage seam over SQLite: one file beside the program, for a publication on one machine.
///
/// ``SQLiteStore`` is the store, ``SQLiteConnection`` what its closures are given; ``SQLiteFailure`` turns
/// SQLite's result codes into what a reader can act on.
public enum SQLiteDriver {
    /// How long a statement waits for another program's write before it is refused, in seconds.
    public static let busyTimeout = 10.0
    /// How often the file is asked whether another program wrote it, in milliseconds.
    public static let watchInterval = 50
}
