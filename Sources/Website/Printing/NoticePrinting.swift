import Editorial
import HTTPTypes
import Markup
import Storage

extension Printer {
    /// 404, with the newest stories to read instead.
    func notFound() throws -> Answer {
        notice(NoticeView(.notFound, related: try newest(), wording: wording))
    }

    /// 410, with the notice that stands in a withdrawn story's place.
    func withdrawn(_ id: Story.ID) throws -> Answer? {
        guard let story = try WithdrawnStory.read(id, from: connection) else { return nil }
        let paragraphs = story.notice.split(whereSeparator: \.isNewline).map { "<p>\(String($0))</p>" as HTML }
        let withdrawal = NoticeView.Withdrawal(
            headline: story.headline, notice: paragraphs.joined(), date: story.withdrawnAt)
        var answer = notice(NoticeView(.withdrawn(withdrawal), related: try newest(), wording: wording))
        answer.keys = [.story(id), .site, .front]
        return answer
    }

    private func newest() throws -> [TeaserView] {
        try teasers(try Listing.all.newest(4, from: connection))
    }

    private func notice(_ view: NoticeView) -> Answer {
        Answer.notice(view, in: paper)
    }
}

extension Answer {
    /// A notice with its own status, which nobody keeps.
    static func notice(_ view: NoticeView, in paper: Paper) -> Answer {
        Answer(
            HTTPResponse.Status(code: view.status), mediaType: "text/html; charset=utf-8",
            content: .bytes(view.document(in: paper).bytes), keeping: .never)
    }
}
