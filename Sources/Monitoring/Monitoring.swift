/// How a running Standfirst is watched and kept within bounds: its log lines, its metrics, the ids of its requests, the
/// limits of its connections, and the order in which it stops.
///
/// It knows nothing of newspapers: what a request asks for, and how a page looks, is told to it.
enum Monitoring {}
