import Foundation
import Markup

/// Reads a JSON list of HTML from standard input and writes, as a JSON list, what a reader's page would print of each:
/// stored as a body, read back, and rendered. The browser tests load the result with script watched.
@main
enum BodyProbe {
    static func main() throws {
        let attacks = try JSONDecoder().decode([String].self, from: FileHandle.standardInput.readDataToEndOfFile())
        let renderer = BodyRenderer(labels: .english, file: { _ in nil }, picture: { _ in .empty })
        let printed = try attacks.map { attack in
            let stored = try ParsedBody(html: attack).body.html
            return stored + renderer.html(of: try Body(canonical: stored)).string
        }
        FileHandle.standardOutput.write(try JSONEncoder().encode(printed))
    }
}
