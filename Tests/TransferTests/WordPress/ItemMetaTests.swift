import Foundation
import Testing

@testable import Transfer

@Suite("What the fields of a WordPress item mean")
struct ItemMetaTests {
    private let channel: WXRChannel = {
        var channel = WXRChannel()
        channel.link = "https://old.example"
        channel.baseBlogAddress = "https://old.example"
        return channel
    }()

    private func item(_ change: (inout WXRItem) -> Void) -> WXRItem {
        var item = WXRItem()
        item.id = 7
        item.type = "post"
        item.status = "publish"
        item.name = "dredging"
        item.date = "2015-01-27 10:00:00"
        item.link = "http://www.old.example/2015/01/dredging/"
        item.guid = "https://old.example/?p=7"
        change(&item)
        return item
    }

    @Test("every address that led to an item is known")
    func addresses() {
        let story = item {
            $0.meta = [WXRMeta(key: "_wp_old_slug", value: "dredge"), WXRMeta(key: "_wp_old_date", value: "2014-12-31")]
        }
        let addresses = WordPressAddresses(of: story, in: channel)
        #expect(addresses.permalink == "/2015/01/dredging/")
        #expect(addresses.former == ["/?p=7", "/2015/01/dredge/", "/2014/12/dredging/"])
        let draft = WordPressAddresses(of: item { $0.link = "https://old.example/?p=7" }, in: channel)
        #expect(draft.permalink == nil && draft.former == ["/?p=7"])
        let page = WordPressAddresses(of: item { $0.type = "page"; $0.guid = "https://other.example/?page_id=7" }, in: channel)
        #expect(page.former == ["/?page_id=7", "/?p=7"])
    }

    @Test("times are those of GMT, else of the site's zone, else of the feed")
    func times() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        func time(_ gmt: String, _ local: String, _ rss: String = "") -> Double? {
            WordPressTime.resolve(gmt: gmt, local: local, rss: rss, in: berlin)?.timeIntervalSince1970
        }
        #expect(time("2015-01-27 14:56:57", "2015-01-27 15:56:57") == 1_422_370_617)
        #expect(time("0000-00-00 00:00:00", "2015-01-27 15:56:57") == 1_422_370_617)
        #expect(time("0000-00-00 00:00:00", "2015-07-27 16:56:57") == 1_438_009_017)
        #expect(time("", "", "Tue, 27 Jan 2015 14:56:57 +0000") == 1_422_370_617)
        #expect(time("0000-00-00 00:00:00", "0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000") == nil)
        #expect(time("2015-02-30 00:00:00", "") == nil)
    }

    @Test("the plug-in's variables are put in, and those unknown dropped")
    func snippets() {
        let context = SearchSnippet.Context(itemTitle: "Dredging", siteTitle: "Old Paper")
        #expect(SearchSnippet.resolve("%%title%% %%page%% %%sep%% %%sitename%%", in: context) == "Dredging – Old Paper")
        #expect(SearchSnippet.resolve("%%title%% %%sep%% %%unknown%%", in: context) == "Dredging")
        #expect(SearchSnippet.resolve("100%% sure", in: context) == "100%% sure")
        #expect(SearchSnippet.resolve("%%page%%", in: context) == nil)
    }

    @Test("a picture's data are read from its serialised field")
    func attachment() {
        let meta = WordPressItemMeta(
            of: item {
                $0.meta = [
                    WXRMeta(key: "_wp_attachment_metadata", value: "a:3:{s:5:\"width\";i:1200;s:6:\"height\";i:800;s:10:\"image_meta\";a:1:{s:6:\"credit\";s:3:\"Ada Marsh\";}}"),
                    WXRMeta(key: "_edit_lock", value: "1"),
                ]
            })
        #expect(meta.width == 1200 && meta.height == 800 && meta.credit == "Ada Marsh")
        #expect(meta.notes.changes.map(\.count) == [1])
        #expect(meta.unused == ["_edit_lock"])
    }

    @Test("renditions lead to their original")
    func originals() {
        #expect(MediaAddress.original(of: "https://a.example/cat-300x200.jpg?w=3") == "https://a.example/cat.jpg")
        #expect(MediaAddress.original(of: "https://a.example/cat-scaled.jpg") == "https://a.example/cat.jpg")
        #expect(MediaAddress.original(of: "https://a.example/cat-3x.jpg") == nil)
        #expect(MediaAddress.original(of: "") == nil)
    }
}
