import Editorial
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Markup
import Storage
import StorageTesting
import Testing

@testable import Website

@Suite("Files of the media archive")
struct MediaServingTests {
    private static func path(_ paper: ServedPaper) throws -> String {
        SiteAddress.mediaFile(try #require(paper.recording.original), AssetName(nearest: "tide.mp3")).path
    }

    @Test("a recording comes whole, or in the part that was asked for", arguments: TestEngine.available)
    func ranges(engine: TestEngine) async throws {
        try await ServedPaper.open(engine) { paper in
            let path = try Self.path(paper)
            let all = ServedPaper.sound
            let whole = try await paper.get(path)
            #expect(whole.status == .ok)
            #expect(Array(buffer: whole.body) == all)
            #expect(whole.headers[.acceptRanges] == "bytes")
            #expect(whole.headers[.cacheControl]?.contains("immutable") == true)
            let last = all.count - 1
            for (field, part) in [
                ("bytes=0-99", 0..<100), ("bytes=100-", 100..<all.count), ("bytes=-10", (all.count - 10)..<all.count),
                ("bytes=\(last)-\(last)", last..<all.count), ("bytes=7-999999", 7..<all.count), ("bytes=-999999", 0..<all.count),
            ] {
                let answer = try await paper.get(path, [.range: field])
                #expect(Array(buffer: answer.body) == Array(all[part]), "\(field)")
                #expect(answer.headers[.contentLength] == String(part.count), "\(field)")
                guard part.count < all.count else { continue }
                #expect(answer.status == .partialContent, "\(field)")
                #expect(answer.headers[.contentRange] == "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(all.count)", "\(field)")
            }
        }
    }

    @Test("a range past the end is refused with the length")
    func unsatisfiable() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            for field in ["bytes=999999-", "bytes=5003-5010", "bytes=-0"] {
                let answer = try await paper.get(try Self.path(paper), [.range: field])
                #expect(answer.status == .rangeNotSatisfiable, "\(field)")
                #expect(answer.headers[.contentRange] == "bytes */\(ServedPaper.sound.count)", "\(field)")
                #expect(answer.body.readableBytes == 0, "\(field)")
            }
        }
    }

    @Test("a range that can't be read, or is several, gives the whole")
    func unreadable() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let fields = [
                "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "items=0-1", "bytes=0-1,4-5", "bytes= 0-1",
                "bytes=0-99999999999999999999", "",
            ]
            for field in fields {
                let answer = try await paper.get(try Self.path(paper), [.range: field])
                #expect(answer.status == .ok, "\(field)")
                #expect(answer.body.readableBytes == ServedPaper.sound.count, "\(field)")
            }
        }
    }

    @Test("a file is given out under its own name alone, and a picture's original never is")
    func originals() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            let recording = try #require(paper.recording.original)
            let picture = try #require(paper.picture.original)
            for name in ["other.mp3", "tide.html"] {
                let answer = try await paper.get("/media/\(recording)/original/\(name)")
                #expect(answer.status == .movedPermanently, "\(name)")
                #expect(answer.headers[.location] == "/media/\(recording)/original/tide.mp3", "\(name)")
            }
            let original = try await paper.get("/media/\(picture)/original/cannery.jpg")
            #expect(original.status == .notFound)
        }
    }

    @Test("a picture is given in the sizes and formats on offer, without its metadata, and in no other")
    func renditions() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            // The place where it was taken, and with what, as a telephone writes them.
            let plain = [UInt8](try Data(contentsOf: URL(filePath: "Sources/Standfirst/Demo/pictures/cannery.jpg")))
            let picture = try await paper.keep(Array(plain[..<2]) + Self.exif + Array(plain[2...]), as: "telephone.jpg")
            let signatures: [(file: String, type: String, signature: [UInt8])] = [
                ("320.avif", "image/avif", Array("ftypavif".utf8)), ("160.webp", "image/webp", Array("WEBP".utf8)),
                ("160.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
            ]
            for (file, type, signature) in signatures {
                let answer = try await paper.get("/media/\(picture)/\(file)")
                #expect(answer.status == .ok && answer.headers[.contentType] == type, "\(file)")
                let bytes = Data(Array(buffer: answer.body))
                #expect(bytes.prefix(32).range(of: Data(signature)) != nil, "\(file)")
                for secret in ["Exif", "EXIF", "Lampmaker"] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file) \(secret)")
                }
            }
            for file in ["321.webp", "100000.webp", "320.png", "320.gif", "320", "0.jpg"] {
                #expect(try await paper.get("/media/\(picture)/\(file)").status == .notFound, "\(file)")
            }
        }
    }

    /// An Exif segment (Exif 2.32, 4.7) that names a camera's maker and the northern hemisphere.
    private static let exif: [UInt8] = {
        func short(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
        func long(_ value: Int) -> [UInt8] { short(value & 0xFFFF) + short(value >> 16) }
        let maker = Array("Lampmaker\u{0}".utf8)
        let directory = short(2) + short(0x010F) + short(2) + long(maker.count) + long(38) + short(0x8825) + short(4) + long(1) + long(38 + maker.count) + long(0)
        let position = short(1) + short(1) + short(2) + long(2) + [0x4E, 0, 0, 0] + long(0)
        let content = Array("Exif\u{0}\u{0}II*\u{0}".utf8) + long(8) + directory + maker + position
        return [0xFF, 0xE1, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }()

    @Test("an animation goes on moving, without what its file says of its making; who wants less motion gets it still")
    func animation() async throws {
        try await ServedPaper.open(.sqlite) { paper in
            for frameCount in [1, 3] {
                let original = try await paper.keep(Animation.gif(frameCount: frameCount), as: "lamp-\(frameCount).gif")
                let webp = Data(Array(buffer: try await paper.get("/media/\(original)/320.webp").body))
                #expect(webp.ranges(of: Data("ANMF".utf8)).count == (frameCount > 1 ? frameCount : 0))
                #expect(webp.range(of: Data("51.5 N".utf8)) == nil)
                let still = try await paper.get("/media/\(original)/320.jpg")
                #expect(still.status == .ok)
                let media = try #require(try await paper.store.read { try $0.media(original: original) })
                let view = PictureView(original: original, size: try #require(media.size), alt: "", mayMove: media.mayMove)
                #expect(media.size == PixelSize(width: 320, height: 200))
                let html = view.html(in: PicturePlace.text).string
                #expect(html.contains("<source media=\"(prefers-reduced-motion: reduce)\" srcset=\"/media/\(original)/160.jpg"))
                #expect(!html.contains("avif"))
            }
        }
    }
}

/// A GIF made here: 320 × 200, so many frames of a tenth of a second, with a comment that must not come out.
private enum Animation {
    static func gif(frameCount: Int) -> [UInt8] {
        var bytes = Array("GIF89a".utf8) + [0x40, 0x01, 0xC8, 0x00, 0xF1, 0, 0]
        bytes += [20, 60, 90, 240, 200, 20, 255, 255, 255, 0, 0, 0]
        if frameCount > 1 { bytes += [0x21, 0xFF, 0x0B] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0] }
        bytes += [0x21, 0xFE, 6] + Array("51.5 N".utf8) + [0]
        for frame in 0..<frameCount {
            bytes += [0x21, 0xF9, 4, 4, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 0x40, 0x01, 0xC8, 0x00, 0]
            bytes += coded((0..<320 * 200).map { $0 % 320 / 107 == frame ? 1 : 0 })
        }
        return bytes + [0x3B]
    }

    /// LZW without a dictionary: the codes are three bits, and cleared before they would grow.
    private static func coded(_ pixels: [UInt8]) -> [UInt8] {
        var codes: [UInt8] = []
        for (index, pixel) in pixels.enumerated() {
            if index % 2 == 0 { codes.append(4) }
            codes.append(pixel)
        }
        codes.append(5)
        var packed: [UInt8] = []
        var (held, count) = (0, 0)
        for code in codes {
            held |= Int(code) << count
            count += 3
            while count >= 8 {
                packed.append(UInt8(held & 0xFF))
                held >>= 8
                count -= 8
            }
        }
        if count > 0 { packed.append(UInt8(held)) }
        var blocks: [UInt8] = [2]
        for start in stride(from: 0, to: packed.count, by: 255) {
            let block = packed[start..<min(start + 255, packed.count)]
            blocks.append(UInt8(block.count))
            blocks += block
        }
        return blocks + [0]
    }
}
