/// Where Markdown holds code: blocks between fences, and spans between backticks.
enum MarkdownCode {
    /// In order, fences and backticks included.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        var isAtLineStart = true
        // Runs of backticks of these lengths are known to have no partner.
        var hopeless: Set<Int> = []
        while index < bytes.count {
            if isAtLineStart, let end = fencedEnd(bytes, from: index) {
                ranges.append(index..<end)
                index = end
                continue
            }
            isAtLineStart = bytes[index] == UInt8(ascii: "\n")
            guard bytes[index] == UInt8(ascii: "`") else {
                index += 1
                continue
            }
            let length = run(bytes, at: index)
            if !hopeless.contains(length), let end = spanEnd(bytes, from: index + length, length) {
                ranges.append(index..<end)
                index = end
            } else {
                hopeless.insert(length)
                index += length
            }
        }
        return ranges
    }

    private static func run(_ bytes: [UInt8], at start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
        return end - start
    }

    private static func spanEnd(_ bytes: [UInt8], from start: Int, _ length: Int) -> Int? {
        var index = start
        while let place = bytes[index...].firstIndex(of: UInt8(ascii: "`")) {
            let found = run(bytes, at: place)
            if found == length { return place + found }
            index = place + found
        }
        return nil
    }

    /// Where a block ends whose fence begins the line at a position; an open one ends with the text.
    private static func fencedEnd(_ bytes: [UInt8], from line: Int) -> Int? {
        guard let fence = fence(bytes, line) else { return nil }
        var start = lineEnd(bytes, from: line)
        while start < bytes.count {
            let next = lineEnd(bytes, from: start)
            if let closing = self.fence(bytes, start), closing.mark == fence.mark, closing.length >= fence.length,
                bytes.isBlank(closing.end..<next)
            {
                return next
            }
            start = next
        }
        return bytes.count
    }

    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    private static func fence(_ bytes: [UInt8], _ line: Int) -> (mark: UInt8, length: Int, end: Int)? {
        var index = line
        while index < bytes.count, index < line + 3, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~") else { return nil }
        let length = run(bytes, at: index)
        guard length >= 3 else { return nil }
        let rest = bytes[(index + length)..<lineEnd(bytes, from: index)]
        // A line with backticks further on holds a span of code.
        if bytes[index] == UInt8(ascii: "`"), rest.contains(UInt8(ascii: "`")) { return nil }
        return (bytes[index], length, index + length)
    }
}
