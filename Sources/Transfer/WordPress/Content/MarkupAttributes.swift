/// The attributes of a start tag, read from its bytes when they are asked for.
struct MarkupAttributes {
    let bytes: [UInt8]
    let range: Range<Int>

    /// An attribute's value with its character references resolved; empty where it has none; `nil` where it is missing.
    ///
    /// - Parameter name: in lower case.
    subscript(_ name: StaticString) -> String? {
        var index = range.lowerBound
        while let (found, value) = attribute(from: &index) {
            if matches(found, name) { return CharacterReferences.resolve(bytes[value]) }
        }
        return nil
    }

    /// Whether one of the class names is there.
    func hasClass(_ name: String) -> Bool {
        guard !range.isEmpty, let classes = self["class"] else { return false }
        return classes.utf8.split(whereSeparator: \.isMarkupSpace).contains { $0.elementsEqual(name.utf8) }
    }

    /// What follows a prefix in the class name that begins with it: `612` for `wp-image-` in `wp-image-612`.
    func classSuffix(after prefix: String) -> Substring? {
        guard !range.isEmpty, let classes = self["class"] else { return nil }
        return classes.split(separator: " ").first { $0.utf8.starts(with: prefix.utf8) }?.dropFirst(prefix.count)
    }

    func integer(_ name: StaticString) -> Int? {
        self[name].flatMap { text in
            let digits = text.utf8.prefix(while: \.isASCIIDigit)
            return Int(Substring(digits))
        }
    }

    private func matches(_ found: Range<Int>, _ name: StaticString) -> Bool {
        guard found.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { wanted in
            for offset in wanted.indices {
                let byte = bytes[found.lowerBound + offset]
                if (byte.isASCIILetter ? byte | 0x20 : byte) != wanted[offset] { return false }
            }
            return true
        }
    }

    private func attribute(from index: inout Int) -> (name: Range<Int>, value: Range<Int>)? {
        let end = range.upperBound
        while index < end, bytes[index].isMarkupSpace || bytes[index] == UInt8(ascii: "/") { index += 1 }
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "="), !bytes[index].isMarkupSpace { index += 1 }
        guard index > start || index < end else { return nil }
        let name = start..<index
        while index < end, bytes[index].isMarkupSpace { index += 1 }
        guard index < end, bytes[index] == UInt8(ascii: "=") else { return (name, index..<index) }
        index += 1
        while index < end, bytes[index].isMarkupSpace { index += 1 }
        guard index < end else { return (name, index..<index) }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let from = index + 1
            index = from
            while index < end, bytes[index] != quote { index += 1 }
            let value = from..<index
            index = min(index + 1, end)
            return (name, value)
        }
        let from = index
        while index < end, !bytes[index].isMarkupSpace { index += 1 }
        return (name, from..<index)
    }
}
