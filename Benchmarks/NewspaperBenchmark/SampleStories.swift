import Editorial
import Markup
import PropertyTesting
import Storage

/// A made-up newspaper: eight sections, twelve people, forty topics, and stories of about 600 words.
struct SampleStories {
    static let now = Timestamp(seconds: 1_795_440_300)

    /// Words that nearly every story has: the worst that a search can be asked for.
    static let common = [
        "council", "budget", "harbour", "letter", "vote", "tide", "market", "ferry", "school", "rent", "winter", "bridge",
        "answer", "question", "record", "money", "road", "station", "farm", "court", "said", "asked", "found", "kept",
    ]

    let sections: [Section]
    let people: [Person]
    let topics: [Topic]
    private let vocabulary: [String]
    private var generator = SeededGenerator(seed: 20_260)
    private var number = 0

    init() {
        var generator = SeededGenerator(seed: 7)
        func word() -> String {
            String((0..<Int.random(in: 3...9, using: &generator)).map { _ in
                Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &generator)))
            })
        }
        vocabulary = (0..<8_000).map { _ in word() }
        sections = (0..<8).map { number in
            Section(
                id: Section.ID(at: Self.now, using: &generator), slug: Slug(of: "section \(number)"),
                name: "Section \(number)")
        }
        people = (0..<12).map { number in
            Person(
                id: Person.ID(at: Self.now, using: &generator), slug: Slug(of: "person \(number)"),
                name: "Reporter \(number)")
        }
        topics = (0..<40).map { number in
            Topic(id: Topic.ID(at: Self.now, using: &generator), slug: Slug(of: "topic \(number)"), name: "Topic \(number)")
        }
    }

    /// The address of a story by its number, from 0, the oldest.
    static func address(_ number: Int) -> AddressPath? { AddressPath("/archive/story-\(number)") }

    /// The next story: twenty minutes younger than the one before.
    mutating func next(of count: Int) -> ImportedStory {
        let moment = Self.now.advanced(bySeconds: Int64(number - count) * 1200)
        let content = StoryContent(
            headline: text(9), standfirst: text(24), body: body(), bylines: [Byline(person: pick(people).id)],
            sections: [pick(sections).id], topics: [pick(topics).id, pick(topics).id])
        let story = ImportedStory(
            id: Story.ID(at: moment, using: &generator), kind: number.isMultiple(of: 9) ? .opinion : .news,
            slug: Slug(of: "story \(number)"), address: Self.address(number), state: .published, createdAt: moment,
            revisions: [ImportedStory.Version(createdAt: moment, content: content)])
        number += 1
        return story
    }

    private mutating func body() -> Body {
        var blocks: [Block] = (0..<8).map { _ in
            .paragraph([.text(text(50) + " “" + text(16) + "” "), .emphasis([.text(text(3))]), .text(" " + text(5))])
        }
        blocks.insert(.heading(.two, [.text(text(4))]), at: 4)
        return Body(blocks: blocks)
    }

    /// Running text: half of it common words.
    private mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in Bool.random(using: &generator) ? pick(Self.common) : pick(vocabulary) }
            .joined(separator: " ")
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
}
