import Editorial
import Foundation
import Website

/// What web servers are told besides the files: where old addresses lead, what is gone, which headers go out.
///
/// `_redirects` and `_headers` are what Netlify and Cloudflare Pages read; `nginx-http.conf` and `nginx-server.conf`
/// are included by an nginx configuration, in its `http` and its `server`; the `Caddyfile` is imported into a site.
struct ServerFiles {
    private let plan: SitePlan

    /// Names in the folder that no address may have.
    static let names: Set<String> = ["_headers", "_redirects"]

    init(_ plan: SitePlan) { self.plan = plan }

    func write(with writer: ExportWriter) throws {
        let room = ExportFolder.room
        for (name, text) in [
            ("_redirects", redirects), ("_headers", headers), ("\(room)/nginx-http.conf", nginxMaps),
            ("\(room)/nginx-server.conf", Self.nginxServer), ("\(room)/Caddyfile", caddy),
        ] {
            try writer.put(Array(text.utf8), at: name, isText: false)
        }
    }

    /// What a path is sent with, where a server would guess another type: by the last part of the path.
    private static let types = FeedFormat.allCases.map { ($0.fileName, "\($0.mediaType); charset=utf-8") } + [
        ("annotations.json", "application/ld+json"), ("favicon.ico", "image/png"),
    ]

    /// Rules with a query stand first in nginx's files only: the others know paths alone.
    private var redirects: String {
        plan.moved.filter { !$0.path.description.contains("?") }.map { "\($0.path) \($0.location) 301\n" }.joined()
    }

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
            "map_hash_max_size 65536;", "map_hash_bucket_size 512;", "",
            "map $request_uri $standfirst_path {", "    default $request_uri;", "    \"~^([^?]*)\\?\" $1;", "}", "",
            "map $request_uri $standfirst_moved_query {", "    default \"\";",
        ]
        let (queries, paths) = (plan.moved.filter { $0.path.description.contains("?") }, plan.moved.filter { !$0.path.description.contains("?") })
        lines += queries.map { "    \(Self.quoted($0.path.description)) \(Self.quoted($0.location));" }
        lines += ["}", "", "map $standfirst_path $standfirst_moved {", "    default $standfirst_moved_query;"]
        lines += paths.map { "    \(Self.quoted($0.path.description)) \(Self.quoted($0.location));" }
        lines += ["}", "", "map $standfirst_path $standfirst_gone {", "    default \"\";"]
        lines += plan.gone.map { "    \(Self.quoted($0.description)) 1;" }
        lines += ["}", "", "map $request_uri $standfirst_page {", "    default $uri/index.html;"]
        lines += plan.queries.map { "    \(Self.quoted($0.path.description)) \(Self.quoted("/" + $0.name));" }
        lines += [
            "}", "", "map $uri $standfirst_keeping {", "    default \"\(Self.page)\";",
            "    \"~^/(media|fonts)/|^/look-\" \"\(Self.forever)\";", "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let nginxServer: String = {
        var lines = [
            "# In nginx's server { }, beside its listen, server_name and root. Written by `standfirst export site`.",
            "charset utf-8;", "charset_types text/html text/css text/plain application/xml;", "gzip_static on;",
            "# Where nginx has its Brotli module: brotli_static on;", "error_page 404 /404.html;",
            "error_page 410 $uri/index.html;",
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
        for (number, (name, type)) in Self.types.enumerated() {
            lines += ["@standfirst_type\(number) path */\(name)", "header @standfirst_type\(number) Content-Type \(Self.quoted(type))"]
        }
        lines += ["map {uri} {standfirst_moved} {"]
        lines += plan.moved.map { "    \(Self.quoted($0.path.description)) \(Self.quoted($0.location))" }
        lines += [
            "    default \"\"", "}", "@standfirst_moved not vars {standfirst_moved} \"\"",
            "redir @standfirst_moved {standfirst_moved} 301",
        ]
        if !plan.gone.isEmpty {
            lines += ["@standfirst_gone path \(plan.gone.map { Self.quoted($0.description) }.joined(separator: " "))", "error @standfirst_gone 410"]
        }
        lines += [
            "@standfirst_room path /\(ExportFolder.room)/*", "error @standfirst_room 404",
            "@standfirst_slash path_regexp standfirst_slash ^/(.+)/$", "redir @standfirst_slash /{re.standfirst_slash.1} 301",
            "try_files {path} {path}/index.html",
            "file_server {", "    precompressed br gzip", "}",
            "handle_errors {", "    @standfirst_is_gone expression {err.status_code} == 410",
            "    rewrite @standfirst_is_gone {path}/index.html", "    @standfirst_is_missing expression {err.status_code} == 404",
            "    rewrite @standfirst_is_missing /404.html", "    file_server", "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text as both servers' configurations take it.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
