import Foundation
import Subprocess
public import SystemPackage

/// Opens pictures, always in a child process with bounded time and memory: a hostile file can end the child, not the paper.
///
/// The tools are libvips' `vipsheader` and `vipsthumbnail`.
public struct ImageProcessor: Sendable {
    /// The bounds of one child.
    public struct Limits: Sendable {
        /// Seconds of processor time.
        public var processorSeconds: Int
        /// Kilobytes of address space.
        public var addressSpaceKilobytes: Int

        public init(processorSeconds: Int = 30, addressSpaceKilobytes: Int = 3_000_000) {
            self.processorSeconds = processorSeconds
            self.addressSpaceKilobytes = addressSpaceKilobytes
        }
    }

    private let limits: Limits

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// The picture's size once its orientation is applied.
    /// - Throws: ``ImageProcessorError``
    public func size(of file: FilePath) async throws -> PixelSize {
        let header = try await runBounded(["vipsheader", "-a", file.string])
        var fields: [Substring: Int] = [:]
        for line in header.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let value = Int(parts[1].drop(while: { $0 == " " }).prefix(while: \.isNumber)) else {
                continue
            }
            fields[parts[0]] = value
        }
        guard let width = fields["width"], let height = fields["height"], width > 0, height > 0 else {
            throw ImageProcessorError.unreadable("it has no size")
        }
        let pageHeight = fields["page-height"] ?? height
        let isTurned = (5...8).contains(fields["orientation"] ?? 1)
        return isTurned ? PixelSize(width: pageHeight, height: width) : PixelSize(width: width, height: pageHeight)
    }

    /// How much of an animation is taken over.
    public enum Frames: Sendable {
        case first
        /// All, with their delays; for formats that can move, and originals of types that may.
        case all
    }

    /// Writes a rendition: scaled down to a width (never up), turned upright, in sRGB, all metadata stripped.
    /// - Throws: ``ImageProcessorError``
    public func render(
        _ file: FilePath, width: Int, format: Rendition.Format, frames: Frames = .first, to output: FilePath
    ) async throws {
        let options =
            switch format {
            case .avif: "[Q=55,speed=7,strip]"
            case .webp: "[Q=74,effort=4,strip]"
            case .jpeg: "[Q=80,optimize_coding,interlace,strip,background=255]"
            }
        _ = try await runBounded([
            "vipsthumbnail", frames == .all ? file.string + "[n=-1]" : file.string, "--size", "\(width)x>", "--export-profile", "srgb", "--output", output.string + options,
        ])
        guard FileManager.default.fileExists(atPath: output.string) else {
            throw ImageProcessorError.unreadable("no rendition came of it")
        }
        if format == .webp { try stripWebP(output) }
    }

    private func stripWebP(_ output: FilePath) throws {
        let file = URL(filePath: output.string)
        guard let bytes = WebPFile.withoutMetadata([UInt8](try Data(contentsOf: file))) else {
            throw ImageProcessorError.unreadable("its rendition is no whole WebP")
        }
        try Data(bytes).write(to: file)
    }

    /// Draws an SVG that the program itself wrote, as PNG in its own size.
    /// - Parameter fonts: A folder whose fonts it may use besides the system's.
    /// - Throws: ``ImageProcessorError``
    func draw(_ drawing: FilePath, fonts: FilePath, to output: FilePath) async throws {
        let configuration = output.removingLastComponent().appending("fonts-\(UUID().uuidString).conf")
        let folders = [fonts.string, "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/opt/homebrew/share/fonts"]
        let list = folders.map { "<dir>\($0.escapedForXML)</dir>" }.joined()
        let cache = NSTemporaryDirectory().escapedForXML
        let document = "<?xml version=\"1.0\"?><fontconfig>\(list)<cachedir>\(cache)/standfirst-fonts</cachedir></fontconfig>"
        try Data(document.utf8).write(to: URL(filePath: configuration.string))
        defer { try? FileManager.default.removeItem(atPath: configuration.string) }
        _ = try await runBounded(
            ["vipsthumbnail", drawing.string, "--size", "4000x4000>", "--output", output.string + "[strip,compression=9]"],
            environment: ["FONTCONFIG_FILE": configuration.string])
        guard FileManager.default.fileExists(atPath: output.string) else {
            throw ImageProcessorError.unreadable("no picture came of the drawing")
        }
    }

    private func runBounded(_ command: [String], environment: [Environment.Key: String] = [:]) async throws -> String {
        // The shell sets the limits on itself and then becomes the tool; the second limit is not known everywhere.
        let bounds = #"ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@""#
        let arguments = ["-c", bounds, "sh", "\(limits.processorSeconds)", "\(limits.addressSpaceKilobytes)"] + command
        let result = try await mapping(ImageProcessorError.notStarted) {
            try await run(
                .path("/bin/sh"), arguments: Arguments(arguments),
                environment: .inherit.updating(environment.merging(["VIPS_CONCURRENCY": "1"]) { own, _ in own }),
                output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        }
        guard result.terminationStatus.isSuccess else {
            let complaint = result.standardError.split(separator: "\n").first.map(String.init) ?? "\(result.terminationStatus)"
            if complaint.contains("not found") { throw ImageProcessorError.notStarted(complaint) }
            throw ImageProcessorError.unreadable(complaint)
        }
        return result.standardOutput
    }
}

/// Runs work whose errors mean one thing here.
private func mapping<Value>(
    _ fault: (String) -> ImageProcessorError, _ work: () async throws -> Value
) async throws(ImageProcessorError) -> Value {
    do {
        return try await work()
    } catch {
        throw fault(String(describing: error))
    }
}

/// Why a picture was not opened.
public enum ImageProcessorError: Error, Sendable, Hashable, CustomStringConvertible {
    case notStarted(String)
    case unreadable(String)

    public var description: String {
        switch self {
        case .notStarted(let why):
            "The image tools could not be started (\(why)). Install libvips: apt-get install libvips-tools, or brew install vips."
        case .unreadable(let why): "The picture can't be read: \(why)."
        }
    }
}

extension String {
    fileprivate var escapedForXML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
