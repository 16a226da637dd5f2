import Logging

/// Hands a logger's events to a ``LogOutput``.
struct LineLogHandler: LogHandler {
    /// What the server calls a request's id, and what lines call it.
    static let requestKey = "hb.request.id"
    private static let printedRequestKey = "request"

    let label: String
    let output: LogOutput
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    /// Set where this one logger was given a level of its own; the output's level otherwise, which can change.
    private var ownLevel: Logger.Level?

    init(label: String, output: LogOutput) {
        self.label = label
        self.output = output
    }

    var logLevel: Logger.Level {
        get { max(ownLevel ?? .trace, output.settings.level) }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let given = event.metadata { all.merge(given) { _, new in new } }
        if let error = event.error, all["error"] == nil { all["error"] = "\(error)" }
        if let request = all.removeValue(forKey: Self.requestKey) { all[Self.printedRequestKey] = request }
        output.write(event.level, event.message.description, all)
    }
}
