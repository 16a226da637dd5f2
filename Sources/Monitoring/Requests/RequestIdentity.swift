/// What a request is called in the log: by whoever stands in front, where that one is believed, or by the server itself.
enum RequestIdentity {
    /// The longest id that is taken from outside, in characters.
    static let longest = 128

    /// - Parameters:
    ///   - given: The request's `X-Request-Id`.
    ///   - isTrusted: Whether a reader can't have written it.
    ///   - made: The server's own.
    static func choose(given: String?, isTrusted: Bool, made: String) -> String {
        guard isTrusted, let given, isWellFormed(given) else { return made }
        return given
    }

    /// Letters, digits and a few marks: nothing that a line, a header or a shell could take for more than a name.
    private static func isWellFormed(_ text: String) -> Bool {
        (1...longest).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"),
                    UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "@"):
                    true
                default: false
                }
            }
    }
}
