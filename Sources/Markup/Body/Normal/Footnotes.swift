extension Body {
    /// A body in its normal form.
    ///
    /// - White space within a line is one space, none at its ends; texts side by side are one; characters that
    ///   neither HTML nor XML can hold are gone, and so is everything empty.
    /// - No link is within a link, no emphasis within emphasis, and so on; what is nested more than
    ///   16 inlines or 12 blocks deep has kept its text alone.
    /// - Footnotes stand in the order in which they are first referred to, those that nothing refers to last. A
    ///   reference to a footnote that isn't there has become its number.
    public init(blocks: [Block], footnotes: [Footnote] = []) {
        let draft = footnotes.map { BlockNormaliser(line: InlineNormaliser { footnotes.indices.contains($0 - 1) }).normalise($0.blocks) }
        let normaliser = BlockNormaliser(
            line: InlineNormaliser { draft.indices.contains($0 - 1) && !draft[$0 - 1].isEmpty })
        let normal = normaliser.normalise(blocks)
        if footnotes.isEmpty {
            self.init(normal: normal, [])
            return
        }
        let notes = draft.contains(where: \.isEmpty) ? footnotes.map { normaliser.normalise($0.blocks) } : draft

        var order: [Int] = []
        var numbers: [Int: Int] = [:]
        func note(_ number: Int) {
            guard numbers[number] == nil else { return }
            order.append(number)
            numbers[number] = order.count
        }
        for block in normal { block.forEachReference(note) }
        var next = 0
        while next < order.count {
            for block in notes[order[next] - 1] { block.forEachReference(note) }
            next += 1
        }
        for number in 1...notes.count where !notes[number - 1].isEmpty && numbers[number] == nil {
            note(number)
            while next < order.count {
                for block in notes[order[next] - 1] { block.forEachReference(note) }
                next += 1
            }
        }
        let isInOrder = order.enumerated().allSatisfy { $0.offset + 1 == $0.element }
        func renumbered(_ blocks: [Block]) -> [Block] {
            isInOrder ? blocks : blocks.map { $0.mapLines { $0.renumbered { numbers[$0] ?? $0 } } }
        }
        self.init(normal: renumbered(normal), order.map { Footnote(blocks: renumbered(notes[$0 - 1])) })
    }
}

extension Block {
    fileprivate func forEachReference(_ body: (Int) -> Void) {
        for line in lines { line.forEachReference(body) }
    }
}

extension [Inline] {
    fileprivate func forEachReference(_ body: (Int) -> Void) {
        for inline in self {
            if case .footnoteReference(let number) = inline { body(number) }
            inline.children?.forEachReference(body)
        }
    }

    fileprivate func renumbered(_ number: (Int) -> Int) -> [Inline] {
        map { inline in
            if case .footnoteReference(let old) = inline { return .footnoteReference(number(old)) }
            return inline.children.map { inline.with(children: $0.renumbered(number)) } ?? inline
        }
    }
}
