import Editorial
import HTTPTypes

/// The fields that an answer goes out with, whoever sends it.
enum ResponseFields {
    static let surrogateKey = name("Surrogate-Key")
    /// RFC 9211.
    static let cacheStatus = name("Cache-Status")

    /// What every answer to a reader carries.
    static let standing: HTTPFields = {
        var fields: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        fields[name("Referrer-Policy")] = "strict-origin-when-cross-origin"
        fields[name("Cross-Origin-Opener-Policy")] = "same-origin"
        fields[name("Permissions-Policy")] = "browsing-topics=(), camera=(), geolocation=(), microphone=()"
        return fields
    }()

    /// The fields of an answer, without those of its bytes.
    static func fields(of answer: Answer) -> HTTPFields {
        var fields = standing
        fields[.cacheControl] = answer.keeping.rawValue
        fields[.contentType] = answer.mediaType
        fields[.location] = answer.location
        if !answer.keys.isEmpty, answer.keeping != .never { fields[surrogateKey] = SurrogateKeys.field(answer.keys) }
        if answer.status == .serviceUnavailable { fields[.retryAfter] = "30" }
        return fields
    }

    /// Whether bytes of a type are text, which compression makes smaller.
    static func isText(_ mediaType: String?) -> Bool {
        guard let type = mediaType?.prefix(while: { $0 != ";" }) else { return false }
        return type.hasPrefix("text/") || type.hasSuffix("xml") || type.hasSuffix("json")
    }

    /// Whether compressing is worth its fields: what fits one packet anyway gains nothing.
    static func isCompressible(_ mediaType: String?, count: Int) -> Bool {
        count >= 1024 && isText(mediaType)
    }

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.description) else { preconditionFailure("\(text) is no field name") }
        return name
    }
}
