import Foundation
import Storage

/// What an archive says of itself, in its first file, `archive.json`.
public struct ArchiveManifest: Sendable, Hashable, Codable {
    /// Where the objects are.
    public enum Placement: String, Sendable, Hashable, Codable {
        /// In the archive.
        case within
        /// In a folder `objects` beside the archive, which several share: a backup.
        case beside
    }

    /// A table, with as many rows as follow.
    public struct Table: Sendable, Hashable, Codable {
        struct Column: Sendable, Hashable, Codable {
            let name: String
            let nullable: Bool
            let type: ValueType
        }

        enum ValueType: String, Sendable, Hashable, Codable {
            case integer, real, text, bytes
        }

        public let name: String
        let columns: [Column]
        let key: [String]
        public let rows: Int
    }

    /// The version of the format that this program writes, and the newest that it reads.
    public static let version = 1
    static let formatName = "standfirst-archive"

    let format: String
    public let version: Int
    /// The version of the program that wrote it.
    public let program: String
    /// The publication's name, for people.
    public let publication: String
    /// The number of the last migration that the database had had.
    public let schema: Int
    public let objects: Placement
    /// In the order in which they follow: a table stands behind those that its rows refer to.
    public let tables: [Table]

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }

    /// - Throws: ``ArchiveError``
    init(_ bytes: [UInt8]) throws(ArchiveError) {
        struct Head: Decodable {
            let format: String
            let version: Int
        }
        let decoder = JSONDecoder()
        guard let head = try? decoder.decode(Head.self, from: Data(bytes)), head.format == Self.formatName else {
            throw .notAnArchive(why: "its archive.json is none of ours")
        }
        guard head.version <= Self.version else { throw .newerFormat(found: head.version, known: Self.version) }
        guard head.version > 0, let manifest = try? decoder.decode(Self.self, from: Data(bytes)),
            let again = try? manifest.bytes, again == bytes
        else { throw .damaged(at: "archive.json", why: "it is not as archives have it") }
        let names = Set(manifest.tables.map(\.name))
        guard names.count == manifest.tables.count, manifest.schema > 0, manifest.tables.allSatisfy(\.isSound) else {
            throw .damaged(at: "archive.json", why: "its tables make no sense")
        }
        self = manifest
    }

    init(program: String, publication: String, schema: Int, objects: Placement, tables: [(shape: TableShape, rows: Int)]) {
        format = Self.formatName
        version = Self.version
        self.program = program
        self.publication = publication
        self.schema = schema
        self.objects = objects
        self.tables = tables.map { Table($0.shape, rows: $0.rows) }
    }
}

extension ArchiveManifest.Table {
    init(_ shape: TableShape, rows: Int) {
        self.init(
            name: shape.name,
            columns: shape.columns.map { Column(name: $0.name, nullable: $0.isNullable, type: .init($0.type)) },
            key: shape.key, rows: rows)
    }

    /// Without its references, which an archive doesn't tell.
    var shape: TableShape {
        TableShape(
            name: name,
            columns: columns.map { .init(name: $0.name, type: $0.type.columnType, isNullable: $0.nullable) }, key: key)
    }

    /// Whether its rows can be read, and files be named after it.
    fileprivate var isSound: Bool {
        let names = Set(columns.map(\.name))
        return rows >= 0 && !key.isEmpty && names.count == columns.count && key.allSatisfy(names.contains)
            && ([name] + columns.map(\.name)).allSatisfy(Self.isPlain)
    }

    private static func isPlain(_ name: String) -> Bool {
        (1...63).contains(name.utf8.count) && name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_")
        }
    }
}

extension ArchiveManifest.Table.ValueType {
    init(_ type: ColumnType) {
        self =
            switch type {
            case .integer: .integer
            case .real: .real
            case .text: .text
            case .bytes: .bytes
            }
    }

    var columnType: ColumnType {
        switch self {
        case .integer: .integer
        case .real: .real
        case .text: .text
        case .bytes: .bytes
        }
    }
}
