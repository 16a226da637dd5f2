/// The elements that stories hold or once held, by name; `unknown` stands for any other.
enum MarkupTag: String, CaseIterable {
    case unknown = ""
    case a, abbr, acronym, address, area, article, aside, audio, b, bdi, bdo, big, blockquote, body, br, button, canvas
    case caption, center, cite, code, col, colgroup, data, dd, del, details, dfn, dir, div, dl, dt, em, embed, fieldset
    case figcaption, figure, font, footer, form, frame, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe
    case img, input, ins, kbd, label, legend, li, link, main, map, mark, math, menu, meta, nav, nobr, noembed, noscript
    case object, ol, optgroup, option, output, p, param, picture, pre, progress, q, rp, rt, ruby, s, samp, script, search
    case section, select, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template
    case textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp
}

extension MarkupTag {
    /// Reads a name in any case.
    static func read(_ bytes: ArraySlice<UInt8>) -> MarkupTag {
        bytes.count > 10 ? .unknown : byKey[key(of: bytes)] ?? .unknown
    }

    /// No two of the names above give the same number. A name not above may give that of one that is, and is then
    /// taken for it, which the closed vocabulary of what is written makes harmless.
    private static func key(of bytes: ArraySlice<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for byte in bytes {
            let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            key = key &* 257 &+ UInt64(isCapital ? byte | 0x20 : byte)
        }
        return key
    }

    private static let byKey: [UInt64: MarkupTag] = Dictionary(
        allCases.filter { $0 != .unknown }.map { (key(of: Array($0.rawValue.utf8)[...]), $0) },
        uniquingKeysWith: { first, _ in first })

    /// Elements that never have content.
    var isVoid: Bool {
        switch self {
        case .area, .br, .col, .embed, .frame, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr: true
        default: false
        }
    }

    /// Elements whose content is text up to their end tag, whatever it looks like.
    var isRawText: Bool {
        switch self {
        case .iframe, .noembed, .script, .style, .textarea, .title, .xmp: true
        default: false
        }
    }

    /// Elements that WordPress's paragraph rule takes for blocks.
    var separatesParagraphs: Bool {
        switch self {
        case .address, .area, .article, .aside, .blockquote, .caption, .col, .colgroup, .dd, .details, .div, .dl, .dt,
            .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr,
            .legend, .li, .map, .menu, .nav, .ol, .p, .pre, .section, .style, .summary, .table, .tbody, .td, .tfoot,
            .th, .thead, .tr, .ul, .center, .main:
            true
        default: false
        }
    }

    /// Elements that can't stand inside a paragraph of the body: what HTML calls blocks, and media, which the body
    /// sets as figures and cards.
    var isBlock: Bool {
        switch self {
        case .audio, .video, .iframe, .embed, .object, .img, .picture, .canvas, .body, .html, .head, .dir, .search,
            .noscript, .script, .template, .svg, .math, .link, .meta, .title, .textarea, .select, .input:
            true
        default: separatesParagraphs
        }
    }

    var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }
}
