import Editorial
import HTTPTypes
import Markup
import Storage

extension Printer {
    /// 404, with the newest stories to read instead.
    func notFound() throws -> Answer {
        let newest = try newest()
        return notice(NoticeView(.notFound, related: try teasers(newest), wording: wording), newest)
    }

    /// 410, with the notice that stands in a withdrawn story's place.
    func withdrawn(_ id: Story.ID) throws -> Answer? {
        guard let story = try WithdrawnStory.read(id, from: connection) else { return nil }
        let paragraphs = story.notice.split(whereSeparator: \.isNewline).map { "<p>\(String($0))</p>" as HTML }
        let withdrawal = NoticeView.Withdrawal(
            headline: story.headline, notice: paragraphs.joined(), date: story.withdrawnAt)
        let newest = try newest()
        var answer = notice(NoticeView(.withdrawn(withdrawal), related: try teasers(newest), wording: wording), newest)
        answer.keys.insert(.story(id))
        return answer
    }

    /// What there is to read instead.
    private func newest() throws(StorageError) -> [Teaser] {
        try Listing.all.newest(4, from: connection)
    }

    private func notice(_ view: NoticeView, _ newest: [Teaser]) -> Answer {
        var answer = Answer.notice(view, in: paper)
        answer.keys = newest.cacheKeys.union(awaited.keys).union([.front, .site])
        answer.freshUntil = tomorrow
        return answer
    }
}

extension Answer {
    /// A notice with its own status, which no cache on the way keeps.
    static func notice(_ view: NoticeView, in paper: Paper) -> Answer {
        Answer(
            HTTPResponse.Status(code: view.status), mediaType: "text/html; charset=utf-8",
            content: .bytes(view.document(in: paper).bytes), keeping: .never)
    }
}
