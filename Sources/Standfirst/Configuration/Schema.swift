import Editorial
import Newsroom
import Storage
import Transfer

/// Every room's migrations, in the order in which databases get them. New ones go to the end, whatever their room:
/// a migration's number is its place in this list.
enum Schema {
    static let migrations: [Migration] = {
        let storage = [
            Migration(number: 1, name: "jobs", statements: JobQueue.schema),
            Migration(number: 2, name: "search", statements: SearchIndex.schema),
        ]
        let inOrder =
            storage + EditorialSchema.migrations + MediaSchema.migrations + TransferSchema.migrations + [
                Migration(number: 1, name: "search in larger parts", statements: SearchIndex.largerParts)
            ] + SourceSchema.migrations + QuotationSchema.migrations + AccessToken.migrations + QuotationSpeaker.migrations
            + AccessToken.laterMigrations + EditorialSchema.additions
        return inOrder.enumerated().map { index, migration in
            Migration(number: index + 1, name: migration.name, statements: migration.statements)
        }
    }()

    static func migrate(_ store: some Store) async throws {
        try await Migrator.migrate(store, migrations)
    }

    /// Refuses a database that a newer program has written.
    static func checkAge(_ store: some Store) async throws {
        let found = try await Migrator.current(store)
        guard found <= migrations.count else {
            throw StorageError.newerDatabase(found: found, known: migrations.count)
        }
    }
}
