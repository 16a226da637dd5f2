import Editorial
import PropertyTesting
import Storage
import Testing

@testable import ObjectStorageS3

@Suite("What becomes of a request that failed")
struct S3FailureTests {
    private func location() throws -> S3Location {
        try S3Location(endpoint: "https://s3.example", region: "eu-central-1", bucket: "paper")
    }

    private func answer(_ status: Int, _ code: String = "") -> S3Failure {
        let body = code.isEmpty ? "" : "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>So it is.</Message></Error>"
        return .answered(S3Refusal(status: status, body: Array(body.utf8)))
    }

    @Test(
        "what may pass is tried again", arguments: [(500, ""), (502, ""), (503, "SlowDown"), (504, ""), (429, ""), (400, "RequestTimeout"), (409, "ConditionalRequestConflict")])
    func again(status: Int, code: String) {
        let policy = S3RetryPolicy()
        for failure in [answer(status, code), .transport("Connection refused")] {
            #expect(
                policy.decision(after: failure, attempt: 1, elapsed: .zero, jitter: 1) == .again(after: .milliseconds(200)))
        }
    }

    @Test(
        "what stays so is not tried again", arguments: [(403, "AccessDenied"), (404, "NoSuchBucket"), (400, "InvalidArgument"), (301, "PermanentRedirect")])
    func never(status: Int, code: String) {
        #expect(
            S3RetryPolicy().decision(after: answer(status, code), attempt: 1, elapsed: .zero, jitter: 0) == .giveUp)
    }

    @Test("pauses grow, have a bound, and end with patience or the last attempt")
    func pauses() {
        var policy = S3RetryPolicy(attempts: 12)
        func pause(_ attempt: Int, elapsed: Duration = .zero, jitter: Double = 1) -> S3RetryPolicy.Decision {
            policy.decision(after: .transport("x"), attempt: attempt, elapsed: elapsed, jitter: jitter)
        }
        #expect([1, 2, 3, 4].map { pause($0) } == [200, 400, 800, 1600].map { .again(after: .milliseconds($0)) })
        #expect(pause(11) == .again(after: .seconds(5)))
        #expect(pause(2, jitter: 0) == .again(after: .milliseconds(200)))
        #expect(pause(12) == .giveUp)
        #expect(pause(1, elapsed: .seconds(20)) == .giveUp)
        policy.patience = .milliseconds(100)
        #expect(pause(1) == .giveUp)
    }

    @Test(
        "each fault says in one line what to do",
        arguments: [
            (404, "NoSuchBucket", "There is no bucket “paper” at https://s3.example"), (404, "", "There is no bucket"),
            (403, "AccessDenied", "s3:GetObject"), (403, "", "denies access"), (403, "InvalidAccessKeyId", "no such access key"),
            (403, "SignatureDoesNotMatch", "STANDFIRST_OBJECTS_S3_SECRET_KEY"), (400, "ExpiredToken", "session token"),
            (301, "PermanentRedirect", "objects.s3.region"), (403, "RequestTimeTooSkewed", "set the clock"),
            (507, "", "no space left"), (418, "Teapot", "answered 418 (Teapot: So it is)"),
        ])
    func lines(status: Int, code: String, wanted: String) throws {
        let error = answer(status, code).fault(at: try location(), now: Timestamp(seconds: 0))
        #expect(error.description.contains(wanted), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test("the clock's distance is told by the answer's date")
    func skew() throws {
        let refusal = S3Refusal(
            status: 403, body: Array("<Error><Code>RequestTimeTooSkewed</Code></Error>".utf8),
            date: "Mon, 30 Nov 2026 09:00:00 GMT")
        #expect(refusal.date == Timestamp(seconds: 1_796_029_200))
        let error = S3Failure.answered(refusal).fault(at: try location(), now: Timestamp(seconds: 1_796_029_200 - 3600))
        #expect(error.description.contains("60 minutes"))
        #expect(S3Refusal(status: 403, date: "yesterday").date == nil)
    }

    @Test("a bucket elsewhere is said to be there")
    func region() throws {
        let refusal = S3Refusal(status: 301, region: "us-west-2")
        #expect(S3Failure.answered(refusal).fault(at: try location(), now: Timestamp(seconds: 0)).description.contains("us-west-2"))
    }

    @Test("an answer's elements are read by their paths")
    func document() throws {
        let text = "<?xml version='1.0'?><L xmlns='u'><C><K>a&amp;b</K></C><C><K>ü</K><E/></C><T>true</T></L>"
        let document = try S3Document(parsing: Array(text.utf8))
        #expect(document.all("L/C/K") == ["a&b", "ü"])
        #expect(document.first("L/T") == "true")
        #expect(document.first("L/C/E") == "")
        #expect(document.first("L/C") == nil)
    }

    @Test("an answer that is none of S3's is refused and never expanded")
    func notDocument() {
        for text in ["", "<html>", "<a><b></a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", String(repeating: "<a>", count: 40)] {
            #expect(throws: S3Document.NotWellFormed.self) { try S3Document(parsing: Array(text.utf8)) }
        }
    }

    @Test("any bytes at all are read or refused")
    func fuzz() {
        var random = SeededGenerator(seed: 20_261_130)
        let alphabet = Array("<>/&;!?='\"[] \nCodeError\u{0}é".utf8)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            _ = S3Refusal(status: 500, body: bytes, date: String(decoding: bytes, as: UTF8.self))
        }
    }
}
