import Editorial
import Foundation
import PropertyTesting
import SystemPackage
import Testing

@testable import ObjectStorageS3

@Suite("What was fetched is kept")
struct ObjectCacheTests {
    private actor Fetches {
        private(set) var count = 0

        func add() { count += 1 }

        /// - Returns: The length of what is kept.
        nonisolated func fetch(_ entry: ObjectCache.Entry, through cache: ObjectCache) async throws -> Int {
            try await cache.with(entry) { path in
                await self.add()
                await Task.yield()
                try Data(count: 10).write(to: URL(filePath: path.string))
            } _: { _, path in
                try Data(contentsOf: URL(filePath: path.string)).count
            }
        }
    }

    private func withFolder<Value>(_ work: (FilePath) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "standfirst-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await work(FilePath(folder.path))
    }

    private func entry(_ number: Int, block: Int? = nil) throws -> ObjectCache.Entry {
        let digits = String(number, radix: 16)
        let hash = ContentHash(String(repeating: "0", count: 64 - digits.count) + digits)
        return ObjectCache.Entry(object: try #require(hash), block: block)
    }

    private func writing(_ count: Int) -> @Sendable (FilePath) async throws -> Void {
        { try Data(count: count).write(to: URL(filePath: $0.string)) }
    }

    @Test("however many want an object, it is fetched once")
    func once() async throws {
        try await withFolder { folder in
            let cache = ObjectCache(folder: folder, bound: 1000)
            let fetches = Fetches()
            let entry = try entry(1)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await fetches.fetch(entry, through: cache) } }
                for try await count in group { #expect(count == 10) }
            }
            #expect(await fetches.count == 1)
        }
    }

    @Test("a fetch that fails leaves nothing, and the next one is tried")
    func failing() async throws {
        struct Fault: Error {}
        try await withFolder { folder in
            let cache = ObjectCache(folder: folder, bound: 1000)
            let entry = try entry(1)
            await #expect(throws: ObjectStoreError.self) {
                try await cache.with(entry) { path in
                    try Data(count: 5).write(to: URL(filePath: path.string))
                    throw Fault()
                } _: { _, _ in }
            }
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder.string)
            #expect(left == ["00"])
            let missing = ObjectStoreError.missing(entry.object)
            await #expect(throws: missing) { try await cache.with(entry) { _ in throw missing } _: { _, _ in } }
            try await cache.with(entry, make: writing(5)) { _, _ in }
        }
    }

    @Test("it stays within its bound, and what is used now is not taken away")
    func bound() async throws {
        try await withFolder { folder in
            let cache = ObjectCache(folder: folder, bound: 100)
            try await cache.with(try entry(0), make: writing(30)) { _, held in
                for number in 1...20 { try await cache.with(try entry(number, block: number), make: writing(30)) { _, _ in } }
                #expect(FileManager.default.fileExists(atPath: held.string))
            }
            let sizes = try FileManager.default.subpathsOfDirectory(atPath: folder.string).map {
                try FileManager.default.attributesOfItem(atPath: folder.appending($0).string)
            }.filter { $0[.type] as? FileAttributeType == .typeRegular }.compactMap { $0[.size] as? Int }
            #expect(sizes.reduce(0, +) <= 100)
        }
    }

    @Test("an object larger than the bound lasts for its use, and is fetched once for it")
    func larger() async throws {
        try await withFolder { folder in
            let cache = ObjectCache(folder: folder, bound: 100)
            let size = try await cache.with(try entry(1), make: writing(500)) { _, path in
                try Data(contentsOf: URL(filePath: path.string)).count
            }
            #expect(size == 500)
            try await cache.with(try entry(2), make: writing(50)) { _, _ in }
            let (first, second) = (try entry(1), try entry(2))
            #expect(!cache.has(first))
            #expect(cache.has(second))
        }
    }

    @Test("what was unused for longest goes first, and no more than brings it below nine tenths")
    func eviction() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let files = (0..<Int.random(in: 0...30, using: &random)).map { number in
                CacheEviction.File(
                    name: "\(number)", size: Int.random(in: 0...50, using: &random), lastUsed: Int64.random(in: 0...9, using: &random))
            }
            let bound = Int.random(in: 0...600, using: &random)
            let used = Set(files.filter { _ in Int.random(in: 0...4, using: &random) == 0 })
            var victims: [CacheEviction.File] = []
            let left = CacheEviction.evict(files, bound: bound) { file in
                guard !used.contains(file) else { return false }
                victims.append(file)
                return true
            }
            let total = files.reduce(0) { $0 + $1.size }
            let wanted = bound - bound / 10
            #expect(left == total - victims.reduce(0) { $0 + $1.size })
            let kept = Set(files).subtracting(victims)
            #expect(total > bound ? left <= wanted || kept.isSubset(of: used) : victims.isEmpty)
            if let last = victims.last { #expect(left + last.size > wanted) }
            let oldest = kept.subtracting(used).map(\.lastUsed).min()
            if let newest = victims.map(\.lastUsed).max(), let oldest { #expect(newest <= oldest) }
        }
    }

    @Test("a large file is cut into no more parts than S3 takes", arguments: [1, 5 << 20, 80_000 << 20, 5 << 40])
    func parts(size: Int) {
        let part = MultipartUpload.partSize(for: size, wanted: 8 << 20)
        #expect(part >= 8 << 20 && (size + part - 1) / part <= MultipartUpload.mostParts)
    }
}
