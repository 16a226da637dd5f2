extension Body {
    /// Reads what ``html`` printed.
    ///
    /// - Throws: ``BodyError/notCanonical`` where the text isn't, to the byte, what a body prints.
    public init(canonical text: String) throws(BodyError) {
        var text = text
        let result = text.withUTF8 { utf8 -> Result<Body, BodyError> in
            do throws(BodyError) {
                return .success(try Body(canonicalBytes: utf8))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// Reads what ``html`` printed and a database has kept, about three times as fast as ``init(canonical:)``.
    ///
    /// The vocabulary is checked as strictly, so nothing else can come of it; that the tree is normal is taken on trust.
    ///
    /// - Throws: ``BodyError/notCanonical`` where the text holds anything but the vocabulary.
    public init(stored text: String) throws(BodyError) {
        var text = text
        let result = text.withUTF8 { utf8 -> Result<Body, BodyError> in
            do throws(BodyError) {
                var cursor = CanonicalCursor(utf8)
                let blocks = try cursor.blocks(areOnLines: true)
                let footnotes = try cursor.footnotes()
                guard cursor.isAtEnd else { throw .notCanonical }
                return .success(Body(normal: blocks, footnotes))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    private init(canonicalBytes utf8: UnsafeBufferPointer<UInt8>) throws(BodyError) {
        var cursor = CanonicalCursor(utf8)
        let blocks = try cursor.blocks(areOnLines: true)
        let footnotes = try cursor.footnotes()
        guard cursor.isAtEnd else { throw .notCanonical }
        self.init(blocks: blocks, footnotes: footnotes)
        var printer = CanonicalPrinter()
        printer.bytes.reserveCapacity(utf8.count)
        printer.print(self)
        guard printer.bytes.elementsEqual(utf8) else { throw .notCanonical }
    }
}
