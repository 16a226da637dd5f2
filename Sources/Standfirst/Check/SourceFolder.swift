import Foundation
import QuotationCheck

/// The folder of sources: every file in it and below is one, named by its path in the folder.
struct SourceFolder {
    let path: String

    /// The sources in the order of their names.
    ///
    /// - Throws: ``CheckFault``, for the first file that cannot be read or is of an unknown type.
    func sources(workers: Int) async throws -> [Source] {
        let names = try names()
        return try await Concurrently.map(names, workers: workers) { name in
            try await SourceFile(path: path + "/" + name, name: name).source()
        }
    }

    /// Files, hidden ones apart, by their paths from the folder.
    private func names() throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw CheckFault.noFolder(path)
        }
        guard access(path, R_OK | X_OK) == 0, let walk = FileManager.default.enumerator(atPath: path) else {
            throw CheckFault.unreadable(path: path, why: String(cString: strerror(errno)))
        }
        var names: [String] = []
        while let name = walk.nextObject() as? String {
            let last = name.split(separator: "/").last ?? ""
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            if last.hasPrefix(".") {
                if isFolder.boolValue { walk.skipDescendants() }
            } else if !isFolder.boolValue {
                names.append(name)
            }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Work on many things at once, the results in order.
enum Concurrently {
    /// - Throws: what `body` throws for the earliest thing for which it does.
    static func map<Thing: Sendable, Result: Sendable>(
        _ things: [Thing], workers: Int, _ body: @escaping @Sendable (Thing) async throws -> Result
    ) async throws -> [Result] {
        let workers = max(1, min(workers, things.count))
        let size = max(1, (things.count + workers * 8 - 1) / (workers * 8))
        let starts = Array(stride(from: 0, to: things.count, by: size))
        return try await withThrowingTaskGroup(of: (Int, [Swift.Result<Result, any Error>]).self) { group in
            var pieces: [Int: [Swift.Result<Result, any Error>]] = [:]
            var waiting = starts[...]
            func start() {
                guard let first = waiting.popFirst() else { return }
                group.addTask {
                    var results: [Swift.Result<Result, any Error>] = []
                    for thing in things[first..<min(first + size, things.count)] {
                        do {
                            results.append(.success(try await body(thing)))
                        } catch {
                            results.append(.failure(error))
                            break
                        }
                    }
                    return (first, results)
                }
            }
            for _ in 0..<workers { start() }
            for try await (first, results) in group {
                pieces[first] = results
                start()
            }
            return try starts.flatMap { try (pieces[$0] ?? []).map { try $0.get() } }
        }
    }
}
