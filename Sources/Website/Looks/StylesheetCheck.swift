/// Whether a publication's own stylesheet may be served: whole, of bounded size, and calling nowhere else.
///
/// It is served within `@layer publication { … }`, so that an unbalanced bracket would break out of its layer; and a
/// reader's browser talks to the publication alone, so that every address in it must be a relative one.
public enum StylesheetCheck {
    /// The most bytes that it may have.
    public static let largestByteCount = 64 * 1024

    /// Everything that is wrong, in the order of lines; empty for a good stylesheet.
    /// - Parameter file: What faults call the file.
    public static func faults(in stylesheet: [UInt8], file: String) -> [LookFault] {
        guard stylesheet.count <= largestByteCount else {
            let message = "The stylesheet has \(stylesheet.count) bytes; at most \(largestByteCount) are served."
            return [LookFault(file: file, line: 1, message: message)]
        }
        guard let text = String(validating: stylesheet, as: UTF8.self) else {
            return [LookFault(file: file, line: 1, message: "The stylesheet isn’t UTF-8 text.")]
        }
        var inspection = Inspection()
        var tokens = CSSTokenizer(text)
        do throws(CSSTokenizer.Fault) {
            while let token = try tokens.next() { inspection.take(token) }
            inspection.end()
        } catch {
            inspection.faults.append(error)
        }
        return inspection.faults.map { LookFault(file: file, line: $0.line, message: $0.message) }
    }

    /// Follows the tokens, and remembers which brackets are open.
    private struct Inspection {
        var faults: [CSSTokenizer.Fault] = []
        private var open: [Opening] = []
        private var previous: CSSTokenizer.Token?

        private struct Opening {
            let bracket: CSSTokenizer.Bracket
            /// The function's name; `nil` for a bracket alone.
            let function: String?
            let line: Int
        }

        mutating func take(_ token: CSSTokenizer.Token) {
            switch token.kind {
            case .atKeyword(let name): check(atRule: name, token.line)
            case .function(let name):
                check(function: name, token.line)
                open.append(Opening(bracket: .round, function: name, line: token.line))
            case .url(let address): check(address: address, token.line)
            case .string(let text):
                if open.last?.function != "type", isInAddressFunction { check(address: text, token.line) }
            case .open(let bracket): open.append(Opening(bracket: bracket, function: nil, line: token.line))
            case .close(let bracket): close(bracket, token.line)
            case .mark(":"):
                if case .identifier(let name) = previous?.kind { check(property: name, token.line) }
            case .identifier, .value, .mark: break
            }
            previous = token
        }

        mutating func end() {
            for opening in open { fault(opening.line, "A bracket is opened here and never closed.") }
        }

        private mutating func close(_ bracket: CSSTokenizer.Bracket, _ line: Int) {
            if open.last?.bracket == bracket {
                open.removeLast()
            } else {
                fault(line, "A bracket is closed here that isn’t open.")
            }
        }

        private mutating func check(atRule name: String, _ line: Int) {
            switch name {
            case "import": fault(line, "“@import” isn’t allowed: put the rules into this file.")
            case "charset", "namespace":
                fault(line, "“@\(name)” has no effect here: leave it out; the file is served as UTF-8.")
            default: break
            }
        }

        private mutating func check(function name: String, _ line: Int) {
            if name == "expression" { fault(line, "“expression()” isn’t allowed.") }
            let computed = ["var", "env", "attr", "if", "inherit"]
            if isInAddressFunction, computed.contains(name) || name.hasPrefix("--") {
                fault(line, "“\(name)()” isn’t allowed within an address: write the address itself.")
            }
        }

        private mutating func check(property name: String, _ line: Int) {
            let programs = ["behavior", "behaviour", "-ms-behavior", "-moz-binding", "progid"]
            if programs.contains(name) { fault(line, "“\(name)” isn’t allowed: it would run a program.") }
        }

        private mutating func check(address: String, _ line: Int) {
            guard !address.isSameOriginReference else { return }
            fault(
                line,
                "“\(address.prefix(80))” leads elsewhere: only relative addresses on this site are allowed, so that "
                    + "a reader’s browser talks to nobody else.")
        }

        /// Whether strings are addresses here.
        private var isInAddressFunction: Bool {
            open.contains { opening in
                guard let name = opening.function else { return false }
                return name == "url" || name == "src" || name == "image" || name == "cross-fade"
                    || name.hasSuffix("image-set") || name.hasSuffix("cross-fade")
            }
        }

        private mutating func fault(_ line: Int, _ message: String) {
            faults.append(CSSTokenizer.Fault(line: line, message: message))
        }
    }
}

extension String {
    /// Whether every browser resolves it to the page's own origin: no scheme, no host, and nothing that the URL
    /// Standard strips or turns into one (backslashes, tabs, line ends).
    fileprivate var isSameOriginReference: Bool {
        guard unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }) else { return false }
        guard !hasPrefix("//") else { return false }
        let firstPart = prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return !firstPart.contains(":")
    }
}
