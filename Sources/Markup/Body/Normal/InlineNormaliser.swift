/// Makes a line normal, in three steps: its structure, its white space, and texts that now touch.
struct InlineNormaliser {
    /// How deep inlines may be nested.
    static let depthLimit = 16

    /// The footnotes that there are.
    let isNote: (Int) -> Bool

    func normalise(_ line: [Inline]) -> [Inline] {
        if line.count == 1, case .text(let text)? = line.first { return normalText(text) }
        var structure = InlineStructure(isNote: isNote)
        var result = structure.normalise(line, depth: 0, inside: [])
        var start = LineStart()
        result = start.trim(result)
        var end = LineEnd()
        result = end.trim(result)
        return Self.merged(result)
    }

    /// The most common line of all.
    private func normalText(_ text: String) -> [Inline] {
        let line = text.asOneLine()
        return line.isEmpty ? [] : [.text(line)]
    }

    /// Joins texts that stand side by side, and leaves out what is empty.
    static func merged(_ line: [Inline]) -> [Inline] {
        var result: [Inline] = []
        result.reserveCapacity(line.count)
        for inline in line {
            if case .text(let text) = inline {
                if text.isEmpty { continue }
                if case .text(let before)? = result.last {
                    result[result.count - 1] = .text(before + text)
                } else {
                    result.append(inline)
                }
            } else if let children = inline.children {
                let kept = merged(children)
                if !kept.isEmpty { result.append(inline.with(children: kept)) }
            } else {
                result.append(inline)
            }
        }
        return result
    }
}

/// Which inlines may stand in which.
private struct InlineStructure {
    let isNote: (Int) -> Bool
    /// References found in a link, which can't hold another; they follow it.
    var referencesAfterLink: [Inline] = []

    mutating func normalise(_ line: [Inline], depth: Int, inside: InlineKinds) -> [Inline] {
        var result: [Inline] = []
        result.reserveCapacity(line.count)
        for inline in line { append(inline, to: &result, depth: depth, inside: inside) }
        return result
    }

    private mutating func append(_ inline: Inline, to result: inout [Inline], depth: Int, inside: InlineKinds) {
        switch inline {
        case .text(let text):
            if !text.isEmpty { result.append(.text(text.withoutForbiddenCharacters())) }
        case .code(let text):
            let code = text.asOneLine()
            if !code.isEmpty { result.append(.code(code)) } else if !text.isEmpty { result.append(.text(" ")) }
        case .lineBreak: result.append(.lineBreak)
        case .footnoteReference(let number):
            if !isNote(number) {
                append(.superscript([.text(String(number))]), to: &result, depth: depth, inside: inside)
            } else if inside.contains(.link) {
                referencesAfterLink.append(inline)
            } else {
                result.append(inline)
            }
        default: appendContainer(inline, to: &result, depth: depth, inside: inside)
        }
    }

    private mutating func appendContainer(
        _ inline: Inline, to result: inout [Inline], depth: Int, inside: InlineKinds
    ) {
        let kind = inline.kind
        let isNeedless = inside.contains(kind) && !kind.isEmpty || inline.saysNothing
        guard !isNeedless, depth < InlineNormaliser.depthLimit else {
            result += normalise(inline.children ?? [], depth: depth, inside: inside)
            return
        }
        let children = normalise(inline.children ?? [], depth: depth + 1, inside: inside.union(kind))
        result += inline.withCleanAttributes().rebuilt(around: children)
        if kind == .link, !inside.contains(.link) {
            result += referencesAfterLink
            referencesAfterLink = []
        }
    }
}

/// Leaves out white space at the start of lines and after other white space, and line breaks before everything.
private struct LineStart {
    var isAfterSpace = true
    var isAtStart = true

    mutating func trim(_ line: [Inline]) -> [Inline] {
        var result: [Inline] = []
        result.reserveCapacity(line.count)
        for inline in line {
            switch inline {
            case .text(let text):
                let kept =
                    text.utf8.needsNoCollapsing(after: isAfterSpace, before: false)
                    ? text : text.collapsed(after: isAfterSpace, before: false)
                guard let last = kept.utf8.last else { continue }
                isAfterSpace = last == 0x20
                isAtStart = false
                result.append(.text(kept))
            case .lineBreak:
                if !isAtStart { result.append(inline) }
                isAfterSpace = true
            case .code, .footnoteReference:
                isAfterSpace = false
                isAtStart = false
                result.append(inline)
            default:
                result += inline.rebuilt(around: trim(inline.children ?? []))
            }
        }
        return result
    }
}

/// Leaves out white space at the end of lines, and line breaks after everything.
private struct LineEnd {
    var isBeforeSpace = true
    var isAtEnd = true

    mutating func trim(_ line: [Inline]) -> [Inline] {
        var result: [Inline] = []
        result.reserveCapacity(line.count)
        for inline in line.reversed() {
            switch inline {
            case .text(let text):
                let kept = isBeforeSpace && text.utf8.last == 0x20 ? String(text.dropLast()) : text
                guard !kept.isEmpty else { continue }
                isBeforeSpace = false
                isAtEnd = false
                result.append(.text(kept))
            case .lineBreak:
                if !isAtEnd { result.append(inline) }
                isBeforeSpace = true
            case .code, .footnoteReference:
                isBeforeSpace = false
                isAtEnd = false
                result.append(inline)
            default:
                result += inline.rebuilt(around: trim(inline.children ?? [])).reversed()
            }
        }
        result.reverse()
        return result
    }
}
