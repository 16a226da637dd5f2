import Editorial
import Foundation
import ObjectStorageS3
import SystemPackage

/// Which object store a machine uses: `objects.…`.
extension Settings {
    static let objectNames: Set<String> = [
        "objects.store", "objects.s3.endpoint", "objects.s3.region", "objects.s3.bucket", "objects.s3.prefix",
        "objects.s3.addressing", "objects.s3.credentials", "objects.s3.cache", "objects.s3.part",
    ]

    /// The store that `objects.store` names.
    /// - Throws: ``SettingsError``, `S3LocationError`, `S3CredentialsError`
    func objects(in folder: FilePath) throws -> any ObjectStore {
        switch try objectStoreKind() {
        case .folder: folderObjects(in: folder)
        case .s3: try s3Objects(in: folder)
        }
    }

    /// - Throws: ``SettingsError``
    func objectStoreKind() throws(SettingsError) -> ObjectStoreKind {
        guard let name = try text("objects.store") else { return .folder }
        guard let kind = ObjectStoreKind(rawValue: name) else {
            throw .value(name: "objects.store", wanted: "folder or s3")
        }
        return kind
    }

    func folderObjects(in folder: FilePath) -> FolderObjectStore {
        FolderObjectStore(root: folder.appending("media"))
    }

    /// The bucket that `objects.s3.…` names, whether or not it is used yet.
    /// - Throws: ``SettingsError``, `S3LocationError`, `S3CredentialsError`
    func s3Objects(in folder: FilePath) throws -> S3ObjectStore {
        guard let bucket = try text("objects.s3.bucket") else {
            throw SettingsError.value(name: "objects.s3.bucket", wanted: "the name of a bucket")
        }
        let region = try text("objects.s3.region") ?? "us-east-1"
        let addressingName = try text("objects.s3.addressing") ?? S3Location.Addressing.path.rawValue
        guard let addressing = S3Location.Addressing(rawValue: addressingName) else {
            throw SettingsError.value(name: "objects.s3.addressing", wanted: "path or virtual-host")
        }
        let location = try S3Location(
            endpoint: try text("objects.s3.endpoint") ?? "https://s3.\(region).amazonaws.com", region: region,
            bucket: bucket, prefix: try text("objects.s3.prefix") ?? "", addressing: addressing)
        let megabyte = 1 << 20
        return S3ObjectStore(
            location, credentials: try s3Credentials(), cache: folder.appending("cache").appending("objects"),
            cacheBytes: (try number("objects.s3.cache", in: 16...16_777_216) ?? 2048) * megabyte,
            partSize: (try number("objects.s3.part", in: 5...512) ?? 8) * megabyte)
    }

    /// The secrets, which the settings' file must not hold: from the environment, or from a file of their own that is read
    /// for each request, so that it can be changed while the program runs.
    private func s3Credentials() throws -> @Sendable () throws -> S3Credentials {
        if let path = try text("objects.s3.credentials") {
            _ = try S3Credentials(fileAt: FilePath(path))
            return { try S3Credentials(fileAt: FilePath(path)) }
        }
        let environment = ProcessInfo.processInfo.environment
        guard let accessKey = environment["STANDFIRST_OBJECTS_S3_ACCESS_KEY"], !accessKey.isEmpty,
            let secretKey = environment["STANDFIRST_OBJECTS_S3_SECRET_KEY"], !secretKey.isEmpty
        else { throw S3CredentialsError.missing }
        let credentials = S3Credentials(
            accessKey: accessKey, secretKey: secretKey, sessionToken: environment["STANDFIRST_OBJECTS_S3_SESSION_TOKEN"])
        return { credentials }
    }
}

/// Where the objects are.
enum ObjectStoreKind: String, CaseIterable, Sendable {
    case folder
    case s3
}
