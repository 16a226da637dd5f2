import Storage
import Testing

@testable import ObjectStorageS3

/// Amazon's published examples: the S3 API Reference's ("Examples: Signature Calculations") and the signing test suite's.
@Suite("Signatures of requests")
struct RequestSignatureTests {
    private let credentials = S3Credentials(
        accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    /// 2013-05-24T00:00:00Z
    private let scope = RequestSignature.Scope(time: Timestamp(seconds: 1_369_353_600), region: "us-east-1")
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private func request(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], payloadHash: String = empty
    ) -> RequestSignature {
        let standing = [
            (name: "Host", value: "examplebucket.s3.amazonaws.com"), (name: "x-amz-content-sha256", value: payloadHash),
        ]
        return RequestSignature(
            method: method, path: path, query: query, headers: standing + headers, payloadHash: payloadHash)
    }

    @Test("part of an object")
    func range() {
        let request = request(
            "GET", "/test.txt", headers: [("x-amz-date", scope.moment), ("Range", "bytes=0-9")])
        #expect(request.signature(scope, credentials) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        #expect(
            request.authorization(scope, credentials) == """
                AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
                SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, \
                Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
                """)
    }

    @Test("an upload, its key with a sign that is encoded")
    func upload() {
        let hash = SignedText.hash(of: "Welcome to Amazon S3.".utf8)
        #expect(hash == "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
        let request = request(
            "PUT", "/" + SignedText.encoded("test$file.text", keepingSlashes: true),
            headers: [
                ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-date", scope.moment),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ], payloadHash: hash)
        #expect(request.signature(scope, credentials) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test("a query without a value, and one with two values")
    func queries() {
        let lifecycle = request("GET", "/", query: [("lifecycle", "")], headers: [("x-amz-date", scope.moment)])
        #expect(lifecycle.signature(scope, credentials) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
        let list = request(
            "GET", "/", query: [("prefix", "J"), ("max-keys", "2")], headers: [("x-amz-date", scope.moment)])
        #expect(list.signature(scope, credentials) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test(
        "keys of every kind, as Amazon's own library for Python signs them",
        arguments: [
            ("odd/ü b+c&d=e?f#g%h~i.txt", "d2f7c0de442bb29e8e9418bfe9a7024246a6bd0f3dd2aba44f3dc38a521407e2"),
            ("a//b", "d3b7d8e709518ef28050efa35968623c064ee44d1a12877eab753fd6548bb875"),
            ("..", "0177c33f8d1784c7ec7b74606d91f3db24bee49b21183ca50107af4bbc753df7"),
            ("日本/ %41", "d780e5ff5432f2f066d39b6cff349f109082baf3e989d834d2051f0fe930e8fc"),
            ("x\"'<>*()!$;:@,", "00e856c77ea696add737e3ccf65bd83e31e8d6cf6465561997084fb99d5611d2"),
        ])
    func keys(key: String, signature: String) {
        let request = request(
            "GET", "/" + SignedText.encoded(key, keepingSlashes: true), headers: [("x-amz-date", scope.moment)])
        #expect(request.signature(scope, credentials) == signature)
    }

    @Test("names in a query are sorted by their bytes, and then by their values")
    func sorting() {
        let request = request(
            "GET", "/",
            query: [("uploads", ""), ("prefix", "a/b +ü"), ("prefix", "A"), ("Z", "1"), ("a", "2"), ("a", "10")],
            headers: [("x-amz-date", scope.moment)])
        #expect(request.canonicalQuery == "Z=1&a=10&a=2&prefix=A&prefix=a%2Fb%20%2B%C3%BC&uploads=")
        #expect(request.signature(scope, credentials) == "9954b87fb32dd83786a21b04772693fe1c38fb390d97d044dbbccd540a3c8708")
    }

    @Test("a session's token is signed with the rest")
    func token() {
        let request = request(
            "GET", "/test.txt", headers: [("x-amz-date", scope.moment), ("X-Amz-Security-Token", "the/token==")])
        #expect(request.signature(scope, credentials) == "1fa929e85e6b3bab64b97a3829c190594965b074522f74f399ebfcfd482b32e3")
    }

    /// The test suite's `get-vanilla`, `get-vanilla-query-order-key-case` and `post-vanilla`.
    @Test(
        "the signing test suite",
        arguments: [
            ("GET", [], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            (
                "GET", [("Param2", "value2"), ("Param1", "value1")],
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            ),
            ("POST", [], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ] as [(String, [(String, String)], String)])
    func suite(method: String, query: [(String, String)], signature: String) {
        let scope = RequestSignature.Scope(
            time: Timestamp(seconds: 1_440_938_160), region: "us-east-1", service: "service")
        let request = RequestSignature(
            method: method, path: "/", query: query.map { (name: $0.0, value: $0.1) },
            headers: [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")], payloadHash: Self.empty)
        let credentials = S3Credentials(accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
        #expect(scope.moment == "20150830T123600Z")
        #expect(request.signature(scope, credentials) == signature)
    }

    @Test("needless space in a header doesn't count, and a name's values are one list")
    func headers() {
        let request = RequestSignature(
            method: "GET", path: "/", headers: [("B", "  a   b  "), ("a", "2"), ("A", "1")], payloadHash: "x")
        #expect(request.canonicalRequest == "GET\n/\n\na:2,1\nb:a b\n\na;b\nx")
    }

    @Test("no secret is printed")
    func secrets() {
        let credentials = S3Credentials(accessKey: "known", secretKey: "hidden", sessionToken: "veiled")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("hidden") && !text.contains("veiled"))
        }
    }
}
