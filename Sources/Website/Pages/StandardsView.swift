public import Editorial
public import Markup
import enum QuotationCheck.Verdict

/// What the publication asks of quotations, and how those that it printed came out.
public struct StandardsView: PageView {
    public var head: HeadView
    public var rules: QuotationRules
    public var totals: QuotationTotals

    public init(head: HeadView, rules: QuotationRules, totals: QuotationTotals) {
        self.head = head
        self.rules = rules
        self.totals = totals
    }

    public var kind: PageKind { .standards }

    public func main(in paper: Paper) -> HTML {
        let wording = paper.wording
        return """
            <main id="content" class="standards" tabindex="-1">
            <article class="source-article">
            <header class="page-head"><h1 class="page-title">\(wording(.quotationStandard))</h1></header>
            <p class="standfirst">\(wording(.standardIntroduction))</p>
            <section class="rules" aria-labelledby="rules"><h2 id="rules">\(wording(.theRules))</h2>
            <ul>\(sentences(wording).map { "<li>\($0)</li>\n" })</ul></section>
            <section class="totals"><h2 id="totals">\(wording(.runningTotals))</h2>
            <p>\(wording(.quotationsIn, [
                "quotations": wording(.quotationCount, count: shownCount), "stories": wording(.storyCount, count: totals.stories),
            ]))</p>
            \(shownCount == 0 ? .empty : table(wording))\
            </section>
            </article>
            </main>
            """
    }

    private func sentences(_ wording: Wording) -> [String] {
        let policy = rules.policy
        let gate: Phrase =
            switch rules.gate {
            case .required: .gateRequired
            case .warn: .gateWarn
            case .off: .gateOff
            }
        return [
            wording(.ruleUnmarked), wording(policy.allowsInitialCaseChange ? .ruleInitial : .ruleNoInitial),
            wording(.ruleOmission, count: policy.omissionCap),
            wording(policy.requiresContiguousParts ? .ruleContiguous : .ruleNotContiguous),
            wording(.ruleCopied, count: policy.copiedWords), wording(gate),
            wording(rules.countsOverrides ? .overridesCounted : .overridesNotCounted),
        ]
    }

    private func overridden(_ verdict: Verdict) -> Int { rules.countsOverrides ? totals.overridden[verdict] ?? 0 : 0 }

    private func count(_ verdict: Verdict) -> Int { (totals.passed[verdict] ?? 0) + overridden(verdict) }

    private var shownCount: Int { Verdict.allCases.reduce(0) { $0 + count($1) } }

    private func table(_ wording: Wording) -> HTML {
        let numerals = wording.catalogue.numerals
        let shows = rules.countsOverrides && !totals.overridden.isEmpty
        return """
            <div class="table" tabindex="0" role="region"\(aria: "label", wording(.runningTotals))><table>
            <thead><tr><th scope="col">\(wording(.verdict))</th><th scope="col" class="number">\(wording(.quotations))</th>\
            \(shows ? "<th scope=\"col\" class=\"number\">\(wording(.printedAnyway))</th>" : .empty)</tr></thead>
            <tbody>\(Verdict.allCases.filter { count($0) > 0 }.map { verdict -> HTML in
                """
                <tr><th scope="row">\(wording(verdict.phrase))<span class="meaning"> \(wording(verdict.meaning))</span></th>\
                <td class="number">\(numerals.grouped(count(verdict)))</td>\
                \(shows ? "<td class=\"number\">\(overridden(verdict) == 0 ? "–" : numerals.grouped(overridden(verdict)))</td>" : .empty)</tr>

                """
            })</tbody></table></div>

            """
    }
}
