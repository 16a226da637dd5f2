public import Storage

/// A place on the front that an editor fills; what no editor fills is filled by the newest stories.
public struct FrontSlot: Sendable, Hashable {
    public enum Weight: String, Sendable, Hashable, CaseIterable, Codable, SQLBindable, SQLReadable {
        case lead
        case secondary
        /// The column of opinion, letters and reviews.
        case opinion
        case river
    }

    public var weight: Weight
    /// Its place among those of its weight.
    public var position: Int
    public var story: Story.ID

    public init(weight: Weight, position: Int, story: Story.ID) {
        self.weight = weight
        self.position = position
        self.story = story
    }
}
