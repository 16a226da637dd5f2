import Foundation

/// The one stylesheet of a look: the bundled one, the look's colours, and the publication's own rules.
public struct LookStylesheet: Sendable, Hashable {
    public let css: [UInt8]
    /// What names it in its address: it changes with the content, so that the file can be kept for ever.
    public let hash: AssetName

    public var address: SiteAddress { .stylesheet(hash) }

    /// - Parameters:
    ///   - typeface: The type pair's `@font-face` rules.
    ///   - base: The bundled stylesheet.
    ///   - custom: The publication's own rules, which `StylesheetCheck` passed; they win over all others.
    init(look: Look, typeface: [UInt8], base: [UInt8], custom: [UInt8]?) {
        let colours = """

            @layer look {
              :root { \(look.light.declarations) }
              @media (prefers-color-scheme: dark) { :root { \(look.dark.declarations) } }
            }

            """
        var css = typeface + base + Array(colours.utf8)
        if let custom {
            // Without its byte order mark, which means nothing in the middle of a file.
            let rules = custom.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(custom.dropFirst(3)) : custom
            css += Array("@layer publication {\n".utf8) + rules + Array("\n}\n".utf8)
        }
        self.css = css
        hash = AssetName(hashOf: css)
    }
}
