import Editorial
import Testing
@testable import Transfer

@Suite("Headers of a tar")
struct TarHeaderTests {
    @Test("a header is the ustar of POSIX, field by field")
    func plain() {
        let bytes = TarHeader(name: "archive.json", size: 8).bytes
        #expect(bytes.count == 512)
        func field(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        #expect(field(0..<14) == "archive.json\u{0}\u{0}")
        #expect(field(100..<108) == "0000644\u{0}")
        #expect(field(124..<136) == "00000000010\u{0}")
        #expect(field(136..<148) == "00000000000\u{0}")
        #expect(field(156..<157) == "0")
        #expect(field(257..<265) == "ustar\u{0}00")
        // The sum of all bytes, the sum's own place counted as spaces.
        let sum = bytes.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
        #expect(field(148..<156) == String(repeating: "0", count: 6 - String(sum, radix: 8).count) + String(sum, radix: 8) + "\u{0} ")
    }

    @Test("what a header can't hold stands in an extended one", arguments: [
        TarHeader(name: "look/" + String(repeating: "x", count: 200), size: 3), TarHeader(name: "look/größe.css", size: 3),
        TarHeader(name: "objects/aa/bb", size: 9 << 30), TarHeader(name: "é" + String(repeating: "y", count: 90), size: 0o100_000_000_000),
    ])
    func extended(header: TarHeader) throws {
        let bytes = header.bytes
        #expect(bytes.count == 1536)
        let claim = try #require(TarHeader.Claim(block: Array(bytes[..<512])))
        #expect(claim.isExtended && String(decoding: claim.name, as: UTF8.self) == "pax")
        let records = try #require(TarHeader.records(Array(bytes[512..<(512 + claim.size)])))
        let second = try #require(TarHeader.Claim(block: Array(bytes[1024...])))
        #expect((records.path ?? String(decoding: second.name, as: UTF8.self)) == header.name)
        #expect((records.size ?? second.size) == header.size)
    }

    @Test("a record's length counts its own digits")
    func recordLength() throws {
        for length in 80...120 {
            let name = "é" + String(repeating: "z", count: length)
            let bytes = TarHeader(name: name, size: 0).bytes
            let claim = try #require(TarHeader.Claim(block: Array(bytes[..<512])))
            #expect(TarHeader.records(Array(bytes[512..<(512 + claim.size)]))?.path == name)
            #expect(String(decoding: bytes[512...].prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self) == "\(claim.size)")
        }
    }

    @Test("an object has one name, and other names are none of an object's")
    func objectNames() throws {
        let digits = Checksum.digits(of: Array("abc".utf8))
        #expect(digits == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let name = "objects/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(ArchiveLayout.object(named: name)?.description == digits)
        for other in ["objects/\(digits)", "objects/b/a\(digits.dropFirst(2))", name.uppercased(), name + "/", "x" + name] {
            #expect(ArchiveLayout.object(named: other) == nil, "\(other)")
        }
    }
}
