/// Splits a stylesheet into tokens (CSS Syntax Level 3, section 4), as far as telling safe from unsafe needs:
/// escapes are resolved, so that `\75rl(` is `url(`, and what a browser would repair is an error here.
struct CSSTokenizer {
    struct Token: Sendable, Hashable {
        let kind: Kind
        /// Counts from 1.
        let line: Int
    }

    enum Kind: Sendable, Hashable {
        /// A name, with its escapes resolved, in small letters.
        case identifier(String)
        /// `@name`
        case atKeyword(String)
        /// `name(`
        case function(String)
        case string(String)
        /// `url(address)` without quotation marks.
        case url(String)
        case open(Bracket)
        case close(Bracket)
        /// A number, with its unit, and `#name`: never of interest.
        case value
        case mark(Unicode.Scalar)
    }

    enum Bracket: Sendable, Hashable {
        case round, square, curly
    }

    /// What no stylesheet should hold.
    struct Fault: Error, Hashable {
        let line: Int
        let message: String
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1

    init(_ text: String) {
        // Section 3.3: all line ends are one character.
        scalars = Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{C}", with: "\n")
            .unicodeScalars)
    }

    /// The next token; white space and comments are passed over.
    mutating func next() throws(Fault) -> Token? {
        while true {
            if peek() == "/", peek(1) == "*" {
                try skipComment()
            } else if let scalar = peek(), scalar.isCSSSpace {
                advance()
            } else {
                break
            }
        }
        let start = line
        guard let kind = try kind() else { return nil }
        return Token(kind: kind, line: start)
    }

    private mutating func kind() throws(Fault) -> Kind? {
        guard let scalar = peek() else { return nil }
        switch scalar {
        case "\"", "'": return .string(try string(endingWith: scalar))
        case "(": return bracket(.open(.round))
        case ")": return bracket(.close(.round))
        case "[": return bracket(.open(.square))
        case "]": return bracket(.close(.square))
        case "{": return bracket(.open(.curly))
        case "}": return bracket(.close(.curly))
        case "\u{0}": throw fault("There is a NUL character.")
        case "@", "#": return try prefixed(scalar)
        case "0"..."9": return try number()
        default: break
        }
        if startsName() { return try named() }
        if scalar == "\\" { throw fault("A backslash stands before the end of a line or of the file.") }
        advance()
        return .mark(scalar)
    }

    private mutating func bracket(_ kind: Kind) -> Kind {
        advance()
        return kind
    }

    private mutating func prefixed(_ sign: Unicode.Scalar) throws(Fault) -> Kind {
        advance()
        if sign == "@" { return startsName() ? .atKeyword(try name()) : .mark(sign) }
        if let following = peek(), following.isCSSName || escapes(at: 0) {
            _ = try name()
            return .value
        }
        return .mark(sign)
    }

    private mutating func number() throws(Fault) -> Kind {
        while let digit = peek(), ("0"..."9").contains(digit) || digit == "." { advance() }
        if startsName() { _ = try name() }
        return .value
    }

    private mutating func named() throws(Fault) -> Kind {
        let name = try name()
        guard peek() == "(" else { return .identifier(name) }
        advance()
        guard name == "url" else { return .function(name) }
        // `url(` is a function only where a quotation mark follows.
        var ahead = 0
        while let scalar = peek(ahead), scalar.isCSSSpace { ahead += 1 }
        if peek(ahead) == "\"" || peek(ahead) == "'" { return .function(name) }
        return .url(try address())
    }

    private mutating func address() throws(Fault) -> String {
        while let scalar = peek(), scalar.isCSSSpace { advance() }
        var address = String.UnicodeScalarView()
        while let scalar = peek(), scalar != ")" {
            if scalar.isCSSSpace {
                while let space = peek(), space.isCSSSpace { advance() }
                guard peek() == ")" else { throw fault("An address with a space needs quotation marks.") }
            } else if scalar == "\\" {
                address.append(try escaped())
            } else if scalar == "\"" || scalar == "'" || scalar == "(" || scalar.isCSSControl {
                throw fault("“url(…)” holds a character that needs quotation marks round the address.")
            } else {
                address.append(scalar)
                advance()
            }
        }
        guard peek() == ")" else { throw fault("“url(” isn’t closed.") }
        advance()
        return String(address)
    }

    private mutating func string(endingWith mark: Unicode.Scalar) throws(Fault) -> String {
        advance()
        var string = String.UnicodeScalarView()
        while let scalar = peek(), scalar != mark {
            if scalar == "\n" { throw fault("A text isn’t closed on its line.") }
            if scalar == "\u{0}" { throw fault("There is a NUL character.") }
            if scalar == "\\", peek(1) == "\n" {
                advance()
                advance()
            } else if scalar == "\\" {
                string.append(try escaped())
            } else {
                string.append(scalar)
                advance()
            }
        }
        guard peek() == mark else { throw fault("A text isn’t closed before the end of the file.") }
        advance()
        return String(string)
    }

    private mutating func name() throws(Fault) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek() {
            if scalar.isCSSName {
                name.append(scalar)
                advance()
            } else if scalar == "\\", escapes(at: 0) {
                name.append(try escaped())
            } else {
                break
            }
        }
        return String(name).lowercased()
    }

    /// Section 4.3.7: up to six hexadecimal digits and one space, or the character itself.
    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        advance()
        guard let first = peek(), first != "\n" else { throw fault("A backslash has nothing after it.") }
        guard first.hexadecimalValue != nil else {
            advance()
            return first
        }
        var number: UInt32 = 0
        var count = 0
        while count < 6, let digit = peek()?.hexadecimalValue {
            number = number << 4 | digit
            count += 1
            advance()
        }
        if let space = peek(), space.isCSSSpace { advance() }
        guard number != 0, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
        return scalar
    }

    private mutating func skipComment() throws(Fault) {
        let start = line
        advance()
        advance()
        while peek() != nil {
            if peek() == "*", peek(1) == "/" {
                advance()
                advance()
                return
            }
            advance()
        }
        throw Fault(line: start, message: "A comment isn’t closed.")
    }

    /// Section 4.3.9.
    private func startsName() -> Bool {
        guard let scalar = peek() else { return false }
        if scalar == "-" {
            guard let second = peek(1) else { return false }
            return second == "-" || second.isCSSNameStart || escapes(at: 1)
        }
        return scalar.isCSSNameStart || escapes(at: 0)
    }

    /// Section 4.3.8; a backslash at the end of the file is caught elsewhere.
    private func escapes(at offset: Int) -> Bool {
        guard peek(offset) == "\\", let second = peek(offset + 1) else { return false }
        return second != "\n"
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    private mutating func advance() {
        if scalars[index] == "\n" { line += 1 }
        index += 1
    }

    private func fault(_ message: String) -> Fault { Fault(line: line, message: message) }
}

extension Unicode.Scalar {
    fileprivate var isCSSSpace: Bool { self == " " || self == "\t" || self == "\n" }

    fileprivate var isCSSControl: Bool { value < 0x20 || value == 0x7F }

    fileprivate var isCSSNameStart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" || value >= 0x80
    }

    fileprivate var isCSSName: Bool { isCSSNameStart || ("0"..."9").contains(self) || self == "-" }

    fileprivate var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x61 + 10
        case "A"..."F": value - 0x41 + 10
        default: nil
        }
    }
}
