import Editorial
import Markup

/// The picture that timelines show with a link: name, kicker and headline in the paper's own colours and type.
enum CardPicture {
    /// In pixels, as Open Graph's readers ask for.
    static let size = PixelSize(width: 1200, height: 630)

    /// The drawing, as SVG 1.1.
    /// - Parameters:
    ///   - headline: The publication's card has the motto in its place.
    ///   - foot: The line at the bottom: the byline, or the site's host.
    static func drawing(
        publication: String, kicker: String?, headline: String, foot: String, colours: Colours, isRightToLeft: Bool
    ) -> [UInt8] {
        let lines = Lines(headline)
        let start = isRightToLeft ? 1120 : 80
        let anchor = isRightToLeft ? "end" : "start"
        let direction = isRightToLeft ? "rtl" : "ltr"
        let first = 330 - (lines.texts.count - 1) * lines.height / 2 + lines.fontSize / 3
        let headlines = lines.texts.enumerated().map { index, line -> XML in
            "<text x=\"\(start)\" y=\"\(first + index * lines.height)\">\(line)</text>"
        }
        let svg: XML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" direction="\(direction)">
            <rect width="1200" height="630" fill="\(colours.paper)"/>
            <rect width="1200" height="14" fill="\(colours.accent)"/>
            <g font-family="\(colours.family), serif" text-anchor="\(anchor)" fill="\(colours.ink)">
            <text x="\(start)" y="100" font-size="40" font-weight="600">\(publication)</text>
            <rect x="80" y="130" width="1040" height="3" fill="\(colours.ink)"/>
            <rect x="80" y="137" width="1040" height="1" fill="\(colours.ink)"/>
            \(kicker.map { "<text x=\"\(start)\" y=\"192\" font-size=\"30\" fill=\"\(colours.accent)\">\($0)</text>" as XML })
            <g font-size="\(lines.fontSize)" font-weight="600">\(headlines)</g>
            <text x="\(start)" y="570" font-size="28" fill="\(colours.muted)">\(foot)</text>
            </g></svg>

            """
        return svg.bytes
    }

    /// The sign in tabs, bookmarks and on home screens: the name's first letter that is no article's, as SVG.
    /// - Parameter side: In pixels.
    static func icon(publication: String, side: Int, colours: Colours) -> [UInt8] {
        let words = publication.split(separator: " ")
        let word = words.count > 1 && words[0].count <= 3 ? words[words.count - 1] : words.first ?? "S"
        let svg: XML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(side)" height="\(side)" viewBox="0 0 64 64">
            <rect width="64" height="64"\(side > 64 ? "" : " rx=\"8\"" as XML) fill="\(colours.accent)"/>
            <text x="32" y="47" font-family="\(colours.family), serif" font-size="44" font-weight="700" text-anchor="middle" \
            fill="\(colours.paper)">\(String(word.prefix(1)))</text>
            </svg>

            """
        return svg.bytes
    }

    /// What the card takes from the look; each colour as `#rrggbb`.
    struct Colours {
        var paper: String
        var ink: String
        var muted: String
        var accent: String
        /// The font family of headlines.
        var family: String
    }

    /// A headline broken into at most five lines, as large as they allow.
    struct Lines: Hashable {
        let texts: [String]
        let fontSize: Int

        var height: Int { fontSize * 9 / 8 }

        init(_ headline: String) {
            for size in [84, 72, 60, 50] {
                // Serif faces run to a little less than half their size a character.
                let width = 1040 * 100 / (size * 47)
                let lines = Self.wrapped(headline, at: width)
                if lines.count * size * 9 / 8 <= 310 || size == 50 {
                    texts = lines.count > 5 ? lines.prefix(4) + [lines[4] + " …"] : lines
                    fontSize = size
                    return
                }
            }
            texts = []
            fontSize = 50
        }

        private static func wrapped(_ text: String, at width: Int) -> [String] {
            var lines: [String] = []
            var line = ""
            for word in text.split(whereSeparator: \.isWhitespace) {
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                // A word longer than a line is broken wherever it must be.
                var rest = word
                while rest.count > width {
                    lines.append(String(rest.prefix(width)))
                    rest = rest.dropFirst(width)
                }
                line += line.isEmpty ? String(rest) : " \(rest)"
            }
            return line.isEmpty ? lines : lines + [line]
        }
    }
}
