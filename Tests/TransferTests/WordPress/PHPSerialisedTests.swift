import PropertyTesting
import Testing

@testable import Transfer

@Suite("Values that PHP serialised")
struct PHPSerialisedTests {
    @Test("each kind of value is read")
    func kinds() throws {
        #expect(try PHPSerialised.read("N;") == .null)
        #expect(try PHPSerialised.read("b:1;") == .boolean(true))
        #expect(try PHPSerialised.read("i:-12;") == .integer(-12))
        #expect(try PHPSerialised.read("d:0.5;") == .decimal(0.5))
        #expect(try PHPSerialised.read("s:4:\"café\";").string == "café")
        #expect(try PHPSerialised.read("a:1:{s:5:\"width\";i:300;}")["width"]?.integer == 300)
        let object = try PHPSerialised.read("O:8:\"stdClass\":2:{s:1:\"a\";i:1;s:4:\"\0*\0b\";a:0:{}}")
        #expect(object["a"]?.integer == 1 && object["b"] == .map([], type: nil))
        #expect(try PHPSerialised.read("a:2:{i:0;s:1:\"x\";i:1;R:2;}").values.map(\.string) == ["x", "x"])
    }

    @Test("a text whose length is wrong ends where it reads as ended")
    func wrongLengths() throws {
        let moved = "a:2:{s:4:\"file\";s:20:\"https://new.example/a \\\"big\\\"; picture.jpg\";s:5:\"width\";i:640;}"
        let (value, repairs) = try PHPSerialised.readCountingRepairs(moved)
        #expect(value["width"]?.integer == 640)
        #expect(value["file"]?.string == "https://new.example/a \\\"big\\\"; picture.jpg")
        #expect(repairs == 1)
        #expect(try PHPSerialised.read("s:99:\"short\";").string == "short")
    }

    @Test("depth and references can't grow without end")
    func bounds() throws {
        let deep = String(repeating: "a:1:{i:0;", count: 5_000) + "N;" + String(repeating: "}", count: 5_000)
        #expect(throws: PHPSerialised.Fault.self) { try PHPSerialised.read(deep) }
        var doubling = "a:40:{i:0;a:2:{i:0;i:1;i:1;i:2;}"
        for index in 1..<40 { doubling += "i:\(index);a:2:{i:0;r:\(2 + (index - 1) * 3);i:1;r:\(2 + (index - 1) * 3);}" }
        #expect(throws: PHPSerialised.Fault.self) { try PHPSerialised.read(doubling + "}") }
    }

    @Test("whatever is written is read again, and no damage does worse than an error", arguments: 0..<200)
    func fuzz(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.value(&generator, depth: 0)
        let written = Self.serialised(value)
        #expect(try PHPSerialised.read(written) == value, "seed \(seed)")
        var bytes = Array(written.utf8)
        for _ in 0..<20 {
            guard !bytes.isEmpty else { break }
            switch Int.random(in: 0...2, using: &generator) {
            case 0: bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8(truncatingIfNeeded: generator.next())
            case 1: bytes.remove(at: Int.random(in: bytes.indices, using: &generator))
            default: bytes.insert(generator.pick(Array("{}:;\"0123as".utf8)), at: Int.random(in: 0...bytes.count, using: &generator))
            }
            if let again = try? PHPSerialised.read(String(decoding: bytes, as: UTF8.self)) {
                #expect(Self.size(of: again) < 200_000, "seed \(seed)")
            }
        }
    }

    private static func value(_ generator: inout SeededGenerator, depth: Int) -> PHPValue {
        switch Int.random(in: 0...(depth > 3 ? 3 : 4), using: &generator) {
        case 0: return .null
        case 1: return .boolean(generator.next() % 2 == 0)
        case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
        case 3: return .text(generator.pick(["", "harbour", "a\"b", "línea\nnueva", "s:3:", "{}", "\";i:1;"]))
        default:
            let entries = (0..<Int.random(in: 0...4, using: &generator)).map { index in
                PHPValue.Entry(
                    key: index % 2 == 0 ? .integer(index) : .text("key\(index)"), value: value(&generator, depth: depth + 1))
            }
            return .map(entries, type: generator.next() % 4 == 0 ? "Thing" : nil)
        }
    }

    private static func serialised(_ value: PHPValue) -> String {
        switch value {
        case .null: "N;"
        case .boolean(let value): "b:\(value ? 1 : 0);"
        case .integer(let number): "i:\(number);"
        case .decimal(let number): "d:\(number);"
        case .text(let text): "s:\(text.utf8.count):\"\(text)\";"
        case .map(let entries, let type):
            (type.map { "O:\($0.utf8.count):\"\($0)\":" } ?? "a:") + "\(entries.count):{"
                + entries.map { entry in
                    let key =
                        switch entry.key {
                        case .integer(let number): "i:\(number);"
                        case .text(let text): serialised(.text(text))
                        }
                    return key + serialised(entry.value)
                }.joined() + "}"
        }
    }

    private static func size(of value: PHPValue) -> Int {
        value.values.reduce(1) { $0 + size(of: $1) }
    }
}
