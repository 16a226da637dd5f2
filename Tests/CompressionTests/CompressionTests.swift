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
