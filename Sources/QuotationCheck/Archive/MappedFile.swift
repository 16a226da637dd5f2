#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file's bytes, mapped and not loaded, so that an archive of any size takes no memory of its own.
///
/// The archive never changes a source once it is captured; a file that another program cuts short
/// while it is mapped is outside that promise, and the system ends the program that reads it.
// Unchecked: the mapping is made in `init`, is read-only and private, and is released in `deinit`
// alone, which runs when nobody holds the file any more. Nothing else is stored.
public final class MappedFile: @unchecked Sendable {
    private let address: UnsafeMutableRawPointer?
    public let count: Int

    /// Maps a file.
    ///
    /// - Throws: `MappingFault` where the file cannot be opened, is no regular file or cannot be
    ///   mapped.
    public init(path: String) throws(MappingFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MappingFault(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw MappingFault(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw MappingFault(path: path, code: EISDIR) }
        count = Int(status.st_size)
        guard count > 0 else {
            address = nil
            return
        }
        guard let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            mapped != MAP_FAILED
        else { throw MappingFault(path: path, code: errno) }
        address = mapped
    }

    deinit {
        if let address { munmap(address, count) }
    }

    /// Reads the bytes where they are.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: address, count: count))
    }

    /// Says that bytes will not be read again soon, so that the system need not count them as this program's memory.
    ///
    /// The system may have mapped two megabytes about each byte that was read, so as many are let go.
    func release(from start: Int, to end: Int) {
        guard let address, start < end else { return }
        let base = Int(bitPattern: address)
        let first = max(0, (base + start) / Self.mostMapped * Self.mostMapped - base)
        let last = min(count, ((base + end - 1) / Self.mostMapped + 1) * Self.mostMapped - base)
        guard first < last else { return }
        madvise(address + first, last - first, MADV_DONTNEED)
    }

    private static let mostMapped = 2 << 20
}

/// Why a file could not be mapped.
public struct MappingFault: Error, Equatable, CustomStringConvertible {
    public var path: String
    /// The system's error number.
    public var code: Int32

    public var description: String {
        "\(path) cannot be read (\(String(cString: strerror(code)))); check that it is a file and that you may open it."
    }
}
