import Editorial
@testable import Standfirst
import Storage
import StorageTesting
import Testing
@testable import Transfer

@Suite("An archive carries the whole schema")
struct ArchiveSchemaTests {
    @Test("every table of the database is carried, or is named with the reason why not", arguments: TestEngine.available)
    func everyTable(engine: TestEngine) async throws {
        try await engine.withStore(Schema.migrations) { store in
            let (names, carried) = try await store.read { connection in
                (try TableShape.names(from: connection), try ArchivedTables.shapes(from: connection).map(\.name))
            }
            let leftOut = Set(ArchivedTables.leftOut.keys)
            #expect(Set(names) == Set(carried).union(leftOut))
            #expect(leftOut.isDisjoint(with: carried))
            #expect(Set(carried).count == carried.count)
            // What a newsroom could not do without, lest the list of what is left out grow by mistake.
            #expect(Set(["story", "revision", "source_version", "media", "access_token", "storage_job"]).isSubset(of: carried))
        }
    }

    @Test("both engines describe their tables in the same way", .enabled(if: TestEngine.hasPostgreSQL))
    func sameShapes() async throws {
        let shapes = try await TestEngine.available.asyncMap { engine in
            try await engine.withStore(Schema.migrations) { store in
                try await store.read { try ArchivedTables.shapes(from: $0) }
            }
        }
        #expect(shapes[0] == shapes[1])
        let section = try #require(shapes[0].first { $0.name == "section" })
        #expect(section.references == [TableShape.Reference(columns: ["parent"], table: "section")])
        let turn = try #require(shapes[0].first { $0.name == "turn_subject" })
        #expect(turn.references.contains(TableShape.Reference(columns: ["version", "number"], table: "source_turn")))
        #expect(turn.key == ["version", "number"])
    }

    @Test("a table stands behind those that its rows refer to", arguments: TestEngine.available)
    func order(engine: TestEngine) async throws {
        try await engine.withStore(Schema.migrations) { store in
            let shapes = try await store.read { try ArchivedTables.shapes(from: $0) }
            var seen: Set<String> = []
            for shape in shapes {
                for reference in shape.references where reference.table != shape.name {
                    #expect(seen.contains(reference.table), "\(shape.name) stands before \(reference.table)")
                }
                seen.insert(shape.name)
            }
        }
    }

    @Test("every column that names an object is known, so that no object is forgotten", arguments: TestEngine.available)
    func objectColumns(engine: TestEngine) async throws {
        // What holds a hash and names no object: fingerprints of the content, and names of keys.
        let noObjects: Set<String> = ["source_version.original_hash", "source_version.text_hash", "quotation_check.copied"]
        try await engine.withStore(Schema.migrations) { store in
            let shapes = try await store.read { try ArchivedTables.shapes(from: $0) }
            for (table, columns) in ArchivedTables.objectColumns {
                let shape = try #require(shapes.first { $0.name == table })
                for column in columns { #expect(shape.columns.contains { $0.name == column && $0.type == .text }) }
            }
            let words = ["object", "hash", "original", "file", "picture", "image"]
            for shape in shapes {
                for column in shape.columns where column.type == .text {
                    guard column.name.split(separator: "_").contains(where: { words.contains(String($0)) }) else { continue }
                    let name = "\(shape.name).\(column.name)"
                    let isKnown = ArchivedTables.objectColumns[shape.name]?.contains(column.name) == true
                    #expect(isKnown || noObjects.contains(name) || Self.namedOtherwise.contains(name), "\(name): does it name an object?")
                }
            }
        }
    }

    /// Names of files as people gave them, and of what was imported.
    private static let namedOtherwise: Set<String> = ["media.file_name", "source_version.file_name", "import_record.original"]
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
