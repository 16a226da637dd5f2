import Foundation
public import SystemPackage

/// What requests are signed with.
public struct S3Credentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    public let accessKey: String
    let secretKey: String
    /// Comes with credentials that are lent for a while.
    let sessionToken: String?

    public init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }

    /// Without the secrets, so that no log can have them.
    public var description: String { "S3Credentials(\(accessKey))" }
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }

    /// Reads a file as Amazon's tools keep it: `aws_access_key_id`, `aws_secret_access_key` and `aws_session_token`, each
    /// `name = value` on a line, in the section `[default]` or in none.
    /// - Throws: ``S3CredentialsError``
    public init(parsing text: String, path: String) throws(S3CredentialsError) {
        var values: [String: String] = [:]
        var isOurs = true
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("[") {
                isOurs = line == "[default]"
            } else if isOurs, let sign = line.firstIndex(of: "=") {
                let name = line[..<sign].trimmingCharacters(in: .whitespaces).lowercased()
                values[name] = line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces)
            }
        }
        guard let accessKey = values["aws_access_key_id"], let secretKey = values["aws_secret_access_key"],
            !accessKey.isEmpty, !secretKey.isEmpty
        else { throw .incomplete(path: path) }
        self.init(accessKey: accessKey, secretKey: secretKey, sessionToken: values["aws_session_token"])
    }

    /// - Throws: ``S3CredentialsError``
    public init(fileAt path: FilePath) throws(S3CredentialsError) {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path.string), encoding: .utf8)
        } catch {
            throw .unreadable(path: path.string)
        }
        try self.init(parsing: text, path: path.string)
    }
}

public enum S3CredentialsError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing
    case unreadable(path: String)
    case incomplete(path: String)

    public var description: String {
        switch self {
        case .missing:
            """
            S3 needs an access key and a secret: set STANDFIRST_OBJECTS_S3_ACCESS_KEY and STANDFIRST_OBJECTS_S3_SECRET_KEY in \
            the environment, or name a file that holds them with objects.s3.credentials.
            """
        case .unreadable(let path):
            "The S3 credentials \(path) can't be read: correct objects.s3.credentials, or let the program read the file."
        case .incomplete(let path):
            "The S3 credentials \(path) must have the lines aws_access_key_id = … and aws_secret_access_key = …."
        }
    }
}
