/// The storage seam over PostgreSQL, by libpq: one database for many nodes.
///
/// ``PostgreSQLStore`` is the store. A ``Session`` is one server connection and never leaves the thread that
/// made it; ``SessionThreads`` are those threads; ``PostgreSQLConnection`` is what a closure is given;
/// ``NotificationListener`` hears what other nodes announce; ``ServerError`` turns SQLSTATE codes into what a
/// reader can act on.
public enum PostgreSQLDriver {
    /// The oldest server that is served, as its major version.
    public static let oldestServer = 15
    /// The most times that a write is begun before it is given up as contended.
    public static let mostAttempts = 20
    /// The notification channel that carries announcements.
    static let channel = "storage_announcement"
}
