import ArgumentParser
import Documents
import Editorial
import Fetching
import Foundation
import Markup

/// Archives a page of the web.
struct SourceCaptureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture", abstract: "Archive what stands at a web address.",
        discussion: """
            The page is kept as a WARC file with its digest and the time, redirects and all; its text is read, without the \
            navigation about it. Capturing an address again adds a version; where nothing has changed, that is noted. \
            Prints the source's identifier.
            """)

    @Argument(help: "The address.") var url: String
    @OptionGroup var options: SourceIntakeOptions
    @Flag(help: "Also fetch from this machine and from private networks.") var allowPrivateAddresses = false

    func run() async throws {
        guard let address = SafeURL(parsing: url), address.isWeb else { throw SourceCommandError.noAddress(url) }
        let place = try await options.workplace.open(making: false)
        let intake = try await options.intake(in: place)
        let result: SourceIntakeResult
        do {
            result = try await place.sources()
                .capture(address, by: .web(allowsPrivateAddresses: allowPrivateAddresses), intake)
        } catch let fault as DocumentFault {
            throw SourceCommandError.unreadable(url, fault)
        }
        try await options.finish(result, intake, in: place)
    }
}

/// Archives a file, or what is typed.
struct SourceAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Archive a file, or text from standard input.",
        discussion: """
            FILE is HTML, PDF, text, Markdown, an e-mail (.eml), captions (.vtt, .srt) or a post's JSON; its name says \
            which, or --format. With - the text is read from standard input and kept as typed: notes, a post's words; it \
            needs a --title. Lines that begin NAME: are speaker turns. Prints the source's identifier.
            """)

    @Argument(help: "The file, or - for standard input.") var file: String
    @OptionGroup var options: SourceIntakeOptions
    @Option(help: "Where the original is on the web.") var url: String?
    @Option(help: "What the file is: \(Self.formats.keys.sorted().joined(separator: ", ")).") var format: String?

    private static let formats: [String: DocumentFormat] = [
        "text": .plainText, "markdown": .markdown, "html": .html, "pdf": .pdf, "eml": .email, "vtt": .webVTT,
        "srt": .subRip, "json": .post,
    ]

    func run() async throws {
        let chosen = try format.map { name in
            guard let format = Self.formats[name] else {
                throw SourceCommandError.unknown(name, what: "format", known: Self.formats.keys.sorted())
            }
            return format
        }
        if let url, SafeURL(parsing: url)?.isWeb != true { throw SourceCommandError.noAddress(url) }
        let bytes = try file == "-" ? Self.standardInput() : FileReading.bytes(file)
        let place = try await options.workplace.open(making: false)
        let intake = try await options.intake(in: place, address: url)
        let archive = try place.sources()
        let result: SourceIntakeResult
        do {
            if file == "-", chosen == nil {
                result = try await archive.type(TextEncoding.text(bytes), intake)
            } else {
                let name = file == "-" ? nil : URL(filePath: file).lastPathComponent
                result = try await archive.upload(bytes, named: name, format: chosen, intake)
            }
        } catch let fault as DocumentFault {
            throw SourceCommandError.unreadable(file, fault)
        }
        try await options.finish(result, intake, in: place)
    }

    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            bytes += piece
            guard bytes.count <= DocumentsRoom.mostBytes else { throw DocumentFault.tooLarge(limit: DocumentsRoom.mostBytes) }
        }
        guard !bytes.isEmpty else { throw SourceCommandError.noText }
        return bytes
    }
}
