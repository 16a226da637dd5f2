import Storage

/// Identifiers in order, in one column as a JSON array.
///
/// Written and read by hand: the characters of an identifier need no escapes, and a general encoder costs more than
/// the whole row.
struct IdentifierList<Owner>: SQLBindable, SQLReadable {
    let identifiers: [Identifier<Owner>]

    init(_ identifiers: [Identifier<Owner>]) {
        self.identifiers = identifiers
    }

    var sqlValue: SQLValue {
        guard !identifiers.isEmpty else { return .text("[]") }
        return .text("[\"" + identifiers.map(\.description).joined(separator: "\",\"") + "\"]")
    }

    init?(sqlValue: SQLValue) {
        guard let items = JSONItems.items(of: sqlValue) else { return nil }
        var identifiers: [Identifier<Owner>] = []
        for item in items {
            guard let identifier = Identifier<Owner>(item) else { return nil }
            identifiers.append(identifier)
        }
        self.identifiers = identifiers
    }
}

/// Bylines in order, in one column as `[[person, role], …]`.
struct BylineList: SQLBindable, SQLReadable {
    let bylines: [Byline]

    init(_ bylines: [Byline]) {
        self.bylines = bylines
    }

    var sqlValue: SQLValue {
        .text("[" + bylines.map { "[\"\($0.person)\",\"\($0.role.rawValue)\"]" }.joined(separator: ",") + "]")
    }

    init?(sqlValue: SQLValue) {
        guard let items = JSONItems.items(of: sqlValue), items.count.isMultiple(of: 2) else { return nil }
        var bylines: [Byline] = []
        for index in stride(from: 0, to: items.count, by: 2) {
            guard let person = Person.ID(items[index]), let role = Byline.Role(rawValue: String(items[index + 1])) else {
                return nil
            }
            bylines.append(Byline(person: person, role: role))
        }
        self.bylines = bylines
    }
}

/// Texts in order, in one column, one a line; none of them holds a line end.
struct LineList: SQLBindable, SQLReadable {
    let lines: [String]

    init(_ lines: [String]) {
        self.lines = lines
    }

    var sqlValue: SQLValue { .text(lines.joined(separator: "\n")) }

    init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        lines = text.split(separator: "\n").map(String.init)
    }
}

private enum JSONItems {
    /// The strings of a JSON array, however nested, that has no escapes.
    static func items(of value: SQLValue) -> [Substring]? {
        guard case .text(let text) = value, text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]")
        else { return nil }
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        guard !parts.count.isMultiple(of: 2) else { return nil }
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    }
}
