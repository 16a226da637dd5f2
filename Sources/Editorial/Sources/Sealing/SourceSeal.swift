import Crypto
import Foundation

/// Seals what a confidential source is made of, and opens it again: AES-256 in Galois/counter mode (NIST SP 800-38D) with
/// a random nonce, each part bound to its version and its place in it, so that none can stand in for another.
struct SourceSeal {
    enum Part: String {
        case original
        case text
        case details
    }

    let key: SourceKey

    func seal(_ bytes: [UInt8], _ part: Part, of version: SourceVersion.ID) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: key.key, authenticating: Self.place(part, version))
        guard let combined = box.combined else { throw SourceKeyError.damaged }
        return [UInt8](combined)
    }

    /// - Throws: ``SourceKeyError/damaged``
    func open(_ sealed: [UInt8], _ part: Part, of version: SourceVersion.ID) throws(SourceKeyError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return [UInt8](try AES.GCM.open(box, using: key.key, authenticating: Self.place(part, version)))
        } catch {
            throw .damaged
        }
    }

    private static func place(_ part: Part, _ version: SourceVersion.ID) -> Data {
        Data("standfirst source \(version) \(part.rawValue)".utf8)
    }
}

/// What a sealed version keeps beside its bytes.
struct SealedDetails: Codable {
    var details: SourceDetails
    var turns: [SourceTurn]
    var originalHash: ContentHash
    var textHash: ContentHash
}
