import Editorial
import Storage
import SystemPackage
import Testing

@testable import ObjectStorageS3

@Suite("Where a bucket is")
struct S3LocationTests {
    private let hash = ContentHash(String(repeating: "ab", count: 32))

    @Test("the bucket stands in the path, or in the host")
    func addressing() throws {
        let hash = try #require(hash)
        let path = try S3Location(endpoint: "http://127.0.0.1:9000/", region: "eu-central-1", bucket: "paper")
        #expect(path.host == "127.0.0.1:9000")
        #expect(path.path(of: path.key(of: hash)) == "/paper/ab/" + String(repeating: "ab", count: 31))
        #expect(path.path(of: nil) == "/paper")
        let host = try S3Location(
            endpoint: "https://S3.Example:443", region: "r", bucket: "paper", prefix: "/the lantern//", addressing: .virtualHost)
        #expect(host.host == "paper.s3.example")
        #expect(host.path(of: host.key(of: hash)) == "/the%20lantern/ab/" + String(repeating: "ab", count: 31))
        #expect(host.path(of: nil) == "/")
    }

    @Test("an object's key leads back to it, and other keys lead nowhere")
    func keys() throws {
        let hash = try #require(hash)
        let location = try S3Location(endpoint: "https://s3.example", region: "r", bucket: "paper", prefix: "a/b")
        #expect(location.object(at: location.key(of: hash)) == hash)
        for key in ["", "a/b/", "a/b/ab/cd", "ab/" + String(repeating: "ab", count: 31), "a/b/x/ab/" + String(repeating: "ab", count: 31)] {
            #expect(location.object(at: key) == nil)
        }
    }

    @Test(
        "what can't be a bucket's place is refused, and the line says which setting",
        arguments: [
            ("ftp://s3.example", "r", "paper", "", "endpoint"), ("s3.example", "r", "paper", "", "endpoint"),
            ("https://user:pass@s3.example", "r", "paper", "", "endpoint"), ("https://s3.example/x", "r", "paper", "", "endpoint"),
            ("https://s3.example", "r", "No", "", "bucket"), ("https://s3.example", "r", "a/b", "", "bucket"),
            ("https://s3.example", "r", "-paper", "", "bucket"), ("https://s3.example", "", "paper", "", "region"),
            ("https://s3.example", "r/s3", "paper", "", "region"), ("https://s3.example", "r", "paper", "a/../b", "prefix"),
            ("https://s3.example", "r", "paper", "a\nb", "prefix"),
        ])
    func refused(endpoint: String, region: String, bucket: String, prefix: String, setting: String) {
        let error = #expect(throws: S3LocationError.self) {
            try S3Location(endpoint: endpoint, region: region, bucket: bucket, prefix: prefix)
        }
        #expect(error?.description.contains("objects.s3.\(setting)") == true)
    }

    @Test("an address has no bucket in its host", arguments: ["http://10.0.0.1", "http://[::1]:9000"])
    func addresses(endpoint: String) {
        #expect(throws: S3LocationError.self) {
            try S3Location(endpoint: endpoint, region: "r", bucket: "paper", addressing: .virtualHost)
        }
    }

    @Test("only old uploads of this publication's are stale")
    func stale() throws {
        let hash = try #require(hash)
        let location = try S3Location(endpoint: "https://s3.example", region: "r", bucket: "paper", prefix: "a")
        let key = location.key(of: hash)
        func upload(_ key: String, _ id: String, _ time: String) -> String {
            "<Upload><Key>\(key)</Key><UploadId>\(id)</UploadId><Initiator><ID>x</ID></Initiator><Initiated>\(time)</Initiated></Upload>"
        }
        let uploads = [
            upload(key, "old", "2026-11-28T09:00:00.000Z"), upload(key, "old too", "2026-11-28T09:00:00Z"),
            upload(key, "young", "2026-11-30T08:00:00.000Z"), upload("b/other", "another's", "2026-11-01T09:00:00.000Z"),
            upload(key, "odd", "long ago"),
        ]
        let page = try S3Document(
            parsing: Array("<ListMultipartUploadsResult>\(uploads.joined())</ListMultipartUploadsResult>".utf8))
        let moment = Timestamp(seconds: 1_796_029_200 - 86_400)
        #expect(StaleUpload.list(page, begunBefore: moment, at: location).map(\.id) == ["old", "old too"])
    }

    @Test("credentials are read as Amazon's tools keep them")
    func credentials() throws {
        let text = """
            # a comment
            [other]
            aws_access_key_id = wrong
            [default]
            aws_access_key_id=right
            aws_secret_access_key = se=cret+/
            aws_session_token = token
            """
        let credentials = try S3Credentials(parsing: text, path: "x")
        #expect(credentials == S3Credentials(accessKey: "right", secretKey: "se=cret+/", sessionToken: "token"))
        #expect(throws: S3CredentialsError.incomplete(path: "x")) { try S3Credentials(parsing: "aws_access_key_id = a", path: "x") }
        #expect(throws: S3CredentialsError.unreadable(path: "/nowhere")) { try S3Credentials(fileAt: "/nowhere") }
    }
}
