import Editorial
import Website

/// Prints one thread's share of the site.
struct SitePrinting {
    private let press: Press
    private let writer: ExportWriter
    private let plan: SitePlan
    private var references = PageReferences()
    private var unfinished: [SiteHarvest.Unfinished] = []
    private var omitted: [SiteReport.Omission] = []
    private var isFirst = false

    init(_ press: Press, into writer: ExportWriter) throws {
        self.press = press
        self.writer = writer
        // Each thread makes the plan for itself: of one state, they are the same.
        plan = SitePlan(try press.addresses())
    }

    /// What came of it.
    var harvest: SiteHarvest {
        SiteHarvest(
            plan: isFirst ? plan : nil, records: writer.records, written: writer.written, references: references.found,
            unfinished: unfinished, omitted: omitted + (isFirst ? plan.omitted : []))
    }

    /// - Parameter isFirst: Whether this thread tells of the plan and how far all are.
    mutating func work(
        through queue: WorkQueue, isFirst: Bool, _ progress: (SiteProgress) -> Void
    ) throws {
        self.isFirst = isFirst
        while let range = queue.take(of: plan.work.count) {
            for (name, work) in plan.work[range] { try print(work, name) }
            if isFirst { progress(SiteProgress(stage: .pages, done: range.upperBound, total: plan.work.count)) }
        }
    }

    private mutating func print(_ work: SitePlan.Work, _ name: String) throws {
        switch work {
        case .notFound: try put(try press.notFound(), name)
        case .signpost(let location):
            if let page = press.signpost(to: location) { try put(page, name, isText: true) }
        case .page(let address):
            switch try press.print(address) {
            case .finished(let answer)?: try put(answer, name)
            case .card(let drawing)?: draw(drawing, address, name)
            case .source?, nil: break
            }
        }
    }

    private mutating func put(_ answer: Answer, _ name: String) throws {
        guard case .bytes(let bytes) = answer.content, answer.location == nil else { return }
        try put(bytes, name, isText: answer.isText)
        // What is found is read while this state of the database is at hand.
        for address in references.add(bytes) {
            switch address {
            case .card(.some): try follow(address)
            case .source(let id):
                try follow(address)
                try follow(.sourceAnnotations(id))
            default: break
            }
        }
    }

    private mutating func follow(_ address: SiteAddress) throws {
        guard let name = SiteFileName.of(address), let print = try press.print(address) else { return }
        if case .card(let drawing) = print { return draw(drawing, address, name) }
        unfinished.append(SiteHarvest.Unfinished(address: address, name: name, print: print))
    }

    private mutating func put(_ bytes: [UInt8], _ name: String, isText: Bool) throws {
        do {
            try writer.put(bytes, at: name, isText: isText)
        } catch let refusal as ExportWriter.Refusal {
            omitted.append(.init(what: name, why: refusal.why))
        }
    }

    private mutating func draw(_ drawing: [UInt8], _ address: SiteAddress, _ name: String) {
        if writer.keep(name, ExportDigest(of: drawing)) { return }
        unfinished.append(SiteHarvest.Unfinished(address: address, name: name, print: .card(drawing: drawing)))
    }
}

extension Answer {
    /// Whether it is worth compressing.
    var isText: Bool {
        guard let mediaType else { return false }
        return mediaType.hasPrefix("text/") || mediaType.contains("xml") || mediaType.contains("json")
    }
}

/// What the threads of an export bring home.
struct SiteHarvest: Sendable {
    /// Something that is finished away from the database.
    struct Unfinished: Sendable {
        let address: SiteAddress
        let name: String
        let print: PressRun.Print
    }

    private(set) var plan: SitePlan?
    private(set) var records: [String: ExportRecord] = [:]
    private(set) var written = 0
    private(set) var references: Set<SiteAddress> = []
    private(set) var unfinished: [Unfinished] = []
    private(set) var omitted: [SiteReport.Omission] = []

    init(
        plan: SitePlan? = nil, records: [String: ExportRecord], written: Int, references: Set<SiteAddress> = [],
        unfinished: [Unfinished] = [], omitted: [SiteReport.Omission] = []
    ) {
        self.plan = plan
        self.records = records
        self.written = written
        self.references = references
        self.unfinished = unfinished
        self.omitted = omitted
    }

    init(_ parts: [SiteHarvest]) {
        for part in parts { add(part) }
    }

    /// What two threads found is kept once.
    mutating func add(_ other: SiteHarvest) {
        plan = plan ?? other.plan
        records.merge(other.records) { $1 }
        written += other.written
        references.formUnion(other.references)
        let known = Set(unfinished.map(\.name))
        unfinished += other.unfinished.filter { !known.contains($0.name) }
        omitted += other.omitted
    }
}
