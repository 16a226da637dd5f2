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
        var text = "["
        for (index, identifier) in identifiers.enumerated() {
            text += index == 0 ? "\"" : ",\""
            text += identifier.description
            text += "\""
        }
        return .text(text + "]")
    }

    init?(sqlValue: SQLValue) {
        var identifiers: [Identifier<Owner>] = []
        let isRead = JSONItems.forEach(of: sqlValue) { item in
            guard let identifier = Identifier<Owner>(utf8: item) else { return false }
            identifiers.append(identifier)
            return true
        }
        guard isRead else { return nil }
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
        var bylines: [Byline] = []
        var person: Person.ID?
        let isRead = JSONItems.forEach(of: sqlValue) { item in
            guard let known = person else {
                person = Person.ID(utf8: item)
                return person != nil
            }
            guard let role = Byline.Role(rawValue: String(decoding: item, as: UTF8.self)) else { return false }
            bylines.append(Byline(person: known, role: role))
            person = nil
            return true
        }
        guard isRead, person == nil else { return nil }
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
    typealias Item = Slice<UnsafeBufferPointer<UInt8>>

    /// Visits the UTF-8 of each string of a JSON array, however nested, that has no escapes.
    /// - Returns: Whether the value is one, and every visit gave `true`.
    static func forEach(of value: SQLValue, _ visit: (Item) -> Bool) -> Bool {
        guard case .text(var text) = value else { return false }
        return text.withUTF8 { utf8 in
            guard utf8.first == UInt8(ascii: "["), utf8.last == UInt8(ascii: "]") else { return false }
            let mark = UInt8(ascii: "\"")
            var rest = utf8[...]
            while let opening = rest.firstIndex(of: mark) {
                rest = rest[(opening + 1)...]
                guard let closing = rest.firstIndex(of: mark), visit(rest[..<closing]) else { return false }
                rest = rest[(closing + 1)...]
            }
            return true
        }
    }
}
