import Editorial
import Foundation
import Storage
import SystemPackage

/// Gives records of the media archive the files that they lack, from a folder or the network.
struct MediaFilling: Sendable {
    /// A record that lacks its file, and what is known of where that is.
    struct Wanted: Sendable {
        var media: Media
        /// Relative to the uploads folder.
        var attachedFile: String?
        /// Its address may be that of a smaller rendition, and the original is to be had first.
        var isRendition = false
        /// The addresses that are to lead to the file once it is here.
        var addresses: [AddressPath] = []
        /// How the report calls it.
        var name: String
    }

    let store: any Store
    let archive: MediaArchive
    let uploads: UploadsFolder?
    /// `nil` where nothing is to be fetched.
    let fetcher: MediaFetcher?

    private static let parallelism = 4

    /// Fills what can be filled and notes the rest.
    func fill(
        _ wanted: [Wanted], into ledger: inout ImportLedger, progress: @Sendable (ImportProgress) -> Void
    ) async throws {
        var done = 0
        try await withThrowingTaskGroup(of: ImportLedger.self) { group in
            var rest = wanted.makeIterator()
            for _ in 0..<Self.parallelism {
                if let next = rest.next() { group.addTask { try await fillOne(next) } }
            }
            while let notes = try await group.next() {
                done += 1
                progress(ImportProgress(.media, done: done, of: wanted.count))
                ledger.append(notes)
                if let next = rest.next() { group.addTask { try await fillOne(next) } }
            }
        }
    }

    /// - Returns: Why the file can't be had, if it can't, and which of its addresses don't lead to it.
    private func fillOne(_ wanted: Wanted) async throws -> ImportLedger {
        do {
            return try await keep(wanted)
        } catch let error as CancellationError {
            throw error
        } catch let error as StorageError {
            throw error
        } catch let error as ObjectStoreError {
            switch error {
            // The store's own fault, which every other file would meet too.
            case .unwritable, .unavailable, .refused: throw error
            case .missing, .unreadable, .damaged: return missing(wanted, error)
            }
        } catch {
            return missing(wanted, error)
        }
    }

    private func missing(_ wanted: Wanted, _ error: any Error) -> ImportLedger {
        var ledger = ImportLedger()
        ledger.omit(wanted.name, String(describing: error))
        return ledger
    }

    private func keep(_ wanted: Wanted) async throws -> ImportLedger {
        let original = wanted.media.sourceURL.flatMap { MediaAddress.original(of: $0) }
        if let uploads {
            let first = wanted.isRendition ? uploads.file(attachedFile: nil, address: original) : nil
            let file =
                first ?? uploads.file(attachedFile: wanted.attachedFile, address: wanted.media.sourceURL)
                ?? uploads.file(attachedFile: nil, address: original)
            if let file { return try await keep(file, as: wanted) }
        }
        guard let fetcher else {
            throw uploads.map { MissingFile.notInFolder($0.path.string) } ?? MissingFile.notFetched
        }
        guard let address = wanted.media.sourceURL else { throw MediaFetchError.notAWebAddress }
        let folder = FilePath(NSTemporaryDirectory()).appending("standfirst-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let file = folder.appending("file")
        do {
            try await fetcher.fetch(wanted.isRendition ? original ?? address : address, file)
        } catch MediaFetchError.status where wanted.isRendition && original != nil {
            try await fetcher.fetch(address, file)
        }
        return try await keep(file, as: wanted)
    }

    private func keep(_ file: FilePath, as wanted: Wanted) async throws -> ImportLedger {
        let kept = try await archive.keep(fileAt: file, fileName: wanted.media.fileName)
        return try await store.write(durability: .relaxed) { connection in
            var ledger = ImportLedger()
            try connection.fillMedia(wanted.media.id, with: kept)
            for address in wanted.addresses {
                // Another record of the same file may have been here first.
                guard try AddressBook.target(of: address, from: connection) == nil else { continue }
                do {
                    try AddressBook.redirect(address, to: Self.location(of: kept, wanted.media), in: connection)
                } catch let refusal as AddressError {
                    ledger.note(refusal, of: wanted.name)
                }
            }
            return ledger
        }
    }

    /// Where readers get a file: a picture re-encoded, anything else as it came.
    static func location(of kept: KeptFile, _ media: Media) -> String {
        guard let size = kept.size else { return "/media/\(kept.original)/original/file.\(kept.type.fileExtension)" }
        let width = Rendition.widths(for: size).last ?? 160
        return "/media/\(kept.original)/\(width).jpg"
    }
}

/// Why a file is missing where none was to be fetched.
enum MissingFile: Error, CustomStringConvertible {
    case notFetched
    case notInFolder(String)

    var description: String {
        switch self {
        case .notFetched: "its file was not fetched; import again with --retry, or with --media and the uploads folder"
        case .notInFolder(let path): "\(path) has no such file, and it was not fetched; try --retry without --no-fetch"
        }
    }
}
