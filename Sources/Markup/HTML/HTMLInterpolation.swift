extension HTML: ExpressibleByStringInterpolation {
    /// Trusted because it is written in the program.
    public init(stringLiteral value: StaticString) {
        bytes = []
        value.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// What was interpolated.
    public init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Writes each value by its type.
    ///
    /// A value can't be put inside `<script>` or `<style>` (use ``HTML/jsonLD(_:)``), and a plain string that stands
    /// where an address does is checked as one; both are faults of the program that a debug build stops at.
    public struct Interpolation: StringInterpolationProtocol {
        var bytes: [UInt8]
        var isInRawText = false

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes = []
            bytes.reserveCapacity(literalCapacity + interpolationCount * 48)
        }

        /// The programmer's own mark-up.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { utf8 in
                bytes.append(contentsOf: utf8)
                isInRawText = utf8.endsInRawText(startingIn: isInRawText)
            }
        }

        /// Mark-up, as it is.
        public mutating func appendInterpolation(_ html: HTML) {
            guard mayInterpolate() else { return }
            bytes.append(contentsOf: html.bytes)
        }

        /// Mark-up, or nothing.
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { appendInterpolation(html) }
        }

        /// Pieces of mark-up, one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { appendInterpolation(piece) }
        }

        /// Text, escaped for content and for quoted attributes alike.
        public mutating func appendInterpolation(_ text: String) {
            guard mayInterpolate() else { return }
            switch bytes.attributeThatOpensAtTheEnd() {
            case .none: bytes.appendEscaped(text)
            case .plain(isQuoted: true): bytes.appendEscaped(text)
            case .plain(isQuoted: false): appendQuoted(text)
            case .address(let isQuoted):
                assert(SafeURL(parsing: text) != nil, "Write an address as \\(href: SafeURL), not as text: \(text)")
                let address = SafeURL(parsing: text)?.string ?? "#"
                if isQuoted { bytes.appendEscaped(address) } else { appendQuoted(address) }
            case .executable(let isQuoted):
                assertionFailure("A value can't be interpolated into a style or event attribute.")
                if !isQuoted { appendQuoted("") }
            }
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: Substring) {
            appendInterpolation(String(text))
        }

        /// A whole number in ASCII digits.
        public mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            appendInterpolation(String(number))
        }

        /// An address, escaped.
        public mutating func appendInterpolation(_ url: SafeURL) {
            appendInterpolation(url.string)
        }

        /// A language tag, as it is.
        public mutating func appendInterpolation(_ tag: LanguageTag) {
            appendInterpolation(tag.string)
        }

        private mutating func appendQuoted(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            bytes.appendEscaped(text)
            bytes.append(UInt8(ascii: "\""))
        }

        private func mayInterpolate() -> Bool {
            assert(!isInRawText, "A value can't be interpolated into <script> or <style>: use HTML.jsonLD.")
            return !isInRawText
        }
    }
}
