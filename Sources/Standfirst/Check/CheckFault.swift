/// Why a check could not be run. Each says in one line what to do.
enum CheckFault: Error, Equatable, CustomStringConvertible {
    case nothingToCheck
    case severalThingsToCheck
    case noSources
    case noFolder(String)
    case unreadable(path: String, why: String)
    case unknownType(path: String, known: [String])
    case line(path: String, number: Int, why: String)

    var description: String {
        switch self {
        case .nothingToCheck:
            "Name what to check: a STORY, --quotations FILE.jsonl, or --find STORY."
        case .severalThingsToCheck:
            "Check one thing at a time: a STORY, --quotations FILE.jsonl, or --find STORY."
        case .noSources:
            "Name the folder that holds the sources with --sources DIR."
        case .noFolder(let path):
            "\(path) is no folder: name the one that holds the sources with --sources DIR."
        case .unreadable(let path, let why):
            "\(path) cannot be read: \(why)."
        case .unknownType(let path, let known):
            "\(path) is of no type that can be read (\(known.joined(separator: ", "))): convert it, or move it away."
        case .line(let path, let number, let why):
            "\(path), line \(number): \(why)."
        }
    }

    /// A fault of the system's as ours.
    static func unreadable(_ path: String, _ error: any Error) -> CheckFault {
        if let fault = error as? CheckFault { return fault }
        return .unreadable(path: path, why: FileReading.reason(error))
    }
}
