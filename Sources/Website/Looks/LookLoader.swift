public import Foundation

/// Finds the publication's look, and always comes back with one that can be served.
///
/// The look is a bundled one, named in the settings, or `look.json` in the look's folder; there, too, lie the
/// publication's own stylesheet (`custom.css`), its logo (`logo.svg` or `logo.png`) and the texts of its slots (`masthead.md`, `about.md` …). Where a file
/// of that folder is broken, its last good state stands in for the whole folder.
public struct LookLoader: Sendable {
    /// The publication's, in its data folder; it need not exist.
    public let folder: URL
    /// The program's.
    public let resources: URL

    public init(folder: URL, resources: URL = WebsiteRoom.resources) {
        self.folder = folder
        self.resources = resources
    }

    /// The looks that the program comes with; the first is the one where nothing is chosen.
    public static let bundledLooks = ["harbour", "broadsheet", "bulletin"]

    /// Where the last good state is kept.
    var lastGood: URL { folder.appending(path: ".last-good") }

    /// The look to serve, with the faults of the one that was asked for.
    /// - Parameter name: The bundled look that the settings name.
    /// - Throws: Where the program's own files are missing or broken, which only a new installation mends.
    public func load(_ name: String) throws(LookLoadingError) -> LoadedLook {
        var faults: [LookFault] = []
        let bundled = Self.bundledLooks.contains(name) ? name : Self.bundledLooks[0]
        if bundled != name {
            let names = Self.bundledLooks.joined(separator: ", ")
            faults.append(LookFault(file: "settings", line: 1, message: "There is no look “\(name)”; there are \(names)."))
        }
        let files = LookFiles.read(from: folder)
        switch files.map({ (files: $0, faults: $0.faults) }) {
        case .success(let own) where own.faults.isEmpty:
            // A look that was taken away is not to come back by a later fault.
            if own.files.isEmpty { try? FileManager.default.removeItem(at: lastGood) }
            let isKept = own.files.isEmpty || (try? own.files.write(to: lastGood)) != nil
            return try loaded(own.files, bundled, faults, own.files.isEmpty ? .bundled : .folder, isKept: isKept)
        case .success(let own): faults += own.faults
        case .failure(let fault): faults.append(fault)
        }
        if case .success(let kept) = LookFiles.read(from: lastGood), !kept.isEmpty, kept.faults.isEmpty {
            return try loaded(kept, bundled, faults, .lastGood, isKept: true)
        }
        return try loaded(LookFiles(), bundled, faults, .bundled, isKept: true)
    }

    /// Everything that is wrong with the files of the look's folder: what `standfirst look check` prints.
    public func faults() -> [LookFault] {
        switch LookFiles.read(from: folder) {
        case .success(let files): files.faults
        case .failure(let fault): [fault]
        }
    }

    private func loaded(
        _ files: LookFiles, _ bundled: String, _ faults: [LookFault], _ source: LoadedLook.Source, isKept: Bool
    ) throws(LookLoadingError) -> LoadedLook {
        let file = "\(bundled).json"
        let json = if let own = files.look { own } else { try resource("looks/\(file)") }
        guard case .look(let look) = Look.read(json, file: file) else {
            throw LookLoadingError(file: "looks/\(file)")
        }
        let pair = look.choices.typePair.rawValue
        let stylesheet = LookStylesheet(
            look: look, typeface: try resource("type/\(pair).css"), base: try resource("newspaper.css"),
            custom: files.stylesheet)
        return LoadedLook(
            name: files.look == nil ? bundled : "own", look: look, stylesheet: stylesheet,
            logo: files.logo.flatMap { try? LookFiles.checked($0).get() }, preloads: try preloads(of: "type/\(pair).json"), slots: files.slots, faults: faults, source: source,
            isLastGoodKept: isKept)
    }

    private func preloads(of file: String) throws(LookLoadingError) -> [SiteAddress] {
        struct TypeFile: Decodable {
            var preload: [String]
        }
        guard let pair = try? JSONDecoder().decode(TypeFile.self, from: Data(try resource(file))) else {
            throw LookLoadingError(file: file)
        }
        return pair.preload.compactMap { SiteAddress(path: "/\($0)") }
    }

    private func resource(_ path: String) throws(LookLoadingError) -> [UInt8] {
        guard let data = try? Data(contentsOf: resources.appending(path: path)) else {
            throw LookLoadingError(file: path)
        }
        return Array(data)
    }
}

/// A file of the program's own that a look needs and that can't be used.
public struct LookLoadingError: Error, Hashable, CustomStringConvertible {
    /// Within the program's resources.
    public let file: String

    public var description: String { "The bundled file \(file) is missing or broken. Install the program again." }
}
