public import Markup
public import Storage

/// A page that stands where another was asked for.
public struct NoticeView: PageView {
    /// Why the page that was asked for isn't there.
    public enum Reason: Sendable, Hashable {
        /// 404
        case notFound
        /// 410
        case withdrawn(Withdrawal)
        /// 500
        case failure
        /// 503
        case maintenance
    }

    /// What is said of a story that was withdrawn.
    public struct Withdrawal: Sendable, Hashable {
        public var headline: String
        /// Paragraphs in the body's vocabulary.
        public var notice: HTML
        public var date: Timestamp

        public init(headline: String, notice: HTML, date: Timestamp) {
            self.headline = headline
            self.notice = notice
            self.date = date
        }
    }

    public var reason: Reason
    /// What to read instead.
    public var related: [TeaserView]
    public let head: HeadView

    /// - Parameter related: Left out on the pages of 500 and 503, which must not need the database.
    public init(_ reason: Reason, related: [TeaserView] = [], wording: Wording) {
        self.reason = reason
        var head = HeadView(title: wording(reason.title), isIndexed: false)
        head.isBare = reason.isBare
        self.head = head
        self.related = reason.isBare ? [] : related
    }

    /// The status of the answer that carries the page.
    public var status: Int {
        switch reason {
        case .notFound: 404
        case .withdrawn: 410
        case .failure: 500
        case .maintenance: 503
        }
    }

    public var kind: PageKind { .notice }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="notice-page" tabindex="-1" data-status="\(status)">
            \(reason == .maintenance ? .empty : """
                <p class="notice-status">\(wording.catalogue.numerals.plain(status))</p>

                """)\
            <h1 class="headline">\(wording(reason.title))</h1>
            <p class="standfirst">\(text(in: paper))</p>
            \(detail(in: paper))\
            \(related.isEmpty ? .empty : relatedSection(related, title: .latest, in: paper))\
            </main>
            """
    }

    private func text(in paper: Paper) -> String {
        let wording = paper.wording
        return switch reason {
        case .notFound: wording(paper.offersSearch ? .notFoundText : .notFoundWithoutSearch)
        case .withdrawn(let withdrawal): withdrawal.headline
        case .failure: wording(.failureText)
        case .maintenance: wording(.maintenanceText)
        }
    }

    private func detail(in paper: Paper) -> HTML {
        let wording = paper.wording
        return switch reason {
        case .notFound where !paper.offersSearch: .empty
        case .notFound:
            """
            <form class="search-form" role="search"\(action: SiteAddress.search(SearchTerms()).url) method="get">
            \(searchField("", wording))\
            </form>

            """
        case .withdrawn(let withdrawal):
            """
            <div class="notice" data-notice="withdrawal" role="note"><h2>\(wording(.withdrawnWhy))</h2>\
            \(withdrawal.notice)<p class="notice-date">\(wording.time(.date, at: withdrawal.date))</p></div>

            """
        case .failure, .maintenance: .empty
        }
    }
}

extension NoticeView.Reason {
    /// Whether the page must be printable without the database.
    fileprivate var isBare: Bool {
        switch self {
        case .notFound, .withdrawn: false
        case .failure, .maintenance: true
        }
    }

    fileprivate var title: Phrase {
        switch self {
        case .notFound: .notFoundTitle
        case .withdrawn: .withdrawnTitle
        case .failure: .failureTitle
        case .maintenance: .maintenanceTitle
        }
    }
}
