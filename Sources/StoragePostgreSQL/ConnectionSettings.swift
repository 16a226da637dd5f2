import CLibPQ

/// Where and how to connect, read from a URL as libpq documents it (`postgresql://user:password@host:port/name?…`).
///
/// What is printed of it never holds a password: libpq repeats parts of a URL in its messages, so it is given
/// the parts instead, and ``redacted(_:)`` cleans what it says.
struct ConnectionSettings: Sendable, Hashable {
    /// libpq's own keywords and values.
    private(set) var options: [String: String]

    /// - Throws: ``SettingsFault``, which repeats nothing of the URL.
    init(url: String) throws(SettingsFault) {
        try Self.checkForm(url)
        options = try Self.parse(url)
        let defaults = [
            "client_encoding": "UTF8", "application_name": "standfirst", "connect_timeout": "10",
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
        ]
        options.merge(defaults) { given, _ in given }
        options["client_encoding"] = "UTF8"
    }

    /// The host, port and database, for messages.
    var summary: String {
        let host = options["host"] ?? options["hostaddr"] ?? "the local server"
        let port = options["port"].map { ":\($0)" } ?? ""
        return "\(host)\(port)/\(options["dbname"] ?? options["user"] ?? "")"
    }

    /// A message without anything secret.
    func redacted(_ message: String) -> String {
        var message = message
        for keyword in ["password", "sslpassword"] {
            guard let secret = options[keyword], !secret.isEmpty else { continue }
            message = message.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "•••")
        }
        return message
    }

    /// Refuses what libpq would misread so that a part of the password became the host.
    private static func checkForm(_ url: String) throws(SettingsFault) {
        guard let scheme = ["postgres://", "postgresql://"].first(where: url.hasPrefix) else {
            throw SettingsFault(what: "it must begin with postgres:// or postgresql://")
        }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let signs = rest.count { $0 == "@" }
        guard signs <= 1, signs == authority.count(where: { $0 == "@" }) else {
            throw SettingsFault(
                what: "write @ : / ? # and % inside a user name or password as %40 %3A %2F %3F %23 and %25")
        }
        guard !url.utf8.contains(0) else { throw SettingsFault(what: "it contains a NUL") }
    }

    private static func parse(_ url: String) throws(SettingsFault) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        let parsed = PQconninfoParse(url, &message)
        PQfreemem(message)
        guard let parsed else {
            throw SettingsFault(
                what: "it must have the form postgres://USER:PASSWORD@HOST:PORT/DATABASE?OPTION=VALUE, "
                    + "with the options that libpq knows")
        }
        defer { PQconninfoFree(parsed) }
        var options: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}

/// A fault of a database's URL.
struct SettingsFault: Error, Hashable, CustomStringConvertible {
    let what: String

    var description: String { "the database's URL can't be read: \(what)" }
}
