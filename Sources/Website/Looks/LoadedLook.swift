import Markup

/// A look that is ready to be served.
public struct LoadedLook: Sendable, Hashable {
    /// The bundled look's name, or `own`.
    public let name: String
    public let look: Look
    public let stylesheet: LookStylesheet
    /// The picture in place of the name, where the publication has one.
    public let logo: LookLogo?
    /// The fonts that the first screen needs.
    public let preloads: [SiteAddress]
    public let slots: [LookSlot: LookSlot.Source]
    /// What is wrong with the look that was asked for: to be logged, one line each.
    public let faults: [LookFault]
    public let source: Source
    /// Whether the good state could be written down; a folder that is read-only is worth a line in the log.
    public let isLastGoodKept: Bool

    /// Where the look came from.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// The look's folder.
        case folder
        /// The look's folder, as it was when it was last good.
        case lastGood = "last-good"
        /// The program.
        case bundled
    }

    /// What pages say of it.
    public var page: PageLook {
        PageLook(
            name: name, choices: look.choices, stylesheet: stylesheet.address.url, preloads: preloads.map(\.url),
            lightPaper: look.light[.paper]?.description ?? "#ffffff",
            darkPaper: look.dark[.paper]?.description ?? "#000000")
    }
}
