import Editorial
import Foundation
import Markup

/// Makes links between the files of a folder lead to what the files become here.
///
/// A link to a text leads to the address that its generator gave it, which redirects to the story for ever; one to any
/// other file to the address that the file had, which redirects to the media archive.
struct FolderLinks: Sendable {
    /// The old addresses of the texts, by path.
    private let addresses: [String: String]
    /// The texts' paths by their names, with and without the ending; none for a name that several have.
    private let named: [String: String?]
    private let pictures: FolderPictures

    /// - Parameter documents: Those that become stories and pages, of a site that readers knew.
    init(_ documents: [MarkdownDocument], _ pictures: FolderPictures) {
        self.pictures = pictures
        var addresses: [String: String] = [:]
        for document in documents {
            let own = document.frontMatter.address.flatMap { $0.hasPrefix("/") && !$0.contains(":") ? $0 : nil }
            addresses[document.path] = own ?? document.defaultAddress
        }
        self.addresses = addresses
        var named: [String: String?] = [:]
        for document in documents {
            guard let file = document.path.split(separator: "/").last.map(String.init), !file.hasPrefix("index.") else { continue }
            for name in Set([file, Self.withoutEnding(file)]) {
                if named[name] == nil { named[name] = .some(document.path) } else { named[name] = .some(nil) }
            }
        }
        self.named = named
    }

    /// The address that a text had; `nil` for one that is no story or page.
    func address(of document: MarkdownDocument) -> String? { addresses[document.path] }

    /// - Parameter shown: Gets the files that the text links to.
    func apply(
        to body: Body, of document: MarkdownDocument, _ shown: inout [FolderPictures.Shown], _ ledger: inout ImportLedger
    ) throws(BodyError) -> Body {
        let html = Array(body.html.utf8)
        var output: [UInt8] = []
        var copied = 0
        while let mark = html.firstPlace(of: " href=\"", from: copied) {
            let start = mark + 7
            let end = html[start...].firstIndex(of: UInt8(ascii: "\"")) ?? html.count
            output += html[copied..<start]
            let written = CharacterReferences.resolve(html[start..<end])
            CharacterReferences.append(target(of: written, in: document, &shown, &ledger) ?? written, to: &output)
            copied = end
        }
        guard copied > 0 else { return body }
        output += html[copied...]
        return try Body(canonical: String(decoding: output, as: UTF8.self))
    }

    private func target(
        of link: String, in document: MarkdownDocument, _ shown: inout [FolderPictures.Shown], _ ledger: inout ImportLedger
    ) -> String? {
        let scheme = link.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
        guard !link.isEmpty, !link.hasPrefix("#"), !link.hasPrefix("//"), scheme.count == link.utf8.count || link.utf8[scheme.endIndex] != UInt8(ascii: ":")
        else { return nil }
        let path = String(link.prefix { $0 != "?" && $0 != "#" })
        let rest = link.dropFirst(path.count)
        let plain = path.removingPercentEncoding ?? path
        if let text = text(at: plain, in: document), let address = addresses[text].flatMap({ AddressPath($0) }) {
            return address.description + rest
        }
        if let file = pictures.file(at: link, in: document.path) {
            if !shown.contains(file) { shown.append(file) }
            return AddressPath(file.address)?.description
        }
        if !link.hasPrefix("/"), !path.isEmpty {
            ledger.change("link to \(link) in \(document.path)", "kept as it is: the folder has no such file")
        }
        return nil
    }

    /// The text at a path beside another, or at one from the root of the content, or of a name that no other has.
    private func text(at path: String, in document: MarkdownDocument) -> String? {
        let folder = document.path.split(separator: "/").dropLast().map(String.init)
        let segments = path.split(separator: "/").map(String.init)
        guard !segments.isEmpty else { return nil }
        let starts = path.hasPrefix("/") ? [[]] : [folder, []]
        for start in starts {
            guard let joined = Self.joined(start, segments) else { continue }
            for ending in ["", ".md", "/index.md", ".markdown", ".html"] where addresses[joined + ending] != nil { return joined + ending }
        }
        guard segments.count == 1, let only = named[segments[0]] else { return nil }
        return only
    }

    private static func joined(_ start: [String], _ segments: [String]) -> String? {
        var path = start
        for segment in segments where segment != "." {
            if segment != ".." {
                path.append(segment)
            } else if path.popLast() == nil {
                return nil
            }
        }
        return path.joined(separator: "/")
    }

    private static func withoutEnding(_ name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}
