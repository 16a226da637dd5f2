/// Something of the original mark-up that the body holds otherwise, or not at all.
public struct BodyChange: Sendable, Hashable {
    /// What was found: an element like `<marquee>`, an attribute like `onclick`, an address.
    public var what: String
    public var how: How

    /// What became of it.
    public enum How: String, Sendable, Hashable, CaseIterable {
        /// It and its content were left out (script, style, forms' controls, comments that hold nothing to read).
        case dropped
        /// Its content was kept without it.
        case unwrapped
        /// An attribute was left out.
        case attributeDropped = "attribute dropped"
        /// It became another element with the same content.
        case replaced
        /// It was moved out of a place that can't hold it.
        case moved
        /// An address that isn't safe was left out; its text was kept.
        case linkRefused = "link refused"
        /// A picture that isn't in the archive became a link.
        case pictureUnresolved = "picture unresolved"
        /// It was nested too deeply; its text was kept.
        case flattened
    }

    public init(_ what: String, _ how: How) {
        self.what = what
        self.how = how
    }
}

/// A body that was read from outside, and what was changed on the way.
public struct ParsedBody: Sendable, Hashable {
    public var body: Body
    /// Every change, in order of the text.
    public var changes: [BodyChange]

    public init(body: Body, changes: [BodyChange] = []) {
        self.body = body
        self.changes = changes
    }
}
