import PropertyTesting

/// Strings that try to bring a program onto a page, by every way into HTML that is known.
///
/// Each sets `window.attacked` or calls `alert` if it works, which the browser tests watch for.
enum AttackCorpus {
    static let program = "window.attacked=1;alert(1)"

    /// Every string, in a fixed order, none twice.
    static let strings: [String] = {
        var seen: Set<String> = []
        return (elements + handlers + addresses + encodings + mutations + styles + breakouts + composed)
            .filter { seen.insert($0).inserted }
    }()

    private static let elements: [String] = [
        "script", "style", "iframe", "object", "embed", "applet", "svg", "math", "template", "noscript", "xmp", "plaintext",
        "listing", "noembed", "noframes", "textarea", "title", "select", "option", "frameset", "frame", "base", "link", "meta",
        "form", "button", "portal", "dialog", "slot", "marquee", "image", "isindex", "annotation-xml", "foreignObject", "x-y",
    ].flatMap { name in
        [
            "<\(name)>\(program)</\(name)>", "<\(name) src=\"data:text/javascript,\(program)\">x</\(name)>",
            "<\(name) srcdoc=\"<script>\(program)</script>\">", "<\(name)/onload=\(program)><\(name)>",
            "<\(name)><img src=x onerror=\"\(program)\"></\(name)>", "<\(name.uppercased())\n\(name)=\(name)>\(program)</\(name) >",
        ]
    }

    private static let handlers: [String] = [
        ("img", "onerror", "src=x"), ("img", "onload", "src=/favicon.ico"), ("svg", "onload", ""), ("body", "onload", ""),
        ("body", "onpageshow", ""), ("input", "onfocus", "autofocus"), ("select", "onfocus", "autofocus"),
        ("textarea", "onfocus", "autofocus"), ("details", "ontoggle", "open"), ("video", "onerror", "src=x"),
        ("audio", "onerror", "src=x"), ("video", "oncanplay", "src=data:,"), ("marquee", "onstart", ""), ("a", "onmouseover", "href=#"),
        ("p", "onanimationstart", "style=animation-name:x"), ("div", "ontransitionend", "style=transition:all"),
        ("td", "onclick", ""), ("blockquote", "onpointerenter", ""), ("figure", "onfocusin", "tabindex=0"), ("q", "onwheel", ""),
        ("p", "oncontentvisibilityautostatechange", "style=content-visibility:auto"), ("iframe", "onload", ""),
        ("object", "onerror", "data=x"), ("link", "onload", "rel=stylesheet href=/x.css"), ("style", "onload", ""),
        ("script", "onerror", "src=x"), ("form", "onsubmit", ""), ("button", "onclick", "autofocus"), ("math", "onclick", ""),
        ("animate", "onbegin", "attributeName=x"), ("set", "onend", "attributeName=x"), ("table", "onscroll", ""),
        ("sup", "oncopy", ""), ("code", "onbeforematch", "hidden=until-found"), ("aside", "popover", "ontoggle=alert(1)"),
    ].flatMap { name, event, rest in
        [
            "<\(name) \(rest) \(event)=\"\(program)\">x</\(name)>", "<\(name) \(rest) \(event)='\(program)'>",
            "<\(name)/\(rest)/\(event)=\(program)>", "<\(name) \(rest) \(event.uppercased())\n=\n\(program)\n>x",
            "<\(name) x=\"\" \(rest)\(event)=\(program) \(event) = `\(program)`>", "<\(name) \(rest) title='\"\(event)=\(program)'>x</\(name)>",
            "<svg><\(name) \(rest) \(event)=\(program)></svg>", "<\(name) \(rest) \u{0}\(event)=\(program)>",
        ]
    }

    static let schemes: [String] = [
        "javascript:", "JaVaScRiPt:", " javascript:", "\u{1}javascript:", "java\tscript:", "java\nscript:", "java\r\nscript:",
        "javascript\t:", "\u{0}javascript:", "java\u{0}script:", "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:",
        "javascript&colon;", "javascript&#58;", "java&Tab;script:", "java&NewLine;script&colon;", "&#1;javascript:",
        "javascript:://x%0a", "javascript://example.test/%0a", "data:text/html,<script>alert(1)</script>//", "data:text/html;base64,",
        "DATA:image/svg+xml,<svg onload=alert(1)>", "data:,", "vbscript:", "VBScript:", "livescript:", "mocha:", "blob:https://x/",
        "filesystem:https://x/", "view-source:javascript:", "feed:javascript:", "jar:javascript:", "about:blank#", "file:///",
        "ms-its:", "wyciwyg:", "%6Aavascript:", "javascript%3A", "\u{FF4A}avascript:", "ja\u{AD}vascript:", "\u{202E}javascript:",
        "\u{A0}javascript:", "\u{FEFF}javascript:", "https:javascript:", "http:/\\javascript:", "\\\\javascript:", "./javascript:",
        "https://user:pass@x/#javascript:", "https://x\\@y/", "https://x\u{0}y/", "https://x y/", "//x\"onclick=alert(1)//",
        "https://x/\"onclick=\"", "https://x/'onclick='", "https://x/><script>alert(1)</script>", "mailto:x\"onclick=", "tel:javascript:",
        "media:javascript:", "media:0192f0c1-7a2b-7c3d-8e4f-0123456789ab\"onerror=\"",
    ]

    private static let addresses: [String] = schemes.flatMap { scheme in
        [
            "<a href=\"\(scheme)\(program)\">x</a>", "<a href='\(scheme)\(program)'>x</a>", "<img src=\"\(scheme)\(program)\" alt=x>",
            "<blockquote cite=\"\(scheme)\(program)\"><p>x</blockquote>",
            "<figure class=\"embed\" data-url=\"\(scheme)\(program)\" data-kind=\"post\"><blockquote>x</blockquote></figure>",
            "<figure class=\"file\" data-kind=\"audio\"><a href=\"\(scheme)\(program)\">x</a></figure>",
        ]
    } + schemes.prefix(24).flatMap { scheme in
        [
            "<a href=\(scheme)\(program)>x</a>", "<svg><a xlink:href=\"\(scheme)\(program)\"><text>x</text></a></svg>",
            "<math><mi href=\"\(scheme)\(program)\">x</mi></math>", "<form action=\"\(scheme)\(program)\"><input type=submit></form>",
            "<button formaction=\"\(scheme)\(program)\">x</button>", "<iframe src=\"\(scheme)\(program)\"></iframe>",
            "<object data=\"\(scheme)\(program)\"></object>", "<embed src=\"\(scheme)\(program)\">",
            "<video poster=\"\(scheme)\(program)\" src=\"\(scheme)\(program)\"></video>", "<base href=\"\(scheme)\(program)\">",
            "<meta http-equiv=refresh content=\"0;url=\(scheme)\(program)\">", "<img srcset=\"\(scheme)\(program) 1x\">",
            "<table background=\"\(scheme)\(program)\"><td background=\"\(scheme)\(program)\">x</table>",
        ]
    }

    /// The same attack in other clothes: references, cases, bytes that aren't text.
    private static let encodings: [String] = [
        "<script>", "<img src=x onerror=\(program)>", "<svg/onload=\(program)>", "<a href=javascript:\(program)>x</a>",
    ].flatMap { attack in
        let scalars = attack.unicodeScalars
        return [
            scalars.map { "&#\($0.value);" }.joined(), scalars.map { "&#x\(String($0.value, radix: 16))" }.joined(),
            attack.replacing("<", with: "&lt;"), attack.replacing("<", with: "&amp;lt;"), attack.replacing("<", with: "\u{FF1C}"),
            attack.replacing("<", with: "\u{0}<\u{0}"), attack.replacing("<", with: "%3C"), attack.replacing("<", with: "\\u003c"),
            attack.replacing("<", with: "<\u{0}"), attack.replacing("<", with: "<<"), attack.replacing("<", with: "< "),
            // What decoders make of overlong forms: the bytes alone, and taken for Latin-1.
            String(decoding: attack.utf8.flatMap { $0 == 0x3C ? [0xC0, 0xBC] : [$0] }, as: UTF8.self),
            String(decoding: attack.utf8.flatMap { $0 == 0x3C ? [0xE0, 0x80, 0xBC] : [$0] }, as: UTF8.self),
            attack.replacing("<", with: "À¼"), attack.replacing("<", with: "+ADw-"), attack.uppercased(),
            "\u{FEFF}" + attack, "<!--" + attack, "<!-->" + attack, "<!--->" + attack, "<!--x--!>" + attack, "<![CDATA[" + attack + "]]>",
            "<?php " + attack + " ?>", "<!DOCTYPE x [" + attack + "]>", "</" + attack, "<x " + attack, "<x y=\"" + attack, "<x y='\(attack)'>",
        ]
    }

    /// Where what a parser reads differs from what it has written.
    private static let mutations: [String] = {
        let image = "<img src=x onerror=\(program)>"
        let openings = [
            "<noscript><p title=\"</noscript>\(image)\">", "<title><p title=\"</title>\(image)\">", "<textarea><p title=\"</textarea>\(image)\">",
            "<style><p title=\"</style>\(image)\">", "<xmp><p title=\"</xmp>\(image)\">", "<iframe><p title=\"</iframe>\(image)\">",
            "<noembed><p title=\"</noembed>\(image)\">", "<noframes><p title=\"</noframes>\(image)\">",
            "<template><p title=\"</template>\(image)\">", "<plaintext><p title=\"</plaintext>\(image)\">",
            "<select><p title=\"</select>\(image)\">", "<!--<p title=\"-->\(image)\">", "<script><!--<script></script>\(image)-->",
            "<listing>\n<p title=\"</listing>\(image)\">", "<p title=`\(image)`>", "<p title='\(image)' class=\"</p>\(image)\">",
            "<table><td title=\"</table>\(image)\">", "<a title=\"</a>\(image)\" href=#>", "<![CDATA[<p title=\"]]>\(image)\">",
        ]
        let wrappers = [
            "", "<svg>", "<math>", "<svg><style>", "<math><style>", "<svg><title>", "<svg><desc>", "<svg><foreignObject>", "<math><mtext>",
            "<math><mi>", "<math><annotation-xml encoding=\"text/html\">", "<math><annotation-xml encoding=\"application/xhtml+xml\">",
            "<form><math><mtext></form><form><mglyph><style>", "<math><mtext><table><mglyph><style>", "<svg></p><style>", "<table><svg>",
            "<table><tr><math>", "<select><svg>", "<option><math>", "<p><svg><p>", "<svg><p><style>", "<math><mtext><mglyph><svg><mtext>",
            "<template><svg>", "<noscript><math>", "<b><table><svg>", "<a><svg><a>",
        ]
        return wrappers.flatMap { wrapper in openings.map { wrapper + $0 } }
    }()

    private static let styles: [String] = [
        "expression(\(program))", "url(javascript:\(program))", "x:\\65xpression(\(program))", "behavior:url(x)",
        "-moz-binding:url(x)", "background:url('data:image/svg+xml,<svg onload=alert(1)>')", "@import 'javascript:\(program)'",
        "}</style><script>\(program)</script>", "position:fixed;inset:0;z-index:9999", "/**/\";\(program)//",
    ].flatMap { ["<p style=\"\($0)\">x</p>", "<style>p{\($0)}</style>x", "<svg><style>\($0)</style></svg>"] }

    /// Values of the attributes that are kept, trying to get out of them.
    private static let breakouts: [String] = [
        "\"><script>\(program)</script>", "' onmouseover='\(program)", "\" onmouseover=\"\(program)", "&quot; onmouseover=&quot;\(program)",
        "&#34;&gt;&lt;script&gt;\(program)", "`onmouseover=\(program)", "x\u{0}\" onx=\"", "</p><img src=x onerror=\(program)>", "\n>\n<script>",
        "&amp;quot;&amp;gt;<b>", "\\\"\\\\", "\u{2028}\" onload=\"", "--><script>\(program)</script>",
    ].flatMap { value in
        [
            "<a href=\"/x\" title=\"\(value)\">x</a>", "<a href='/x' title='\(value)'>x</a>", "<a href=\"/\(value)\">x</a>", "<abbr title=\"\(value)\">x</abbr>",
            "<span lang=\"\(value)\" dir=\"\(value)\">x</span>", "<img src=\"media:0192f0c1-7a2b-7c3d-8e4f-0123456789ab\" alt=\"\(value)\" width=\"\(value)\">",
            "<ol start=\"\(value)\"><li>x</ol>", "<td colspan=\"\(value)\">x", "<table><td colspan=\"\(value)\" data-align=\"\(value)\">x</table>",
            "<pre><code class=\"language-\(value)\" data-language=\"\(value)\">x</code></pre>", "<pre>\(value)</pre>",
            "<figure class=\"embed \(value)\" data-url=\"https://x.example/\(value)\" data-author=\"\(value)\" data-provider=\"\(value)\" data-title=\"\(value)\" data-published=\"\(value)\" data-kind=\"\(value)\"></figure>",
            "<section class=footnotes><ol><li id=\"\(value)\">x</ol></section><a href=\"#\(value)\">1</a>",
        ]
    }

    /// Pieces put together at random, always the same ones.
    private static let composed: [String] = {
        var random = SeededGenerator(seed: 2026)
        let pieces = [
            "<svg>", "</svg>", "<math>", "</math>", "<style>", "</style>", "<table>", "</table>", "<tr>", "<td>", "<p>", "</p>", "<a href=#>",
            "</a>", "<form>", "</form>", "<mtext>", "<mglyph>", "<foreignObject>", "<title>", "</title>", "<template>", "</template>",
            "<noscript>", "</noscript>", "<select>", "<option>", "<textarea>", "</textarea>", "<!--", "-->", "<![CDATA[", "]]>", "<b>", "</b>",
            "<i>", "<li>", "<ul>", "</ul>", "<figure class=gallery>", "<figure class=embed data-url=https://x.example/>", "</figure>", "<figcaption>",
            "<blockquote>", "</blockquote>", "<pre>", "<code>", "</code>", "<section class=footnotes><ol><li id=fn-1>", "<a class=footnote href=#fn-1>",
            "<img src=x onerror=\(program)>", "<script>\(program)</script>", "<p title=\"</style></title>\">", "\u{0}", "&lt;script&gt;", "</br>", "<br/>",
            "<h2>", "</h6>", "<dl><dt>", "<dd>", "<caption>", "<thead>", "<iframe>", "<xmp>", "</xmp>", "<nobr>", "<marquee>", "<object>", "<frameset>", "text ",
        ]
        return (0..<300).map { _ in
            (0..<Int.random(in: 2...14, using: &random)).map { _ in random.pick(pieces) }.joined()
        }
    }()
}
