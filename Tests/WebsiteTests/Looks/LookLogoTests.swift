import Editorial
import Foundation
import Testing

@testable import Website

@Suite("The logo")
struct LookLogoTests {
    private static func drawing(_ inside: String, root: String = "viewBox=\"0 0 320 48\"") -> [UInt8] {
        Array("<svg xmlns=\"http://www.w3.org/2000/svg\" \(root)>\n\(inside)\n</svg>".utf8)
    }

    @Test("a plain drawing is taken as it is, with its proportions", arguments: [
        ("viewBox=\"0 0 320 48\"", 320, 48), ("viewBox='-4,-4, 100.4 50'", 100, 50), ("width=\"640px\" height=\"96\"", 640, 96),
        ("viewBox=\"0 0 2 1\" width=\"8\"", 200, 100),
    ])
    func drawings(root: String, width: Int, height: Int) throws {
        let bytes = Self.drawing("<defs><path id=\"a\" d=\"M0 0h9\"/></defs><use href=\"#a\" fill=\"url(#b)\"/>", root: root)
        let logo = try LookLogo.read(bytes, .svg)
        #expect(logo.size == PixelSize(width: width, height: height))
        #expect(logo.bytes == bytes)
        #expect(logo.address.path.hasPrefix("/look-") && logo.address.path.hasSuffix(".svg"))
    }

    @Test("what runs, or comes from elsewhere, is named with its line", arguments: [
        "<script>alert(1)</script>", "<SCRIPT/>", "<svg:script/>", "<g onload=\"x()\"/>", "<g\nonclick = 'x'/>", "<foreignObject/>",
        "<image href=\"data:image/png;base64,x\"/>", "<use href=\"https://elsewhere.example/x.svg#a\"/>",
        "<a xlink:href='javascript:alert(1)'/>", "<path fill=\"url(https://elsewhere.example/x)\"/>",
        "<style>@import 'x.css'</style>", "<style>a{fill:url( 'x' )}</style>", "<animate/>", "<set attributeName=\"href\"/>",
    ])
    func hostile(inside: String) {
        let fault = #expect(throws: LookFault.self) { try LookLogo.read(Self.drawing(inside), .svg) }
        #expect(fault?.file == "logo.svg")
        #expect(fault?.line == 2)
    }

    @Test("what is no logo is refused", arguments: [
        Array("<!DOCTYPE svg><svg viewBox=\"0 0 1 1\"/>".utf8), Array("<html></html>".utf8), [], [0xFF, 0xFE],
        Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), Array("<svg viewBox=\"0 0 0 0\"/>".utf8),
        Array("<svg viewBox=\"0 0 9999999 1\"/>".utf8), [UInt8](repeating: 0x20, count: LookLogo.largestByteCount + 1),
    ] as [[UInt8]])
    func refused(bytes: [UInt8]) {
        for format in LookLogo.Format.allCases {
            #expect(throws: LookFault.self) { try LookLogo.read(bytes, format) }
        }
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let length = content.count
        return [0, 0, UInt8(length >> 8), UInt8(length & 255)] + Array(type.utf8) + content + [0, 0, 0, 0]
    }

    private static let header = chunk("IHDR", [0, 0, 1, 64, 0, 0, 0, 48, 8, 6, 0, 0, 0])

    @Test("a PNG is served without what it says of its making")
    func metadata() throws {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let shown = Self.chunk("IDAT", [1, 2, 3]) + Self.chunk("IEND", [])
        let secret = Self.chunk("tEXt", Array("Author\u{0}Ama".utf8)) + Self.chunk("eXIf", Array("GPS".utf8))
        let logo = try LookLogo.read(signature + Self.header + secret + shown + Array("trailing".utf8), .png)
        #expect(logo.bytes == signature + Self.header + shown)
        #expect(logo.size == PixelSize(width: 320, height: 48))
        for length in 0..<(signature + Self.header + shown).count {
            #expect(throws: LookFault.self, "\(length) bytes") {
                try LookLogo.read(Array((signature + Self.header + shown).prefix(length)), .png)
            }
        }
    }

    @Test("the look takes the logo from its folder, and the last good one where it is broken")
    func loading() throws {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "look-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "logo.svg")
        let loader = LookLoader(folder: folder)
        #expect(try loader.load("harbour").logo == nil)
        try Data(Self.drawing("<path d=\"M0 0h9\"/>")).write(to: file)
        let good = try loader.load("harbour")
        #expect(good.logo?.size == PixelSize(width: 320, height: 48))
        #expect(good.faults.isEmpty && good.name == "harbour")
        try Data(Self.drawing("<script/>")).write(to: file)
        let bad = try loader.load("harbour")
        #expect(bad.logo == good.logo)
        #expect(bad.source == .lastGood && bad.faults.map(\.file) == ["logo.svg"])
        #expect(loader.faults().map(\.description).first?.hasPrefix("logo.svg:2: ") == true)
    }
}
