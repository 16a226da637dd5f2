import Storage

/// Which statements a connection has prepared, and which to let go of: the one unused longest.
struct PreparedStatements {
    /// One text may be prepared for several types of its values (NULL has none).
    struct Key: Hashable {
        let text: Text
        let types: [UInt32]
    }

    /// A statement's text, known by its shape where it has one.
    enum Text: Hashable {
        case shape(SQLShape)
        case made(String)
    }

    let capacity: Int
    private var entries: [Key: (name: String, used: UInt64)] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The name of a statement, whether it has still to be prepared, and the name of one to deallocate first.
    mutating func name(for key: Key) -> (name: String, isNew: Bool, evicted: String?) {
        clock += 1
        if let entry = entries[key] {
            entries[key] = (entry.name, clock)
            return (entry.name, false, nil)
        }
        var evicted: String?
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            evicted = oldest.value.name
            entries[oldest.key] = nil
        }
        let name = "standfirst_\(clock)"
        entries[key] = (name, clock)
        return (name, true, evicted)
    }

    /// Forgets a statement that the server refused to prepare.
    mutating func remove(_ key: Key) {
        entries[key] = nil
    }
}
