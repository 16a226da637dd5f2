extension SQL {
    /// The statements that make a table take new rows alone: the engine itself refuses to change or delete one, with
    /// a ``StorageError/constraint(_:)``, whoever asks.
    ///
    /// For a migration, after the table. On SQLite `REPLACE INTO` deletes a row without asking; nothing here uses it.
    /// - Parameter table: As the migration names it.
    public static func appendOnly(_ table: StaticString) -> [SQL] {
        let name = SQL(stringLiteral: table)
        return [
            .perDialect(
                sqlite: """
                    CREATE TRIGGER \(name)_never_changes BEFORE UPDATE ON \(name)
                    BEGIN SELECT RAISE(ABORT, 'a row of this table never changes'); END
                    """,
                postgreSQL: """
                    CREATE OR REPLACE FUNCTION storage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN
                        RAISE EXCEPTION ''a row of % never changes'', TG_TABLE_NAME
                            USING ERRCODE = ''restrict_violation'';
                    END'
                    """),
            .perDialect(
                sqlite: """
                    CREATE TRIGGER \(name)_never_goes BEFORE DELETE ON \(name)
                    BEGIN SELECT RAISE(ABORT, 'a row of this table is never deleted'); END
                    """,
                postgreSQL: """
                    CREATE TRIGGER \(name)_never_changes BEFORE UPDATE OR DELETE ON \(name)
                    FOR EACH ROW EXECUTE FUNCTION storage_refuse_change()
                    """),
            .perDialect(
                sqlite: "",
                postgreSQL: """
                    CREATE TRIGGER \(name)_never_goes BEFORE TRUNCATE ON \(name)
                    FOR EACH STATEMENT EXECUTE FUNCTION storage_refuse_change()
                    """),
        ]
    }
}
