import ArgumentParser
import Foundation
import QuotationCheck

/// Checks a draft's quotations against a folder of sources. It needs no publication.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the quotations of a story, word by word, against a folder of sources.",
        usage: """
            standfirst check STORY --sources DIR [--json]
            standfirst check --quotations FILE.jsonl --sources DIR
            standfirst check --find STORY [--json]
            """,
        discussion: """
            STORY is Markdown (.md) or plain text (.txt, where a blank line ends a paragraph). Every file under DIR is \
            a source: .txt .md .html .pdf .eml .vtt .srt, and .json as {"title","url","speaker","text"}. Lines that \
            begin NAME: in a transcript are speaker turns.

            Positions count Unicode code points from 0, the end not included. For plain text they are positions in the \
            file. For Markdown, HTML and every other type they are positions in its plain text: the words that a \
            reader sees, without mark-up and front matter, paragraphs parted by an empty line; each result carries the \
            text that its range names.

            --quotations checks one {"id","text","speaker"?,"source"?} a line; "source" names a file under DIR, and \
            only that one is searched. It prints one result a line, in the order given.

            A story is read up to its 50,000th quotation; where there are more, "unread" says what was left, and the \
            story does not pass.

            Exit status: 0 all quotations pass by themselves, 1 some do not, 2 the check could not be run.
            """)

    @Argument(help: "The story: Markdown or plain text.") var story: String?
    @Option(help: ArgumentHelp("The folder of sources.", valueName: "dir")) var sources: String?
    @Option(help: ArgumentHelp("Quotations to check without a story, one JSON object a line.", valueName: "file.jsonl"))
    var quotations: String?
    @Option(help: ArgumentHelp("Only find the quotations of a story.", valueName: "story")) var find: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        guard [story, quotations, find].count(where: { $0 != nil }) <= 1 else { throw CheckFault.severalThingsToCheck }
        if let find { return try findQuotations(at: find) }
        guard story != nil || quotations != nil else { throw CheckFault.nothingToCheck }
        guard let sources else { throw CheckFault.noSources }
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let passes =
            if let story {
                try await check(story, SourceFolder(path: sources), workers: workers)
            } else if let quotations {
                try await checkLines(of: quotations, SourceFolder(path: sources), workers: workers)
            } else {
                true
            }
        if !passes { throw Outcome.findings.exitCode }
    }

    private func findQuotations(at path: String) throws {
        let found = QuotationFinder().find(in: try StoryFile.story(at: path))
        if json { return try JSONReport.write(found) }
        CheckTable(found, style: .standardOutput).lines.forEach(Console.say)
    }

    private func check(_ path: String, _ folder: SourceFolder, workers: Int) async throws -> Bool {
        let story = try StoryFile.story(at: path)
        let archive = try await folder.sources(workers: workers)
        let report = await QuotationChecker().check(story, against: archive, workers: workers)
        if json {
            try JSONReport.write(report)
        } else {
            CheckTable(report, style: .standardOutput).lines.forEach(Console.say)
        }
        return report.passes
    }

    private func checkLines(of path: String, _ folder: SourceFolder, workers: Int) async throws -> Bool {
        let requests = try await QuotationLines.requests(at: path, workers: workers)
        let archive = try await folder.sources(workers: workers)
        let results = await QuotationChecker().check(requests, against: archive, workers: workers)
        try await QuotationLines.write(results, workers: workers)
        return results.allSatisfy(\.verdict.passesByItself)
    }
}
