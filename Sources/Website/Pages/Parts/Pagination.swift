public import Markup

/// Where a page stands among the pages of a list.
public struct PaginationView: Sendable, Hashable {
    /// Counts from 1.
    public let current: Int
    public let total: Int
    /// The list's address, on any of its pages.
    public let address: SiteAddress

    /// - Returns: `nil` for a list of one page.
    public init?(current: Int, total: Int, address: SiteAddress) {
        guard total > 1 else { return nil }
        self.current = min(max(current, 1), total)
        self.total = total
        self.address = address
    }

    /// The pages before and after, for `<head>`.
    public var previous: SafeURL? { current > 1 ? address.onPage(current - 1).url : nil }
    public var next: SafeURL? { current < total ? address.onPage(current + 1).url : nil }

    /// Whether the list is in order of merit and not of time.
    private var isRanked: Bool { address.kind == .search }

    /// The numbers that are printed: the ends, the current one and its neighbours; `nil` where some are left out.
    var numbers: [Int?] {
        var numbers: [Int?] = []
        var last = 0
        for number in 1...total where number == 1 || number == total || abs(number - current) <= 2 {
            // A gap of one number takes as much room as the number.
            if number - last == 2 { numbers.append(number - 1) }
            if number - last > 2 { numbers.append(nil) }
            numbers.append(number)
            last = number
        }
        return numbers
    }

    func html(_ wording: Wording) -> HTML {
        """
        <nav class="pagination"\(aria: "label", wording(.pages))>\
        \(previous.map { "<a class=\"pagination-step\" rel=\"prev\"\(href: $0)>\(wording(isRanked ? .previous : .newer))</a>" })<ol>\
        \(numbers.map { $0.map { link(to: $0, wording) } ?? "<li><span class=\"gap\">…</span></li>" })</ol>\
        \(next.map { "<a class=\"pagination-step\" rel=\"next\"\(href: $0)>\(wording(isRanked ? .next : .older))</a>" })</nav>

        """
    }

    private func link(to number: Int, _ wording: Wording) -> HTML {
        let text = wording.catalogue.numerals.plain(number)
        return """
            <li><a\(href: address.onPage(number).url)\(aria: "current", number == current ? "page" : nil)\
            \(aria: "label", wording(.pageNumber, ["page": text]))>\(text)</a></li>
            """
    }
}
