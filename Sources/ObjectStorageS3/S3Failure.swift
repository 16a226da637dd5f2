import Editorial
import Foundation
import Storage

/// Why a request was not done: the network's fault, or what S3 answered.
enum S3Failure: Error, Hashable {
    /// No answer came, or it broke off.
    case transport(String)
    case answered(S3Refusal)
}

/// An answer that says no.
struct S3Refusal: Hashable {
    let status: Int
    /// The standard's name of the fault; empty where the answer had no body, as those to `HEAD` don't.
    var code = ""
    var message = ""
    /// The server's clock.
    var date: Timestamp?
    /// Where the bucket is, if it is elsewhere.
    var region: String?

    /// - Parameter body: What came with it: an `Error` element, or anything a proxy says.
    init(status: Int, body: [UInt8] = [], date: String? = nil, region: String? = nil) {
        self.status = status
        let document = try? S3Document(parsing: body)
        code = document?.first("Error/Code") ?? ""
        message = document?.first("Error/Message") ?? ""
        self.region = region ?? document?.first("Error/Region")
        self.date = date.flatMap(Self.moment)
    }

    /// An HTTP date (RFC 9110, 5.6.7), in the form that is written today.
    private static func moment(_ text: String) -> Timestamp? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split { " :,".contains($0) }
        guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
        let numbers = [parts[3], parts[1], parts[4], parts[5], parts[6]].compactMap { Int($0) }
        guard numbers.count == 5 else { return nil }
        let components = DateComponents(
            timeZone: .gmt, year: numbers[0], month: month + 1, day: numbers[1], hour: numbers[2], minute: numbers[3],
            second: numbers[4])
        guard let date = Calendar(identifier: .gregorian).date(from: components) else { return nil }
        return Timestamp(seconds: Int64(date.timeIntervalSince1970))
    }
}

extension S3Failure {
    /// The fault as the operator gets to read it, with what to do about it.
    func fault(at location: S3Location, now: Timestamp) -> ObjectStoreError {
        let place = "\(location.scheme)://\(location.endpoint)"
        switch self {
        case .transport(let why):
            return .unavailable(
                "The object storage at \(place) can't be reached: \(why). Check objects.s3.endpoint, and the network between.")
        case .answered(let refusal):
            return refusal.fault(at: location, place: place, now: now)
        }
    }
}

extension S3Refusal {
    fileprivate func fault(at location: S3Location, place: String, now: Timestamp) -> ObjectStoreError {
        switch (status, code) {
        case (_, "NoSuchBucket"):
            return .refused("There is no bucket “\(location.bucket)” at \(place): make it, or correct objects.s3.bucket.")
        case (_, "RequestTimeTooSkewed"):
            let by = date.map { Self.distance(from: now, to: $0) } ?? "too far"
            return .refused("This machine's clock is \(by) from that of \(place): set the clock (NTP).")
        case (_, "InvalidAccessKeyId"):
            return .refused("\(place) knows no such access key: correct STANDFIRST_OBJECTS_S3_ACCESS_KEY or objects.s3.credentials.")
        case (_, "SignatureDoesNotMatch"):
            return .refused(
                "\(place) refuses the signature: correct STANDFIRST_OBJECTS_S3_SECRET_KEY or objects.s3.credentials, and objects.s3.region.")
        case (_, "ExpiredToken"), (_, "TokenRefreshRequired"), (_, "InvalidToken"):
            return .refused("The S3 session token is no longer good: give new credentials.")
        case (301, _), (307, _), (_, "AuthorizationHeaderMalformed"), (_, "IllegalLocationConstraintException"):
            let there = region.map { "in the region \($0)" } ?? "elsewhere"
            return .refused(
                "The bucket “\(location.bucket)” is \(there): correct objects.s3.region and objects.s3.endpoint (\(place)).")
        case (401, _), (403, _):
            return .refused(
                """
                \(place) denies access to the bucket “\(location.bucket)”\(reason): let the access key do s3:ListBucket, \
                s3:GetObject, s3:PutObject, s3:AbortMultipartUpload and s3:ListBucketMultipartUploads.
                """)
        case (507, _), (_, "QuotaExceeded"), (_, "XMinioStorageFull"):
            return .refused("\(place) has no space left for the bucket “\(location.bucket)”\(reason).")
        case (404, ""):
            return .refused("There is no bucket “\(location.bucket)” at \(place): make it, or correct objects.s3.bucket.")
        default:
            return .unavailable("\(place) answered \(status)\(reason).")
        }
    }

    /// What S3 says, in brackets and in one line.
    private var reason: String {
        let text = [code, message].filter { !$0.isEmpty }.joined(separator: ": ")
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300)
        return line.isEmpty ? "" : " (\(line.hasSuffix(".") ? String(line.dropLast()) : String(line)))"
    }

    private static func distance(from: Timestamp, to: Timestamp) -> String {
        let seconds = abs(from.milliseconds - to.milliseconds) / 1000
        return seconds < 120 ? "\(seconds) seconds" : "\(seconds / 60) minutes"
    }
}
