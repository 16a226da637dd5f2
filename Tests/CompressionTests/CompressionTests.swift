import Compression
import Foundation
import PropertyTesting
import Testing

@Suite("What is compressed is read back by the usual tools")
struct CompressionTests {
    @Test("gzip's own program reads every level and length")
    func gzip() throws {
        var random = SeededGenerator(seed: 7)
        for level in [1, 6, 12] {
            let compressor = GzipCompressor(level: level)
            for length in [0, 1, 17, 4_096, 100_000] {
                let bytes = (0..<length).map { _ in UInt8.random(in: 97...112, using: &random) }
                #expect(try read(compressor.compress(bytes), by: ["gzip", "-dc"]) == bytes)
            }
        }
    }

    @Test("the same text gives the same bytes, and fewer of them")
    func same() {
        let text = Array(String(repeating: "The board agrees with me. ", count: 400).utf8)
        let gzip = GzipCompressor()
        let brotli = BrotliCompressor()
        #expect(gzip.compress(text) == gzip.compress(text))
        #expect(brotli.compress(text) == brotli.compress(text))
        #expect(gzip.compress(text).count * 10 < text.count)
        #expect(brotli.compress(text).count < gzip.compress(text).count)
    }

    private func read(_ bytes: [UInt8], by command: [String]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(bytes).write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return [UInt8](try Data(contentsOf: output))
    }
}

@Suite("Decompressing what servers send")
struct DecompressorTests {
    private let decompressor = Decompressor(limit: 1 << 20)

    private static func coded(_ bytes: [UInt8], _ coding: String) -> [UInt8] {
        coding == "gzip" ? GzipCompressor().compress(bytes) : BrotliCompressor().compress(bytes)
    }

    @Test("what was compressed comes out again", arguments: ["gzip", "br"])
    func roundTrip(coding: String) throws {
        var random = SeededGenerator()
        for length in [0, 1, 100, 70_000, 1 << 20] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...20, using: &random) }
            #expect(try decompressor.decompress(Self.coded(bytes, coding), coding: coding.uppercased()) == bytes, "\(random)")
        }
    }

    @Test("members of gzip follow each other, and padding after them is nothing")
    func members() throws {
        let bytes = GzipCompressor().compress(Array("one ".utf8)) + GzipCompressor().compress(Array("two".utf8)) + [0, 0]
        #expect(try decompressor.decompress(bytes, coding: "gzip") == Array("one two".utf8))
    }

    @Test("deflate is read with its wrapping and without")
    func deflate() throws {
        // "abc" as zlib and as the bare stream, by RFC 1950 and RFC 1951 in one stored block.
        let bare: [UInt8] = [0x01, 0x03, 0x00, 0xFC, 0xFF, 0x61, 0x62, 0x63]
        #expect(try decompressor.decompress(bare, coding: "deflate") == Array("abc".utf8))
        let wrapped: [UInt8] = [0x78, 0x01] + bare + [0x02, 0x4D, 0x01, 0x27]
        #expect(try decompressor.decompress(wrapped, coding: "deflate") == Array("abc".utf8))
    }

    @Test("a bomb goes off nowhere", arguments: ["gzip", "br"])
    func bombs(coding: String) {
        let bomb = Self.coded([UInt8](repeating: 0, count: (1 << 20) + 1), coding)
        #expect(throws: DecompressionFault.tooLarge(limit: 1 << 20)) { try decompressor.decompress(bomb, coding: coding) }
        let twice = GzipCompressor().compress([UInt8](repeating: 0, count: 600_000))
        #expect(throws: DecompressionFault.tooLarge(limit: 1 << 20)) { try decompressor.decompress(twice + twice, coding: "gzip") }
    }

    @Test("what is cut off or changed is damaged, and never half a page", arguments: ["gzip", "br"])
    func damage(coding: String) {
        let whole = Array("We will not close the hospital — not this year, and not next.".utf8)
        let bytes = Self.coded(whole, coding)
        for length in 0..<bytes.count {
            #expect(throws: DecompressionFault.damaged, "cut to \(length)") {
                try decompressor.decompress(Array(bytes.prefix(length)), coding: coding)
            }
        }
        #expect(throws: DecompressionFault.unknownCoding("zstd")) { try decompressor.decompress(bytes, coding: "zstd") }
    }
}
