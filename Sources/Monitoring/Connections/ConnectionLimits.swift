/// What one connection may ask of the server, and how many there may be.
public struct ConnectionLimits: Sendable, Hashable {
    /// The most connections at once; those beyond are answered 503 and closed.
    public var connections: Int
    /// The most bytes of a request's head.
    public var headBytes: Int
    /// The most fields of a request's head.
    public var headFields: Int
    /// The most bytes of a request's body.
    public var bodyBytes: Int
    /// How long a request's head may take from its first byte, in seconds.
    public var headSeconds: Int
    /// How long a connection may say nothing, between requests or in the midst of a body, in seconds.
    public var idleSeconds: Int
    /// How long a reader may take nothing of an answer, in seconds.
    public var stallSeconds: Int

    public init(
        connections: Int = 20_000, headBytes: Int = 32_768, headFields: Int = 100, bodyBytes: Int = 68_157_440,
        headSeconds: Int = 10, idleSeconds: Int = 75, stallSeconds: Int = 30
    ) {
        self.connections = connections
        self.headBytes = headBytes
        self.headFields = headFields
        self.bodyBytes = bodyBytes
        self.headSeconds = headSeconds
        self.idleSeconds = idleSeconds
        self.stallSeconds = stallSeconds
    }

    /// How many files the program itself has open at most: databases, pictures, its log.
    private static let ownDescriptors = 200

    /// These limits where the system lets the process open no more than so many files: then fewer connections are let
    /// in, so that accepting one never fails for want of a file.
    public func fitting(descriptors: Int) -> ConnectionLimits {
        var fitting = self
        fitting.connections = min(connections, max(16, descriptors - min(Self.ownDescriptors, descriptors / 2)))
        return fitting
    }
}
