/// Who a card's page is from, told by its address alone; nothing is ever loaded.
enum EmbedProvider {
    /// The provider's name, or the host where it is none of those known.
    static func name(of address: String) -> String {
        let host = host(of: address)
        if let known = known[host] { return known }
        // `en.wikipedia.org` is Wikipedia; `example.co.uk` is itself.
        var rest = Substring(host)
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            if let known = known[String(rest)] { return known }
        }
        switch MediaAddress.kind(of: address) {
        case .audio: return "Audio"
        case .video: return "Video"
        case .picture, .file: return host
        }
    }

    /// What the page is, as far as its provider tells: `post`, `video`, `audio` or `page`.
    static func kind(ofProvider name: String) -> String {
        switch name {
        case "YouTube", "Vimeo", "Dailymotion", "WordPress.tv", "VideoPress", "TED", "Twitch", "Rumble", "PeerTube", "Video":
            "video"
        case "SoundCloud", "Spotify", "Mixcloud", "Acast", "Audio": "audio"
        case "X", "Facebook", "Instagram", "TikTok", "Bluesky", "Threads", "Mastodon", "Reddit", "Tumblr", "Telegram", "VK",
            "LinkedIn", "Pinterest":
            "post"
        default: "page"
        }
    }

    /// In lower case and without `www.`, user and port; empty where there is none.
    static func host(of address: String) -> String {
        guard let slashes = address.utf8.firstRange(of: "//") else { return "" }
        let rest = address.utf8[slashes...].dropFirst(2)
        let authority = rest.prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[authority.index(after: $0)...] } ?? authority
        let host = Substring(afterUser.prefix { $0 != UInt8(ascii: ":") }).lowercased()
        return host.utf8.starts(with: "www.".utf8) ? String(host.dropFirst(4)) : host
    }

    /// The address of the page for people, where a frame's is one for machines: a player's, for example.
    static func page(for address: String) -> String {
        let full = address.utf8.starts(with: "//".utf8) ? "https:" + address : address
        let host = host(of: full)
        let path = full.utf8.firstRange(of: host).map { full[$0...].dropFirst(host.utf8.count) } ?? ""
        let segments = path.split { $0 == "/" || $0 == "?" || $0 == "&" || $0 == "#" }.map(String.init)
        switch (host, segments.first, segments.dropFirst().first) {
        case ("youtube.com", "embed", let id?), ("youtube-nocookie.com", "embed", let id?), ("youtube.com", "v", let id?):
            return id == "videoseries" ? full : "https://www.youtube.com/watch?v=\(id)"
        case ("player.vimeo.com", "video", let id?):
            return "https://vimeo.com/\(id)"
        case ("dailymotion.com", "embed", "video"?):
            return segments.count > 2 ? "https://www.dailymotion.com/video/\(segments[2])" : full
        case ("facebook.com", "plugins", _), ("w.soundcloud.com", _, _):
            return parameter("href", of: full) ?? parameter("url", of: full) ?? full
        case ("open.spotify.com", "embed", _):
            return "https://open.spotify.com/" + segments.dropFirst().prefix(2).joined(separator: "/")
        default:
            return full
        }
    }

    private static func parameter(_ name: String, of address: String) -> String? {
        for pair in address.split(whereSeparator: { $0 == "?" || $0 == "&" }) {
            let halves = pair.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[0] == name { return unescape(halves[1]) }
        }
        return nil
    }

    private static func unescape(_ text: Substring) -> String {
        var result: [UInt8] = []
        var bytes = Substring(text).utf8[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(Substring(bytes.prefix(2)), radix: 16) {
                result.append(code)
                bytes = bytes.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let known: [String: String] = [
        "youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo",
        "dailymotion.com": "Dailymotion", "dai.ly": "Dailymotion", "twitter.com": "X", "x.com": "X",
        "facebook.com": "Facebook", "fb.watch": "Facebook", "instagram.com": "Instagram", "tiktok.com": "TikTok",
        "bsky.app": "Bluesky", "threads.net": "Threads", "mastodon.social": "Mastodon", "reddit.com": "Reddit",
        "soundcloud.com": "SoundCloud", "spotify.com": "Spotify", "mixcloud.com": "Mixcloud", "ted.com": "TED",
        "flickr.com": "Flickr", "flic.kr": "Flickr", "imgur.com": "Imgur", "pinterest.com": "Pinterest",
        "linkedin.com": "LinkedIn", "tumblr.com": "Tumblr", "wordpress.tv": "WordPress.tv", "videopress.com": "VideoPress",
        "scribd.com": "Scribd", "issuu.com": "Issuu", "documentcloud.org": "DocumentCloud", "datawrapper.de": "Datawrapper",
        "dwcdn.net": "Datawrapper", "flourish.studio": "Flourish", "google.com": "Google", "openstreetmap.org": "OpenStreetMap",
        "wikipedia.org": "Wikipedia", "github.com": "GitHub", "archive.org": "Internet Archive", "t.me": "Telegram",
        "telegram.org": "Telegram", "vk.com": "VK", "twitch.tv": "Twitch", "rumble.com": "Rumble", "peertube.tv": "PeerTube",
        "slideshare.net": "SlideShare", "kickstarter.com": "Kickstarter", "apple.com": "Apple", "acast.com": "Acast",
    ]
}

extension Substring.UTF8View {
    fileprivate func firstRange(of text: String) -> Index? { String.UTF8View.place(of: text, in: self) }
}

extension String.UTF8View {
    fileprivate func firstRange(of text: String) -> Index? { Self.place(of: text, in: self[...]) }

    fileprivate static func place(of text: String, in bytes: Substring.UTF8View) -> Index? {
        guard !text.isEmpty else { return nil }
        var rest = bytes
        while !rest.isEmpty {
            if rest.starts(with: text.utf8) { return rest.startIndex }
            rest = rest.dropFirst()
        }
        return nil
    }
}
