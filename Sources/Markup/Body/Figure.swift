/// A picture with its caption and credit.
public struct Figure: Sendable, Hashable {
    public var image: ImageReference
    /// What the picture shows, for those who can't see it; empty for one that only decorates.
    public var alt: String
    /// In pixels, where known.
    public var width: Int?
    /// In pixels, where known.
    public var height: Int?
    public var caption: [Inline]
    /// Who made it, or whose it is.
    public var credit: [Inline]
    public var placement: Placement

    /// How much room the picture takes.
    public enum Placement: String, Sendable, Hashable, CaseIterable {
        /// As wide as the text.
        case text
        case wide
        case full
        /// Beside the text.
        case side
    }

    public init(
        image: ImageReference, alt: String, width: Int? = nil, height: Int? = nil, caption: [Inline] = [],
        credit: [Inline] = [], placement: Placement = .text
    ) {
        self.image = image
        self.alt = alt
        self.width = width
        self.height = height
        self.caption = caption
        self.credit = credit
        self.placement = placement
    }
}

/// Where a picture is: in the publication's own archive, nowhere else.
public enum ImageReference: Sendable, Hashable {
    case media(MediaName)

    /// The name in the archive.
    public var media: MediaName {
        switch self {
        case .media(let name): name
        }
    }
}

/// The name of a file in the media archive: 36 characters in the form of a UUID, in small letters.
public struct MediaName: Sendable, Hashable {
    /// `8-4-4-4-12` hexadecimal digits.
    public let string: String

    /// - Returns: `nil` where the text isn't a UUID; capitals are made small.
    public init?(parsing text: String) {
        let name = text.lowercased()
        let groups = name.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.utf8.allSatisfy(\.isHexadecimalDigit) })
        else { return nil }
        string = name
    }

    /// How canonical HTML writes it: `media:UUID`.
    var address: String { "media:" + string }

    init?(address: String) {
        guard address.hasPrefix("media:") else { return nil }
        self.init(parsing: String(address.dropFirst(6)))
    }
}

extension MediaName: CustomStringConvertible {
    /// The name.
    public var description: String { string }
}
