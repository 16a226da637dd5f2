import Editorial
import Foundation
import HTTPTypes
import Logging
import Markup
import NIOCore
import PropertyTesting
import Storage
import StorageTesting
import SystemPackage
import Testing

@testable import Website

@Suite("Kept pages are what a fresh render would be")
struct FreshnessTests {
    @Test("after any work of the newsroom every page is as if nothing were kept", arguments: TestEngine.available, [1, 2, 3])
    func anyWork(engine: TestEngine, round: Int) async throws {
        try await ServedPaper.open(engine) { paper in
            var desk = try await RandomNewsroom(paper, seed: UInt64(round) &* 6_700_417)
            let fresh = try await Newspaper(
                store: paper.store, media: paper.archive, lookFolder: paper.lookFolder, cache: PageCache(bytes: 0),
                clock: paper.clock.source, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            for address in desk.addresses() { _ = try await paper.newspaper.page(at: address) }
            var work: [String] = []
            for _ in 0..<40 {
                work.append(try await desk.work())
                for address in desk.addresses().shuffled(using: &desk.random).prefix(14) {
                    let expected = try await fresh.answer(address)
                    guard case .page(let kept) = try await paper.newspaper.page(at: address),
                        case .bytes(let bytes) = expected.content
                    else { continue }
                    let isSame = kept.page.status == expected.status && Array(kept.page.identity.body.readableBytesView) == bytes
                    #expect(isSame, "\(desk.random) \(address.path) after \(work.suffix(3))")
                    if !isSame { return }
                }
            }
            #expect(paper.cache.statistics.counts.hits > 30, "\(paper.cache.statistics)")
        }
    }
}

/// A newsroom that does one thing after another, by chance.
private struct RandomNewsroom {
    let paper: ServedPaper
    var random: SeededGenerator
    var stories: [Story.ID]
    var pages: [Story.ID]
    var sections: [Section]
    var topics: [Topic]
    var people: [Person]
    var sources: [Source.ID] = []
    var comments: [Editorial.Comment.ID] = []
    var awaited: [Media.ID] = []
    var slugs: Set<String> = ["sea-wall-first", "sea-wall"]
    var count = 0

    init(_ paper: ServedPaper, seed: UInt64) async throws {
        self.paper = paper
        random = SeededGenerator(seed: seed)
        stories = [paper.story.id, paper.withdrawn.id]
        pages = [paper.standing.id]
        sections = [paper.section]
        topics = [paper.topic]
        people = [paper.author]
        // What is printed here is checked now and then, and waits for nobody.
        try await paper.store.write { try QuotationRules(gate: .off).save(in: $0) }
    }

    /// Everything that could have an address, and some things that have none.
    func addresses() -> [SiteAddress] {
        var addresses: [SiteAddress] = [
            .front, .archive, .sitemapIndex, .sitemap(1), .sitemap(2), .newsSitemap, .robots, .trust, .security, .quotationStandards,
            .feed(.whole, .rss), .feed(.whole, .atom), .feed(.whole, .json), .icon, .card(nil),
        ].filter { ![.icon, .card].contains($0.kind) }
        for month in [YearMonth("2026-03"), YearMonth("2026-04")].compactMap(\.self) { addresses.append(.archiveMonth(month)) }
        for slug in slugs.sorted() {
            for path in ["/2026/03/\(slug)", "/2026/04/\(slug)", "/\(slug)", "/about/\(slug)"] {
                if let path = AddressPath(path) { addresses.append(.story(path)) }
            }
            let slug = Slug(of: slug)
            addresses += [.section(slug), .topic(slug), .author(slug)]
        }
        if let about = AddressPath("/about") { addresses.append(.story(about)) }
        for section in sections { addresses += [.section(section.slug), .feed(.section(section.slug), .json)] }
        for topic in topics { addresses += [.topic(topic.slug), .feed(.topic(topic.slug), .atom)] }
        for person in people { addresses += [.author(person.slug), .feed(.author(person.slug), .rss)] }
        for source in sources { addresses += [.source(source), .sourceAnnotations(source)] }
        return addresses
    }

    private mutating func name(_ what: String) -> String {
        count += 1
        return "\(what) \(count)"
    }

    private mutating func slug(_ what: String) -> Slug {
        let slug = Slug(of: name(what))
        slugs.insert(slug.string)
        return slug
    }

    private mutating func content() throws -> StoryContent {
        let body = try ParsedBody(
            html: "<p>She said: “The wall held, and it will hold again.” \(name("Text")).</p>") { _ in nil }.body
        return StoryContent(
            kicker: Bool.random(using: &random) ? name("Kicker") : nil, headline: name("Headline"), standfirst: name("Standfirst"),
            body: body, bylines: [Byline(person: random.pick(people).id)], sections: [random.pick(sections).id],
            topics: Bool.random(using: &random) ? [random.pick(topics).id] : [],
            leadImage: awaited.randomElement(using: &random).map { LeadImage(media: $0, alt: "Soon") },
            related: Bool.random(using: &random) ? [random.pick(stories)] : [])
    }

    private func write(_ work: @escaping @Sendable (any Connection, StoryDesk) throws -> Void) async throws {
        let now = paper.clock.now
        do {
            try await paper.store.write { connection in
                try work(connection, try StoryDesk(connection, by: "Ama Derricott", at: now))
            }
        } catch is StoryRefusal {
            // Not every step is open to every story.
        } catch is StoryError {
        } catch is FrontError {
        } catch is SourceError {
        }
    }

    /// Does something.
    /// - Returns: What.
    mutating func work() async throws -> String {
        let now = paper.clock.now
        let story = random.pick(stories)
        let kind = Int.random(in: 0..<24, using: &random)
        switch kind {
        case 0, 1, 2:
            let (content, slug) = (try content(), slug("story"))
            let isDraft = kind == 2
            let kinds: [StoryKind] = [.news, .opinion, .review, .analysis]
            let type = random.pick(kinds)
            let created = try await paper.store.write { connection in
                let desk = try StoryDesk(connection, by: "Ama Derricott", at: now)
                let story = try desk.create(type, slug: slug, content)
                return isDraft ? story.id : try desk.publish(story.id).id
            }
            stories.append(created)
        case 3, 4:
            let content = try content()
            try await write { _, desk in
                try desk.revise(story, content)
                try desk.publish(story)
            }
        case 5: try await write { _, desk in try desk.publish(story) }
        case 6: try await write { _, desk in try desk.withdraw(story, notice: "It was wrong.") }
        case 7: try await write { _, desk in try desk.restore(story, note: "It was right.") }
        case 8:
            let slug = slug("moved")
            try await write { _, desk in try desk.changeSlug(story, to: slug) }
        case 9:
            let isPinned = Bool.random(using: &random)
            try await write { _, desk in try desk.pin(story, isPinned) }
        case 10: try await write { _, desk in try desk.changeKind(story, to: .opinion) }
        case 11:
            let slots = stories.shuffled(using: &random).prefix(2).enumerated().map {
                FrontSlot(weight: .secondary, position: $0.offset, story: $0.element)
            }
            try await write { connection, _ in try FrontSlot.curate(slots, in: connection) }
        case 12:
            if sections.count < 4 {
                let section = Section(
                    id: Section.ID(at: now), slug: slug("section"), name: name("Section"),
                    parent: sections.randomElement(using: &random)?.id, position: count)
                sections.append(section)
                try await write { connection, _ in try Section.create(section, in: connection) }
            } else {
                let index = sections.indices.randomElement(using: &random) ?? 0
                sections[index].name = name("Section")
                sections[index].slug = slug("section")
                sections[index].position = Int.random(in: 0..<9, using: &random)
                if index > 1 { sections[index].parent = Bool.random(using: &random) ? sections[0].id : nil }
                let section = sections[index]
                try await write { connection, _ in try Section.update(section, in: connection) }
            }
        case 13:
            if topics.count < 3 {
                let topic = Topic(
                    id: Topic.ID(at: now), slug: slug("topic"), name: name("Topic"), kind: Bool.random(using: &random) ? .topic : .series)
                topics.append(topic)
                try await write { connection, _ in try Topic.create(topic, in: connection) }
            } else {
                let index = topics.indices.randomElement(using: &random) ?? 0
                topics[index].name = name("Topic")
                if Bool.random(using: &random) { topics[index].slug = slug("topic") }
                topics[index].kind = Bool.random(using: &random) ? .topic : .series
                let topic = topics[index]
                try await write { connection, _ in try Topic.update(topic, in: connection) }
            }
        case 14:
            if people.count < 3 {
                let person = Person(id: Person.ID(at: now), slug: slug("person"), name: name("Person"))
                people.append(person)
                try await write { connection, _ in try Person.create(person, in: connection) }
            } else {
                let index = people.indices.randomElement(using: &random) ?? 0
                people[index].name = name("Person")
                people[index].jobTitle = name("Reporter")
                people[index].email = "\(count)@lantern.example"
                if Bool.random(using: &random) { people[index].slug = slug("person") }
                let person = people[index]
                try await write { connection, _ in try Person.update(person, in: connection) }
            }
        case 15:
            let (name, shows) = (name("The Lantern"), Bool.random(using: &random))
            let zone = random.pick(["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
            try await write { connection, _ in
                var publication = try Publication.read(from: connection)
                publication.name = name
                publication.showsComments = shows
                publication.timeZone = zone
                try publication.save(in: connection)
            }
        case 16:
            let comment = Editorial.Comment(
                id: Editorial.Comment.ID(at: now), story: story, state: .approved, authorName: name("Reader"), createdAt: now,
                body: try ParsedBody(html: "<p>Said.</p>") { _ in nil }.body)
            comments.append(comment.id)
            try await write { connection, _ in try Editorial.Comment.save([comment], in: connection) }
        case 17:
            guard let comment = comments.randomElement(using: &random) else { return "nothing" }
            let state = random.pick([Editorial.Comment.State.approved, .spam])
            try await write { connection, _ in try Editorial.Comment.setState(state, of: comment, in: connection) }
        case 18:
            let media = Media(
                id: Media.ID(at: now), kind: .image, type: "image/jpeg", fileName: name("picture"), createdAt: now)
            if let waiting = awaited.popLast() {
                let kept = try await paper.archive.keep(
                    fileAt: "Sources/Standfirst/Demo/pictures/cannery.jpg", fileName: "cannery.jpg")
                try await write { connection, _ in try connection.fillMedia(waiting, with: kept) }
            } else {
                awaited.append(media.id)
                if Bool.random(using: &random) { try await write { connection, _ in try connection.insertMedia(media) } }
            }
        case 19:
            let text = "The wall held, and it will hold again. \(name("Statement"))"
            let capture = SourceCapture(
                details: SourceDetails(title: name("Statement")), method: .typed, format: "text/plain", original: Array(text.utf8),
                text: text, turns: .none)
            let archive = SourceArchive(store: paper.store, objects: paper.archive.objects, clock: paper.clock.source)
            if let source = sources.randomElement(using: &random), Bool.random(using: &random) {
                _ = try await archive.add(capture, to: source, by: "Ama Derricott")
            } else {
                sources.append(try await archive.add(capture, kind: .statement, by: "Ama Derricott", attachedTo: [story]).source)
            }
        case 20:
            guard let source = sources.randomElement(using: &random) else { return "nothing" }
            let visibility = random.pick([SourceVisibility.public, .onRequest])
            let isWhole = Bool.random(using: &random)
            let chooses = Bool.random(using: &random)
            try await write { connection, _ in
                if chooses {
                    try SourceShowing.choose(whole: isWhole, of: source, by: "Ama Derricott", at: now, in: connection)
                } else {
                    try SourceDesk(connection, by: "Ama Derricott", at: now).changeVisibility(of: source, to: visibility)
                }
            }
        case 21:
            let archive = SourceArchive(store: paper.store, objects: paper.archive.objects, clock: paper.clock.source)
            let checking = QuotationChecking(store: paper.store, archive: archive, clock: paper.clock.source)
            _ = try await checking.check(story: story, again: true)
        case 22:
            let (content, slug) = (try content(), slug("page"))
            if pages.count < 3 {
                let parent = pages[0]
                pages.append(
                    try await paper.store.write { connection in
                        let desk = try StoryDesk(connection, by: "Ama Derricott", at: now)
                        var content = content
                        content.sections = []
                        content.topics = []
                        return try desk.publish(desk.create(.page, slug: slug, content, parent: parent).id).id
                    })
            } else {
                let page = pages[2]
                let parent = Bool.random(using: &random) ? pages[1] : nil
                try await write { _, desk in try desk.place(page, under: parent, at: 3) }
            }
        default:
            paper.clock.advance(bySeconds: Int64(random.pick([60, 3600, 86_400, 2 * 86_400])))
        }
        return "\(kind)"
    }
}
