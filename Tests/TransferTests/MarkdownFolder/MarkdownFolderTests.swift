import Foundation
import Testing

@testable import Transfer

@Suite("Reading a folder of Markdown")
struct MarkdownFolderTests {
    private let zone = TimeZone(secondsFromGMT: 3600) ?? .gmt

    private func document(_ text: String, _ path: String = "posts/a.md") throws -> MarkdownDocument {
        try MarkdownDocument(reading: text, path: path, zone: zone)
    }

    @Test(
        "front matter in each language",
        arguments: [
            "---\ntitle: \"Tides: high\"\ndate: 2020-01-02\ndraft: true\ntags: [sea, fish]\naliases:\n  - /old/\nmood: calm\n---\nBody\n",
            "+++\ntitle = \"Tides: high\"\ndate = 2020-01-02\ndraft = true\ntags = [\"sea\", \"fish\"]\naliases = [\"/old/\"]\nmood = \"calm\"\n+++\nBody\n",
            "{\n\"title\": \"Tides: high\",\n\"date\": \"2020-01-02\",\n\"draft\": true, \"tags\": [\"sea\", \"fish\"],\n\"aliases\": [\"/old/\"], \"mood\": \"calm\"\n}\nBody\n",
        ])
    func languages(text: String) throws {
        let document = try document(text)
        let matter = document.frontMatter
        #expect(matter.title == "Tides: high")
        #expect(matter.date?.timeIntervalSince1970 == 1_577_919_600)
        #expect(matter.isDraft)
        #expect(matter.topics == ["sea", "fish"])
        #expect(matter.formerAddresses == ["/old/"])
        #expect(matter.leftovers == [.init(key: "mood", value: .text("calm"))])
        #expect(document.body.trimmingCharacters(in: .newlines) == "Body")
        #expect(document.kind == .story)
    }

    @Test("what Jekyll says by a file's name and keys")
    func jekyll() throws {
        let text = "---\nlayout: post\ncategories: harbour news\npermalink: /a/b/\nredirect_from: /c/\npublished: false\nauthor: Ada Marsh\n---\n{% highlight swift %}\nlet a = 1\n{% endhighlight %}\n[x]({{ site.baseurl }}/y) {% include box.html %}"
        let document = try document(text, "_posts/2020-01-02-high-tide.md")
        #expect(document.slug == "high-tide")
        #expect(document.date?.timeIntervalSince1970 == 1_577_919_600)
        #expect(document.frontMatter.categories == ["harbour", "news"])
        #expect(document.frontMatter.address == "/a/b/" && document.frontMatter.formerAddresses == ["/c/"])
        #expect(document.frontMatter.isDraft)
        #expect(document.frontMatter.authors == [.init(name: "Ada Marsh")])
        #expect(document.body == "```swift\nlet a = 1\n```\n[x](/y) ")
        #expect(document.notes.omissions.map(\.what) == ["Liquid tag include"])
    }

    @Test("what Hugo says by keys and shortcodes")
    func hugo() throws {
        let text = "---\ntitle: T\npublishDate: 2020-01-02T03:04:05+01:00\nexpiryDate: 2021-01-02 03:04:05 +0100\nlastmod: nonsense\nweight: 4\nurl: /u/\nparams:\n  kicker: K\n---\n{{< figure src=\"a b.jpg\" alt=\"A\" caption=\"C \\\" d\" attr=\"Ada\" >}}\n{{< youtube abc >}}{{% note %}}kept{{% /note %}}"
        let document = try document(text, "posts/tides/index.md")
        let matter = document.frontMatter
        #expect(document.slug == "tides")
        #expect(matter.publication?.timeIntervalSince1970 == 1_577_930_645)
        #expect(matter.expiry?.timeIntervalSince1970 == 1_609_553_045)
        #expect(matter.weight == 4 && matter.address == "/u/" && matter.kicker == "K")
        #expect(matter.modification == nil && matter.unreadableDates == ["lastmod: nonsense"])
        #expect(document.body.hasPrefix("![A](<a b.jpg> \"C \\\" d | Ada\")"))
        #expect(document.body.contains("\n\nhttps://www.youtube.com/watch?v=abc\n\nkept"))
        #expect(document.notes.omissions.map(\.what).contains("Hugo shortcode note"))
        #expect(try self.document("---\ntitle: S\n---\n", "posts/_index.md").kind == .section)
    }

    @Test("the keys of our own demo")
    func own() throws {
        let text = "---\ntitle: T\nslug: s\ndate: 2024-11-08T06:00:00Z\nkind: news\nsection: culture/reviews\nkicker: K\nstandfirst: S\nauthors:\n  - {person: ada, role: reporter}\n  - Ben\ntopics: [a, b]\nseries: files\nimage: {file: p.jpg, alt: A, caption: C, credit: D}\nrelated: [x]\nsources: [y.md]\nfeatured: true\n---\nB"
        let matter = try document(text).frontMatter
        #expect(matter.kind == "news" && matter.section == "culture/reviews" && matter.kicker == "K" && matter.standfirst == "S")
        #expect(matter.authors == [.init(name: "ada", role: "reporter", isReference: true), .init(name: "Ben")])
        #expect(matter.image == .init(file: "p.jpg", alternativeText: "A", caption: "C", credit: "D"))
        #expect(matter.series == ["files"] && matter.related == ["x"] && matter.sources == ["y.md"] && matter.isFeatured)
        #expect(matter.leftovers.isEmpty)
    }

    @Test(
        "a fault names the file and the line",
        arguments: [
            ("---\ntitle: a\nkey: b: c\n---\n", 3), ("+++\ntitle = \"a\"\nkey = = 1\n+++\n", 3), ("---\ntitle: a\n", 1),
            ("{\"a\": 1", 1), ("---\n- a\n- b\n---\n", 2),
        ])
    func faults(text: String, line: Int) throws {
        let fault = try #require(throws: MarkdownFault.self) { try self.document(text, "posts/bad.md") }
        #expect(fault.line == line)
        #expect(fault.description.hasPrefix("posts/bad.md:\(line): "))
    }

    @Test("aliases in YAML can't grow without end")
    func aliases() throws {
        var text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for index in 1..<9 { text += "a\(index): &a\(index) [" + Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ") + "]\n" }
        #expect(throws: MarkdownFault.self) { try self.document(text + "---\n") }
    }

    @Test(
        "tags that are shown and not meant stay",
        arguments: [
            ("{% raw %}{{ a }} {% b %}{% endraw %}", "{{ a }} {% b %}"),
            ("```\n{{ a }}\n```\n{{ a }}b", "```\n{{ a }}\n```\nb"),
            ("a{% comment %}{{ b }}{% endcomment %}c{% raw %}d", "acd"),
            ("`{{ a }}` and `` {% b %} ` ``", "`{{ a }}` and `` {% b %} ` ``"),
            ("~~~\n{% raw %}{{ a }}{% endraw %}\n~~~", "~~~\n{{ a }}\n~~~"),
            ("```\n{{</* note */>}}\n```", "```\n{{< note >}}\n```"),
            ("open ` {{ a }}", "open ` "),
            ("## Title {#here}\n{: .big }\nText{: #x key=\"v\"} {:a 1}", "## Title \n\nText {:a 1}"),
            ("a\n\n* TOC\n{:toc}\n\nb", "a\n\n\n\nb"),
        ])
    func shownTags(body: String, output: String) throws {
        #expect(try document(body).body == output)
    }

    @Test(
        "dates in the forms that generators take",
        arguments: [
            ("2020/1/2", 1_577_919_600), ("2020-01-02 3:04:05 EST", 1_577_952_245), ("Thu, 02 Jan 2020 03:04:05 +0100", 1_577_930_645),
            ("2020-1-2T03:04:05Z", 1_577_934_245),
        ])
    func dates(written: String, seconds: TimeInterval) throws {
        #expect(try document("---\ndate: \(written)\n---\n").date?.timeIntervalSince1970 == seconds)
    }

    @Test("names tell dates of one digit and languages; a folder of the content may have any name")
    func names() throws {
        let short = try document("x", "_posts/2020-1-2-tide.md")
        #expect(short.slug == "tide" && short.date?.timeIntervalSince1970 == 1_577_919_600)
        #expect(short.defaultAddress == "/2020/01/02/tide.html")
        #expect(try document("x", "_events/fair.md").defaultAddress == "/events/fair")
        #expect(try document("x", "_drafts/idea.md").defaultAddress == nil)
        let german = try document("x", "about/index.de.md")
        #expect(german.slug == "about-de" && german.frontMatter.language == "de")
        #expect(try document("x", "node.js.md").slug == "node.js")
        let folder = try TemporaryFolder()
        try folder.write("x", to: "content/resources/a.md")
        try folder.write("x", to: "themes/b.md")
        #expect(try MarkdownFolder(path: folder.path, zone: zone).files() == ["resources/a.md"])
    }

    @Test("a folder is read in order, without what a generator keeps for itself")
    func folder() throws {
        let folder = try TemporaryFolder()
        try folder.write("---\ntitle: A\n---\n", to: "content/posts/a/index.md")
        try folder.write("x", to: "content/posts/a/a.jpg")
        try folder.write("---\nbad: [\n---\n", to: "content/posts/b.md")
        try folder.write([0x61, 0x0A, 0xFF], to: "content/c.md")
        try folder.write("x", to: "content/.hidden/d.md")
        try folder.write("x", to: "content/node_modules/e.md")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/content/up", withDestinationPath: "/")
        let contents = try MarkdownFolder(path: folder.path, zone: zone).read()
        #expect(contents.documents.map(\.path) == ["posts/a/index.md"])
        #expect(contents.documents.first?.resources == ["posts/a/a.jpg"])
        #expect(contents.faults.map(\.path) == ["c.md", "posts/b.md"])
        #expect(contents.faults.first?.line == 2)
        #expect(contents.notes.omissions.map(\.what) == ["up"])
        #expect(throws: MarkdownFault.self) { try MarkdownFolder(path: folder.path + "/none", zone: zone).files() }
    }
}
