import PropertyTesting
import Storage
import Testing

@testable import Website

@Suite("What the page shelf decides")
struct PageShelfTests {
    private typealias Shelf = PageShelf<String, String>

    private static let now = Timestamp(seconds: 1_000_000)
    private static let a = KeyMark("a")
    private static let b = KeyMark("b")

    private func page(_ text: String, _ marks: Set<KeyMark>, cost: Int = 10, expiresAt: Timestamp? = nil) -> Shelf.Rendered {
        Shelf.Rendered(page: text, marks: marks, cost: cost, isKept: true, expiresAt: expiresAt)
    }

    private func begin(_ address: String, _ waiter: String = "first", in shelf: inout Shelf) throws -> Shelf.Flight {
        guard case .render(let flight) = shelf.ask(address, waiter, at: Self.now) else {
            throw Unexpected(what: "\(address) was not to be rendered")
        }
        return flight
    }

    private func keep(
        _ address: String, _ rendered: Shelf.Rendered, in shelf: inout Shelf
    ) throws {
        let flight = try begin(address, in: &shelf)
        _ = shelf.land(flight, rendered)
    }

    @Test("everyone who asks while a page is rendered gets that one")
    func oneRender() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        let flight = try begin("/", in: &shelf)
        for waiter in ["second", "third"] {
            guard case .wait = shelf.ask("/", waiter, at: Self.now) else { throw Unexpected(what: waiter) }
        }
        let landing = shelf.land(flight, page("front", [Self.a]))
        #expect(landing.served == ["first", "second", "third"] && landing.again == nil)
        #expect(shelf.find("/", at: Self.now) == "front")
        #expect(shelf.counts.renders == 1)
    }

    @Test("who asks after a drop waits for a render that began after it, and nothing older is kept")
    func raced() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        let flight = try begin("/", "before", in: &shelf)
        shelf.drop([Self.a])
        guard case .wait = shelf.ask("/", "after", at: Self.now) else { throw Unexpected(what: "after") }
        let landing = shelf.land(flight, page("old", [Self.a, Self.b]))
        #expect(landing.served == ["before"])
        #expect(shelf.find("/", at: Self.now) == nil)
        let again = try #require(landing.again)
        #expect(shelf.land(again, page("new", [Self.a, Self.b])).served == ["after"])
        #expect(shelf.find("/", at: Self.now) == "new")
    }

    @Test("a drop of what a page is not made of disturbs nobody")
    func otherDrop() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        let flight = try begin("/", "before", in: &shelf)
        shelf.drop([Self.b])
        _ = shelf.ask("/", "after", at: Self.now)
        let landing = shelf.land(flight, page("front", [Self.a]))
        #expect(landing.served == ["before", "after"] && landing.again == nil)
        #expect(shelf.find("/", at: Self.now) == "front")
    }

    @Test("that nothing stands at an address holds only until anything changes")
    func nothingThere() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        let flight = try begin("/new", "before", in: &shelf)
        shelf.drop([Self.b])
        _ = shelf.ask("/new", "after", at: Self.now)
        let landing = shelf.land(flight, Shelf.Rendered())
        #expect(landing.served == ["before"] && landing.again != nil)
    }

    @Test("what was dropped is given out only while the database is away, and what was taken from readers never")
    func outdated() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        try keep("/a", page("a", [Self.a]), in: &shelf)
        try keep("/b", page("b", [Self.a, Self.b]), in: &shelf)
        shelf.drop([Self.a])
        #expect(shelf.find("/a", at: Self.now) == nil && shelf.last("/a") == "a")
        let flight = try begin("/a", in: &shelf)
        let soon = Self.now.advanced(bySeconds: 1)
        #expect(shelf.fail(flight, away: soon) == ["first"])
        guard case .outdated("a") = shelf.ask("/a", "second", at: Self.now) else { throw Unexpected(what: "away") }
        guard case .render = shelf.ask("/a", "third", at: soon) else { throw Unexpected(what: "later") }
        // It was out of date already when its story was withdrawn.
        shelf.drop([], gone: [Self.b])
        #expect(shelf.last("/b") == nil && shelf.last("/a") == "a")
        shelf.dropAll(gone: true)
        #expect(shelf.last("/a") == nil && shelf.count == 0 && shelf.cost == 0)
    }

    @Test("a write ends the pause in which nothing is rendered")
    func writeWhileAway() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        try keep("/a", page("a", [Self.a]), in: &shelf)
        shelf.drop([Self.a])
        _ = shelf.fail(try begin("/a", in: &shelf), away: Self.now.advanced(bySeconds: 1))
        shelf.drop([Self.b])
        guard case .render = shelf.ask("/a", "second", at: Self.now) else { throw Unexpected(what: "rendered") }
    }

    @Test("a page that time changes is rendered anew from that moment on")
    func expiry() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        let midnight = Self.now.advanced(bySeconds: 60)
        try keep("/", page("today", [Self.a], expiresAt: midnight), in: &shelf)
        #expect(shelf.find("/", at: Timestamp(milliseconds: midnight.milliseconds - 1)) == "today")
        #expect(shelf.find("/", at: midnight) == nil)
    }

    @Test("while others can't be heard nothing is kept")
    func deaf() throws {
        var shelf = Shelf(bound: 1000, largest: 1000)
        shelf.setDeaf(true)
        try keep("/", page("front", [Self.a]), in: &shelf)
        #expect(shelf.find("/", at: Self.now) == nil)
        shelf.setDeaf(false)
        try keep("/", page("front", [Self.a]), in: &shelf)
        #expect(shelf.find("/", at: Self.now) == "front")
    }

    @Test("a crawler that reads everything once does not push out what is read again")
    func scan() throws {
        var shelf = Shelf(bound: 100, largest: 100)
        try keep("/", page("front", [Self.a]), in: &shelf)
        for number in 0..<1000 {
            #expect(shelf.find("/", at: Self.now) == "front")
            try keep("/\(number)", page("\(number)", [Self.b]), in: &shelf)
            #expect(shelf.cost <= 100)
        }
    }

    @Test("what is out of date gives way first, and what is larger than allowed is not kept")
    func givingWay() throws {
        var shelf = Shelf(bound: 30, largest: 20)
        try keep("/large", page("large", [Self.a], cost: 21), in: &shelf)
        #expect(shelf.count == 0)
        for name in ["/1", "/2"] { try keep(name, page(name, [Self.a]), in: &shelf) }
        try keep("/3", page("/3", [Self.b]), in: &shelf)
        shelf.drop([Self.b])
        try keep("/4", page("/4", [Self.a]), in: &shelf)
        #expect(shelf.last("/3") == nil && ["/1", "/2", "/4"].allSatisfy { shelf.last($0) != nil })
    }

    @Test("a page that grows makes room, and one that was replaced meanwhile grows no more")
    func growing() throws {
        var shelf = Shelf(bound: 30, largest: 30)
        for name in ["/1", "/2"] { try keep(name, page(name, [Self.a]), in: &shelf) }
        shelf.grow("/2", by: 10) { $0 == "/2" }
        #expect(shelf.cost == 30)
        shelf.grow("/2", by: 10) { $0 == "another" }
        #expect(shelf.cost == 30)
        shelf.grow("/2", by: 1) { $0 == "/2" }
        #expect(shelf.cost == 21 && shelf.last("/1") == nil)
    }

    /// The database, as it is for a plain model: each address shows the newest value of each of its keys.
    private struct World {
        var values = Array(repeating: 0, count: 6)
        /// The values whose writes have returned: between the commit and the drop a write may be read, and need not be.
        var settled = Array(repeating: 0, count: 6)
        let keys: [[Int]] = (0..<8).map { address in [address % 6, (address * 5 + 1) % 6] }

        func text(_ address: Int) -> String { keys[address].map { "\($0)=\(values[$0])" }.joined(separator: " ") }
    }

    @Test("in any order of events nobody gets a page older than a write that came before the request", arguments: 0..<40)
    func anyOrder(round: Int) {
        var random = SeededGenerator(seed: UInt64(round) &* 7919 &+ 11)
        let marks = (0..<6).map { KeyMark("key \($0)") }
        var shelf = PageShelf<String, Int>(bound: 60, largest: 20)
        var world = World()
        /// What each request may get at the oldest, key by key.
        var asked: [Int: (address: Int, values: [Int])] = [:]
        var flights: [(flight: PageShelf<String, Int>.Flight, address: Int, text: String)] = []
        var requests = 0
        func check(_ text: String, _ address: Int, _ values: [Int]) {
            for (key, part) in zip(world.keys[address], text.split(separator: " ")) {
                let value = Int(part.split(separator: "=")[1]) ?? -1
                #expect(value >= values[key], "\(random) \(round): key \(key) of \(address)")
            }
        }
        for _ in 0..<600 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...4:
                let address = Int.random(in: 0..<8, using: &random)
                requests += 1
                switch shelf.ask("/\(address)", requests, at: Self.now) {
                case .page(let text): check(text, address, world.settled)
                case .outdated: Issue.record("the database is never away here")
                case .wait: asked[requests] = (address, world.settled)
                case .render(let flight):
                    asked[requests] = (address, world.settled)
                    flights.append((flight, address, world.text(address)))
                }
            case 5, 6:
                let key = Int.random(in: 0..<6, using: &random)
                world.values[key] += 1
            case 7:
                let changed = (0..<6).filter { world.values[$0] > world.settled[$0] }
                world.settled = world.values
                let touched = Set(changed.map { marks[$0] })
                switch Int.random(in: 0..<4, using: &random) {
                case 0: shelf.dropAll(gone: Bool.random(using: &random))
                case 1: shelf.drop([], gone: touched)
                default: shelf.drop(touched)
                }
            default:
                guard let index = flights.indices.randomElement(using: &random) else { continue }
                let (flight, address, text) = flights.remove(at: index)
                if Int.random(in: 0..<8, using: &random) == 0 {
                    for waiter in shelf.fail(flight, away: nil) { asked[waiter] = nil }
                    continue
                }
                let landing = shelf.land(
                    flight,
                    .init(page: text, marks: Set(world.keys[address].map { marks[$0] }), cost: 10, isKept: true))
                for waiter in landing.served {
                    let request = asked.removeValue(forKey: waiter)
                    #expect(request != nil, "nobody is answered twice")
                    check(text, address, request?.values ?? world.values)
                }
                if let again = landing.again { flights.append((again, address, world.text(address))) }
            }
            #expect(shelf.cost <= 60 && shelf.cost == 10 * shelf.count)
            #expect(shelf.flightCount == flights.count)
        }
    }
}

private struct Unexpected: Error {
    let what: String
}
