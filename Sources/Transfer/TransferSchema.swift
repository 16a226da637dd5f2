public import Storage

/// The tables of what was imported.
public enum TransferSchema {
    /// In the order in which they are run.
    public static let migrations: [Migration] = [
        Migration(number: 160, name: "what was imported", statements: ImportRecord.tables)
    ]
}
