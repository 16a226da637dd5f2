public import Storage

/// The tables of media and their renditions.
public enum MediaSchema {
    public static let migrations = [
        Migration(
            number: 150, name: "media",
            statements: [
                """
                CREATE TABLE media (
                    id \(type: .bytes) PRIMARY KEY,
                    kind \(type: .text) NOT NULL,
                    original \(type: .text),
                    type \(type: .text) NOT NULL,
                    file_name \(type: .text) NOT NULL,
                    byte_count \(type: .integer) NOT NULL,
                    width \(type: .integer),
                    height \(type: .integer),
                    title \(type: .text),
                    alt \(type: .text) NOT NULL,
                    caption \(type: .text),
                    credit \(type: .text),
                    source_url \(type: .text),
                    created_at \(type: .integer) NOT NULL
                ) \(table: .strict)
                """,
                "CREATE INDEX media_by_original ON media (original)",
                "CREATE INDEX media_by_source_url ON media (source_url)",
                """
                CREATE TABLE rendition (
                    original \(type: .text) NOT NULL,
                    width \(type: .integer) NOT NULL,
                    format \(type: .text) NOT NULL,
                    rendered \(type: .text) NOT NULL,
                    PRIMARY KEY (original, width, format)
                ) \(table: .strictKeyed)
                """,
            ])
    ]
}

extension Connection {
    /// Adds a record to the media archive, with or without its file.
    public func insertMedia(_ media: Media) throws(StorageError) {
        try run(
            """
            INSERT INTO media (id, kind, original, type, file_name, byte_count, width, height, title, alt, caption, credit,
                source_url, created_at)
            VALUES (\(media.id), \(media.kind), \(media.original), \(media.type), \(media.fileName), \(media.byteCount),
                \(media.size?.width), \(media.size?.height), \(media.title), \(media.alt), \(media.caption), \(media.credit),
                \(media.sourceURL), \(media.createdAt))
            """)
        try announce([CacheKey.media(media.id)])
    }

    /// Gives a record the file that it lacked.
    public func fillMedia(_ id: Media.ID, with file: KeptFile) throws(StorageError) {
        try run(
            """
            UPDATE media
            SET original = \(file.original), kind = \(file.type.kind), type = \(file.type.name),
                byte_count = \(file.byteCount), width = \(file.size?.width), height = \(file.size?.height)
            WHERE id = \(id)
            """)
        try announce([CacheKey.media(id)])
    }

    /// The records with these identifiers; one that is not there is left out.
    public func media(_ ids: some Sequence<Media.ID>) throws(StorageError) -> [Media.ID: Media] {
        let found = try rows("SELECT * FROM media WHERE id IN (\(list: ids))")
        var media: [Media.ID: Media] = [:]
        for row in found {
            let record = try Media(row)
            media[record.id] = record
        }
        return media
    }

    /// The record of an original that is in the archive.
    public func media(original: ContentHash) throws(StorageError) -> Media? {
        try row("SELECT * FROM media WHERE original = \(original) ORDER BY id LIMIT 1").map { row throws(StorageError) in try Media(row) }
    }

    /// The record that was or is to be fetched from an address.
    public func media(sourceURL: String) throws(StorageError) -> Media? {
        try row("SELECT * FROM media WHERE source_url = \(sourceURL) ORDER BY id LIMIT 1").map { row throws(StorageError) in try Media(row) }
    }

    /// The records whose file has not been had, oldest first.
    public func mediaWithoutFile() throws(StorageError) -> [Media] {
        var media: [Media] = []
        for row in try rows("SELECT * FROM media WHERE original IS NULL ORDER BY id") { media.append(try Media(row)) }
        return media
    }

    /// The object that holds something made of an original, if it was made before.
    func rendered(_ original: ContentHash, width: Int, format: String) throws(StorageError) -> ContentHash? {
        try value(
            """
            SELECT rendered FROM rendition WHERE original = \(original) AND width = \(width) AND format = \(format)
            """)
    }

    /// Notes where something made of an original is; the newest is kept.
    func noteRendered(
        _ original: ContentHash, width: Int, format: String, as rendered: ContentHash
    ) throws(StorageError) {
        try run(
            """
            INSERT INTO rendition (original, width, format, rendered)
            VALUES (\(original), \(width), \(format), \(rendered))
            ON CONFLICT (original, width, format) DO UPDATE SET rendered = excluded.rendered
            """)
    }
}

extension Media {
    init(_ row: Row) throws(StorageError) {
        let width: Int? = try row.optional("width")
        let height: Int? = try row.optional("height")
        var size: PixelSize?
        if let width, let height { size = PixelSize(width: width, height: height) }
        self.init(
            id: try row.get("id"), kind: try row.get("kind"), original: try row.optional("original"),
            type: try row.get("type"), fileName: try row.get("file_name"), byteCount: try row.get("byte_count"),
            size: size, title: try row.optional("title"), alt: try row.get("alt"), caption: try row.optional("caption"),
            credit: try row.optional("credit"), sourceURL: try row.optional("source_url"),
            createdAt: try row.get("created_at"))
    }
}
