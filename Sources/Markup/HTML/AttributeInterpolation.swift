extension HTML.Interpolation {
    /// ` href="…"`, with the space before it.
    public mutating func appendInterpolation(href url: SafeURL) { append("href", url) }
    /// ` href="…"`, or nothing.
    public mutating func appendInterpolation(href url: SafeURL?) { append("href", url) }
    /// ` src="…"`.
    public mutating func appendInterpolation(src url: SafeURL) { append("src", url) }
    /// ` action="…"`.
    public mutating func appendInterpolation(action url: SafeURL) { append("action", url) }
    /// ` formaction="…"`.
    public mutating func appendInterpolation(formaction url: SafeURL) { append("formaction", url) }
    /// ` poster="…"`, or nothing.
    public mutating func appendInterpolation(poster url: SafeURL?) { append("poster", url) }
    /// ` cite="…"`, or nothing.
    public mutating func appendInterpolation(cite url: SafeURL?) { append("cite", url) }

    /// ` content="…"` of a `<meta>` that holds an address.
    public mutating func appendInterpolation(content url: SafeURL) { append("content", url) }

    /// ` srcset="… 480w, … 960w"`; the widths in pixels.
    public mutating func appendInterpolation(srcset candidates: [(url: SafeURL, width: Int)]) {
        guard !isInRawText, !candidates.isEmpty else { return }
        bytes.append(contentsOf: " srcset=\"".utf8)
        for (index, candidate) in candidates.enumerated() {
            if index > 0 { bytes.append(contentsOf: ", ".utf8) }
            // A comma at either end of an address would be read as the separator.
            bytes.appendEscaped(candidate.url.string.replacing(",", with: "%2C"))
            bytes.append(contentsOf: " \(candidate.width)w".utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// ` class="…"`.
    public mutating func appendInterpolation(class names: String) { append("class", names) }
    /// ` class="…"`, or nothing.
    public mutating func appendInterpolation(class names: String?) { append("class", names) }
    /// ` lang="…"`, or nothing.
    public mutating func appendInterpolation(lang tag: LanguageTag?) { append("lang", tag?.string) }

    /// ` name="…"` for any attribute that can hold no address and no program.
    public mutating func appendInterpolation(attribute name: AttributeName, _ value: String) {
        append(name.name, value)
    }

    /// ` name="…"`, or nothing.
    public mutating func appendInterpolation(attribute name: AttributeName, _ value: String?) {
        append(name.name, value)
    }

    /// ` name="…"` with a whole number.
    public mutating func appendInterpolation(attribute name: AttributeName, _ value: Int) {
        append(name.name, String(value))
    }

    /// ` name="…"` with a whole number, or nothing.
    public mutating func appendInterpolation(attribute name: AttributeName, _ value: Int?) {
        append(name.name, value.map { String($0) })
    }

    /// ` name`, a boolean attribute, where the condition holds.
    public mutating func appendInterpolation(attribute name: AttributeName, if condition: Bool) {
        guard !isInRawText, condition else { return }
        bytes.append(UInt8(ascii: " "))
        name.name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// ` data-NAME="…"`, or nothing.
    public mutating func appendInterpolation(data name: StaticString, _ value: String?) {
        append("data-", name, value)
    }

    /// ` aria-NAME="…"`, or nothing.
    public mutating func appendInterpolation(aria name: StaticString, _ value: String?) {
        append("aria-", name, value)
    }

    private mutating func append(_ name: StaticString, _ url: SafeURL?) {
        append(name, url?.string)
    }

    private mutating func append(_ name: StaticString, _ value: String?) {
        append("", name, value)
    }

    private mutating func append(_ prefix: StaticString, _ name: StaticString, _ value: String?) {
        guard !isInRawText, let value else { return }
        bytes.append(UInt8(ascii: " "))
        prefix.withUTF8Buffer { bytes.append(contentsOf: $0) }
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: "=\"".utf8)
        bytes.appendEscaped(value)
        bytes.append(UInt8(ascii: "\""))
    }
}
