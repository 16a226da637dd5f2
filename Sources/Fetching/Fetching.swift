/// Gets what stands on the web: pages for the source archive, files for imports.
///
/// ``GuardedClient`` is the one way out: it looks a host up, refuses what is not of the public internet, and connects to
/// the very address that it judged, so that a name can't be another machine's by the time of the connection.
public enum FetchingRoom {
    /// How the program names itself to other servers.
    public static let userAgent = "standfirst"
}
