import Editorial
import Foundation
import Storage
import Testing

@testable import Standfirst

@Suite("What the doctor makes of facts")
struct FindingTests {
    @Test(
        "the exit status is that of the worst",
        arguments: [([], 0), ([.ok], 0), ([.ok, .warning], 1), ([.warning, .fault, .ok], 2)] as [([Finding.Health], Int32)])
    func status(healths: [Finding.Health], status: Int32) {
        #expect(Diagnosis(healths.map { Finding(check: "x", health: $0, found: "y") }).exitStatus == status)
    }

    @Test("a check that throws is a fault, and the next is examined")
    func throwing() async {
        struct Fault: Error, CustomStringConvertible { let description = "it broke" }
        let diagnosis = await Diagnosis.of([
            Check("first") { throw Fault() }, Check("second") { [.ok("second", "fine")] },
        ])
        #expect(diagnosis.findings == [.fault("first", "it broke", ""), .ok("second", "fine")])
    }

    @Test("the table has what to do below what was found")
    func table() {
        let diagnosis = Diagnosis([.ok("disk", "large"), .warning("clock", "slow", "Set it.")])
        #expect(
            diagnosis.table == [
                "ok       disk   large", "warning  clock  slow", "                → Set it.", "",
                "1 well, 1 warnings, 0 faults",
            ])
    }

    @Test(
        "a full disk is a fault, and a filling one a warning",
        arguments: [(100, .fault), (300, .warning), (4096, .ok)] as [(UInt64, Finding.Health)])
    func disk(megabytes: UInt64, health: Finding.Health) {
        let space = DiskSpace(freeBytes: megabytes << 20, bytes: 1 << 40, freeFiles: 1 << 20, files: 1 << 22)
        #expect(space.findings.map(\.health) == [health])
    }

    @Test("few inodes are told, and a file system without any has enough")
    func inodes() {
        func findings(_ free: UInt64, of files: UInt64) -> [Finding.Health] {
            DiskSpace(freeBytes: 1 << 40, bytes: 1 << 41, freeFiles: free, files: files).findings.map(\.health)
        }
        #expect(findings(10, of: 100_000) == [.ok, .fault])
        #expect(findings(5_000, of: 100_000) == [.ok, .warning])
        #expect(findings(0, of: 0) == [.ok])
    }

    @Test("the clock is held against the newest row and the server")
    func clock() {
        let now = Timestamp(seconds: 1_796_029_200)
        func healths(newest: Int64?, server: Int64?) -> [Finding.Health] {
            ClockFacts(
                now: now, newest: newest.map { now.advanced(bySeconds: $0) }, server: server.map { now.advanced(bySeconds: $0) }
            ).findings.map(\.health)
        }
        #expect(healths(newest: nil, server: nil) == [.ok])
        #expect(healths(newest: -5, server: 3) == [.ok])
        #expect(healths(newest: 200, server: -10) == [.warning])
        #expect(healths(newest: 400, server: 90) == [.fault, .fault])
        #expect(ClockFacts(now: Timestamp(seconds: 0)).findings.map(\.health) == [.fault])
    }

    @Test("each thing that a PostgreSQL server lacks is told")
    func postgreSQL() {
        func healths(_ change: (inout PostgreSQLHealth) -> Void) -> [Finding.Health] {
            var health = PostgreSQLHealth()
            change(&health)
            return health.findings.map(\.health)
        }
        #expect(healths { _ in } == [.ok])
        #expect(healths { $0.encoding = "LATIN1" } == [.fault])
        #expect(healths { $0.isReplica = true } == [.fault])
        #expect(healths { $0.isReadOnly = true } == [.fault])
        #expect(healths { $0.mayCreate = false } == [.fault])
        #expect(healths { $0.forbiddenTables = ["story"] } == [.fault])
        #expect(healths { $0.collationVersions = ("2.31", "2.36") } == [.ok, .warning])
        #expect(healths { $0.isFlushed = false } == [.ok, .warning])
        #expect(healths { $0.connections = (95, 100) } == [.ok, .warning])
    }

    @Test(
        "a base URL that readers can't use is told",
        arguments: [
            ("https://lantern.example", .ok), ("http://lantern.example", .warning), ("http://localhost:8080", .warning),
            ("https://127.0.0.1", .warning), ("https://[::1]:8080", .warning), ("lantern", .fault),
        ] as [(String, Finding.Health)])
    func baseURL(url: String, health: Finding.Health) {
        var publication = Publication.new(named: "The Lantern")
        publication.baseURL = url
        #expect(Examination.findings(of: publication).map(\.health) == [health])
    }

    @Test("a time zone that the system doesn't know is a fault")
    func timeZone() {
        var publication = Publication.new(named: "The Lantern")
        publication.baseURL = "https://lantern.example"
        publication.timeZone = "Europe/Atlantis"
        #expect(Examination.findings(of: publication).map(\.health) == [.fault])
    }

    @Test("sealed sources need the key that they were sealed with")
    func keys() {
        #expect(SealedSources(sealedWith: [], given: nil).findings.isEmpty)
        #expect(SealedSources(sealedWith: ["a"], given: "a").findings.isEmpty)
        #expect(SealedSources(sealedWith: ["a"], given: nil).findings.map(\.health) == [.warning])
        #expect(SealedSources(sealedWith: ["a", "b"], given: "a").findings.map(\.health) == [.fault])
    }

    @Test("a tool that isn't there says which package has it")
    func tools() async {
        let tool = ChildTool(name: "standfirst-no-such-tool", versionOption: "-v", use: "dreams", package: "dream-tools")
        let finding = await tool.finding()
        #expect(finding.health == .fault && finding.remedy.contains("dream-tools"))
        let shell = ChildTool(name: "true", versionOption: "-v", use: "nothing", package: "coreutils")
        #expect(await shell.finding().health == .fault)
        let known = ChildTool(name: "echo", versionOption: "echo 9.1", use: "nothing", package: "coreutils")
        #expect(await known.finding() == .ok("echo", "echo 9.1"))
    }

    @Test("files that the program lacks are named")
    func resources() {
        let findings = Examination.resourceFindings(beside: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
        #expect(findings.count == 4 && findings.allSatisfy { $0.health == .fault })
    }
}
