import Testing

@testable import Editorial

@Suite("WebP files")
struct WebPTests {
    private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        Array(type.utf8) + [UInt8(content.count), 0, 0, 0] + content + (content.count % 2 == 1 ? [0] : [])
    }

    private func file(_ chunks: [[UInt8]]) -> [UInt8] {
        let content = Array("WEBP".utf8) + chunks.flatMap(\.self)
        return Array("RIFF".utf8) + [UInt8(content.count & 255), UInt8(content.count >> 8), 0, 0] + content
    }

    @Test("what says how, where and with what a picture was made goes; what it looks like stays")
    func metadata() {
        let colours = chunk("ICCP", [1, 2, 3])
        let picture = chunk("VP8 ", [4, 5, 6, 7])
        let whole = file([
            chunk("VP8X", [0b0010_1100, 0, 0, 0, 9, 0, 0, 9, 0, 0]), colours, picture, chunk("EXIF", [8, 9, 10]), chunk("XMP ", [11]),
        ])
        #expect(WebPFile.withoutMetadata(whole) == file([chunk("VP8X", [0b0010_0000, 0, 0, 0, 9, 0, 0, 9, 0, 0]), colours, picture]))
        let simple = file([picture])
        #expect(WebPFile.withoutMetadata(simple) == simple)
    }

    @Test("what is cut off anywhere is refused")
    func prefixes() {
        let whole = file([chunk("VP8 ", [4, 5, 6, 7]), chunk("EXIF", [8])])
        let ends = [12, 24, whole.count]
        for length in 0...whole.count {
            let isWhole = ends.contains(length)
            #expect((WebPFile.withoutMetadata(Array(whole.prefix(length))) != nil) == isWhole, "\(length) bytes")
        }
    }
}
