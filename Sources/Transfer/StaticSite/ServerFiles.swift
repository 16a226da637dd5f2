import Editorial
import Foundation
import Website

/// What web servers are told besides the files: where old addresses lead, what is gone, which headers go out.
///
/// `_redirects` and `_headers` are what Netlify and Cloudflare Pages read; `nginx-http.conf` and `nginx-server.conf`
/// are included by an nginx configuration, in its `http` and its `server`; the `Caddyfile` is imported into a site.
struct ServerFiles {
    private let moved: [(path: String, location: String)]
    private let gone: [String]
    private let queries: [(path: String, name: String)]

    /// Names in the folder that no address may have.
    static let names: Set<String> = ["_headers", "_redirects"]

    init(_ plan: SitePlan) {
        moved = plan.moved.map { (Self.plain($0.path.description), Self.plain($0.location)) }
        gone = plan.gone.map { Self.plain($0.description) }
        queries = plan.queries.filter { !$0.name.contains(where: { "$\"\\".contains($0) }) }
            .map { (Self.plain($0.path.description), $0.name) }
    }

    /// The files, by name.
    var files: [(name: String, text: String)] {
        let room = ExportFolder.room
        return [
            ("_redirects", redirects), ("_headers", headers), ("\(room)/nginx-http.conf", nginxMaps),
            ("\(room)/nginx-server.conf", Self.nginxServer), ("\(room)/Caddyfile", caddy),
        ]
    }

    /// An address without anything that has a meaning in a configuration: variables, placeholders, quotation marks, ends
    /// of lines. As URLs are read, it stays the same.
    private static func plain(_ address: String) -> String {
        var text = ""
        for byte in address.utf8 {
            switch byte {
            case 0x21, 0x23, 0x25...0x3B, 0x3D, 0x3F...0x5B, 0x5D...0x5F, 0x61...0x7A, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    /// What a path is sent with, where a server would guess another type: by the last part of the path.
    private static let types = FeedFormat.allCases.map { ($0.fileName, "\($0.mediaType); charset=utf-8") } + [
        ("annotations.json", "application/ld+json"), ("favicon.ico", "image/png"),
    ]

    private var withQuery: [(path: String, location: String)] { moved.filter { $0.path.contains("?") } }
    private var withoutQuery: [(path: String, location: String)] { moved.filter { !$0.path.contains("?") } }

    private var redirects: String { withoutQuery.map { "\($0.path) \($0.location) 301\n" }.joined() }

    private var headers: String {
        var lines = ["/*"] + PressRun.headers.map { "  \($0.name): \($0.value)" }
        for path in ["/media/*", "/fonts/*", "/look-*"] { lines += [path, "  Cache-Control: \(Self.forever)"] }
        for format in FeedFormat.allCases {
            for folder in ["", "/section/:slug", "/topic/:slug", "/author/:slug"] {
                lines += ["\(folder)/\(format.fileName)", "  Content-Type: \(format.mediaType); charset=utf-8"]
            }
        }
        lines += ["/sources/:id/annotations.json", "  Content-Type: application/ld+json", "/favicon.ico", "  Content-Type: image/png"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static var forever: String { Answer.Keeping.forever.rawValue }
    private static var page: String { Answer.Keeping.page.rawValue }

    private var nginxMaps: String {
        var lines = [
            "# In nginx's http { }. Written by `standfirst export site`.",
            "map_hash_max_size 65536;", "map_hash_bucket_size \(bucketSize);", "",
            "map $request_uri $standfirst_path {", "    default $request_uri;", "    \"~^([^?]*)\\?\" $1;", "}", "",
            "map $request_uri $standfirst_moved_query {", "    default \"\";",
        ]
        lines += withQuery.map { "    \"\($0.path)\" \"\($0.location)\";" }
        lines += ["}", "", "map $standfirst_path $standfirst_moved {", "    default $standfirst_moved_query;"]
        lines += withoutQuery.map { "    \"\($0.path)\" \"\($0.location)\";" }
        lines += ["}", "", "map $request_uri $standfirst_gone_query {", "    default \"\";"]
        lines += gone.filter { $0.contains("?") }.map { "    \"\($0)\" 1;" }
        lines += ["}", "", "map $standfirst_path $standfirst_gone {", "    default $standfirst_gone_query;"]
        lines += gone.filter { !$0.contains("?") }.map { "    \"\($0)\" 1;" }
        lines += ["}", "", "map $request_uri $standfirst_page {", "    default $uri/index.html;"]
        lines += queries.map { "    \"\($0.path)\" \"/\($0.name)\";" }
        lines += [
            "}", "", "map $uri $standfirst_keeping {", "    default \"\(Self.page)\";",
            "    \"~^/(media|fonts)/|^/look-\" \"\(Self.forever)\";", "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// What holds the longest address with what nginx keeps beside it, in whole lines of a processor's cache.
    private var bucketSize: Int {
        let longest = (moved.map(\.path) + gone + queries.map(\.path)).map(\.utf8.count).max() ?? 0
        return max(128, (longest + 127) / 64 * 64)
    }

    private static let nginxServer: String = {
        var lines = [
            "# In nginx's server { }, beside its listen, server_name and root. Written by `standfirst export site`.",
            "charset utf-8;", "charset_types text/html text/css text/plain application/xml;", "gzip_static on;",
            "# Where nginx has its Brotli module: brotli_static on;", "error_page 404 /404.html;",
            "error_page 410 $standfirst_page;",
        ]
        lines += PressRun.headers.map { "add_header \($0.name) \(quoted($0.value)) always;" }
        lines += ["add_header Cache-Control $standfirst_keeping;", "location ^~ /\(ExportFolder.room) { return 404; }"]
        for (name, type) in types {
            let pattern = name.replacing(".", with: "\\.")
            lines.append(
                "location ~ /\(pattern)$ { types { } default_type \(quoted(type)); "
                    + "if ($standfirst_moved) { return 301 $standfirst_moved; } }")
        }
        lines += [
            "location ~ /index\\.html$ { }",
            "location / {",
            "    if ($standfirst_moved) { return 301 $standfirst_moved; }",
            "    if ($standfirst_gone) { return 410; }",
            "    rewrite ^/(.+)/$ /$1 permanent;",
            "    try_files $uri $standfirst_page =404;",
            "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }()

    private var caddy: String {
        var lines = [
            "# In a site of a Caddyfile, after its root: import DIR/\(ExportFolder.room)/Caddyfile",
            "header {",
        ]
        lines += PressRun.headers.map { "    \($0.name) \(Self.quoted($0.value))" }
        lines += ["}", "@standfirst_named path /media/* /fonts/* /look-*", "header @standfirst_named Cache-Control \"\(Self.forever)\""]
        lines += ["header ?Cache-Control \"\(Self.page)\""]
        for (number, (name, type)) in Self.types.enumerated() {
            lines += ["@standfirst_type\(number) path */\(name)", "header @standfirst_type\(number) Content-Type \(Self.quoted(type))"]
        }
        lines += ["map {uri} {standfirst_moved} {"]
        lines += moved.map { "    \"\($0.path)\" \"\($0.location)\"" }
        lines += [
            "    default \"\"", "}", "@standfirst_moved not vars {standfirst_moved} \"\"",
            "redir @standfirst_moved {standfirst_moved} 301",
        ]
        let gone = gone.filter { !$0.contains("?") }
        if !gone.isEmpty {
            // Caddy looks for the file before it minds faults.
            let files = gone.map { $0.hasSuffix(".html") ? "\"\($0)\"" : "\"\($0)/index.html\"" }
            lines += ["@standfirst_gone path \(files.joined(separator: " "))", "error @standfirst_gone 410"]
        }
        lines += [
            "@standfirst_room path /\(ExportFolder.room)/*", "error @standfirst_room 404",
            "@standfirst_slash path_regexp standfirst_slash ^/(.+)/$", "redir @standfirst_slash /{re.standfirst_slash.1} 301",
            "try_files {path} {path}/index.html",
            "file_server {", "    precompressed br gzip", "}",
            "handle_errors {", "    header Cache-Control no-store", "    @standfirst_is_gone expression {err.status_code} == 410",
            "    try_files @standfirst_is_gone {path} {path}/index.html", "    @standfirst_is_missing expression {err.status_code} == 404",
            "    rewrite @standfirst_is_missing /404.html", "    file_server", "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text of the program's own as both servers' configurations take it.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
