import Foundation

/// The files that make up a publication's own look, as they lie in the look's folder.
struct LookFiles: Sendable, Hashable {
    /// `look.json`, in place of a bundled look.
    var look: [UInt8]?
    /// `custom.css`, rules on top of any look.
    var stylesheet: [UInt8]?
    /// `logo.svg` or `logo.png`.
    var logo: Logo?
    /// `masthead.md` and the others.
    var slots: [LookSlot: LookSlot.Source] = [:]

    static let lookName = "look.json"
    static let stylesheetName = "custom.css"

    struct Logo: Sendable, Hashable {
        var format: LookLogo.Format
        var bytes: [UInt8]
    }

    init() {}

    /// Reads what is there; a file that is there and can't be read is a fault.
    static func read(from folder: URL) -> Result<LookFiles, LookFault> {
        Result { () throws(LookFault) in try LookFiles(folder: folder) }
    }

    private init(folder: URL) throws(LookFault) {
        look = try Self.bytes(of: Self.lookName, in: folder)
        stylesheet = try Self.bytes(of: Self.stylesheetName, in: folder)
        for format in LookLogo.Format.allCases where logo == nil {
            logo = try Self.bytes(of: LookLogo.fileName(format), in: folder).map { Logo(format: format, bytes: $0) }
        }
        for slot in LookSlot.allCases {
            for format in LookSlot.Format.allCases {
                guard let bytes = try Self.bytes(of: slot.fileName(format), in: folder) else { continue }
                slots[slot] = slots[slot] ?? LookSlot.Source(format: format, bytes: bytes)
            }
        }
    }

    var isEmpty: Bool { look == nil && stylesheet == nil && logo == nil && slots.isEmpty }

    /// Everything that is wrong with them, by file and line.
    var faults: [LookFault] {
        var faults: [LookFault] = []
        if let look, case .faults(let found) = Look.read(look, file: Self.lookName) { faults += found }
        if let stylesheet { faults += StylesheetCheck.faults(in: stylesheet, file: Self.stylesheetName) }
        if let logo, case .failure(let fault) = Self.checked(logo) { faults.append(fault) }
        for (slot, source) in slots { faults += slot.faults(in: source) }
        return faults.sorted()
    }

    /// - Returns: The logo, ready to be served.
    static func checked(_ logo: Logo) -> Result<LookLogo, LookFault> {
        Result { () throws(LookFault) in try LookLogo.read(logo.bytes, logo.format) }
    }

    /// Writes the files into a folder that it makes anew.
    func write(to folder: URL) throws {
        let parent = folder.deletingLastPathComponent()
        let fresh = parent.appending(path: ".\(folder.lastPathComponent)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: fresh) }
        if let look { try Data(look).write(to: fresh.appending(path: Self.lookName)) }
        if let stylesheet { try Data(stylesheet).write(to: fresh.appending(path: Self.stylesheetName)) }
        if let logo { try Data(logo.bytes).write(to: fresh.appending(path: LookLogo.fileName(logo.format))) }
        for (slot, source) in slots {
            try Data(source.bytes).write(to: fresh.appending(path: slot.fileName(source.format)))
        }
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.moveItem(at: fresh, to: folder)
    }

    private static func bytes(of name: String, in folder: URL) throws(LookFault) -> [UInt8]? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return Array(try Data(contentsOf: file))
        } catch {
            let message = "The file can’t be read. Check who owns it and that it is a file."
            throw LookFault(file: name, line: 1, message: message)
        }
    }
}
