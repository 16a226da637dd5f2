import Storage

extension AddressBook {
    static let tables: [SQL] = [
        // One row for every path that ever led somewhere. `target` never changes once a reader could follow it;
        // which of a target's paths is its current one stands with the target.
        """
        CREATE TABLE address (
            path \(type: .text) NOT NULL PRIMARY KEY,
            kind \(type: .text) NOT NULL,
            target \(type: .bytes),
            location \(type: .text),
            CHECK ((target IS NULL) <> (location IS NULL))
        ) \(table: .strictKeyed)
        """,
        // Serves the flattening of redirects.
        "CREATE INDEX address_by_location ON address (location) WHERE location IS NOT NULL",
    ]
}
