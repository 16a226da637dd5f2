import Editorial
import Markup
import Storage

/// The sections, topics and people of a folder: those that it describes, and those that its stories only name.
struct FolderPlan: Sendable {
    private var sections: [(path: String, section: Section)] = []
    private var topics: [(name: String, topic: Topic)] = []
    private var people: [(name: String, person: Person)] = []

    var counts: [(String, Int)] {
        [("section", sections.count), ("topic", topics.count), ("person", people.count)].filter { $0.1 > 0 }
    }

    init(
        _ catalogue: FolderCatalogue, _ documents: [MarkdownDocument], _ staff: [MarkdownDocument], _ source: ImportSource,
        _ pictures: FolderPictures, portrait: (MarkdownDocument) -> String?
    ) throws {
        for value in catalogue.sections { add(section: value, source) }
        for document in documents where document.kind == .section {
            guard let path = FolderStoryMaker.sectionPaths(of: document).first else { continue }
            add(
                sectionAt: path, name: document.frontMatter.title,
                summary: document.frontMatter.standfirst ?? document.frontMatter.description, source)
        }
        for (kind, values) in [(Topic.Kind.topic, catalogue.topics), (.series, catalogue.series)] {
            for value in values {
                guard let slug = value["slug"]?.string else { continue }
                add(topic: slug, name: value["name"]?.string, summary: value["description"]?.string, kind, source)
            }
        }
        for person in staff {
            try add(person: person, source, portrait: portrait(person).flatMap { pictures.file(at: $0, in: person.path)?.id })
        }
        for document in documents where document.kind == .story {
            let matter = document.frontMatter
            for path in FolderStoryMaker.sectionPaths(of: document) { add(sectionAt: path, name: nil, summary: nil, source) }
            for topic in matter.topics { add(topic: topic, name: nil, summary: nil, .topic, source) }
            for series in matter.series { add(topic: series, name: nil, summary: nil, .series, source) }
            for author in matter.authors where !author.isReference { add(personNamed: author.name, source) }
        }
    }

    func enter(with registrar: inout Registrar) throws -> FolderDirectory {
        var directory = FolderDirectory()
        for (path, section) in sections {
            var section = section
            if let parent = parentPath(of: path) { section.parent = directory.sections[parent] }
            let id = try registrar.enter(section, original: path, as: "section")
            directory.sections[path] = id
            // A story may name a section by its own slug as well as by its path.
            let last = path.split(separator: "/").last.map(String.init) ?? path
            if directory.sections[last] == nil { directory.sections[last] = id }
        }
        for (name, topic) in topics {
            let id = try registrar.enter(topic, original: "\(topic.kind.rawValue) \(name)", as: "topic")
            if topic.kind == .topic { directory.topics[name] = id } else { directory.series[name] = id }
        }
        for (name, person) in people {
            directory.people[name] = try registrar.enter(person, original: name, as: "person")
        }
        return directory
    }

    private func parentPath(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    private mutating func add(section value: FrontMatterValue, _ source: ImportSource) {
        guard let slug = value["slug"]?.string else { return }
        let parent = value["parent"]?.string
        // A parent may be named by its slug alone, wherever it stands.
        let above = parent.flatMap { name in sections.first { $0.path == name || $0.path.hasSuffix("/" + name) }?.path ?? name }
        let path = above.map { $0 + "/" + slug } ?? slug
        add(
            sectionAt: path, name: value["name"]?.string, summary: value["description"]?.string,
            position: value["order"]?.string.flatMap { Int($0) }, source)
    }

    private mutating func add(
        sectionAt path: String, name: String?, summary: String?, position: Int? = nil, _ source: ImportSource
    ) {
        let isThere = sections.contains { $0.path == path || (!path.contains("/") && $0.path.hasSuffix("/" + path)) }
        guard !isThere else { return }
        if let parent = parentPath(of: path) { add(sectionAt: parent, name: nil, summary: nil, source) }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        sections.append(
            (
                path,
                Section(
                    id: source.identifier(.section, path), slug: Slug(of: last), name: name ?? Self.name(of: last),
                    summary: summary, position: position ?? sections.count)
            ))
    }

    private mutating func add(
        topic name: String, name title: String?, summary: String?, _ kind: Topic.Kind, _ source: ImportSource
    ) {
        guard !topics.contains(where: { $0.name == name && $0.topic.kind == kind }) else { return }
        topics.append(
            (
                name,
                Topic(
                    id: source.identifier(.topic, "\(kind.rawValue) \(name)"), slug: Slug(of: name),
                    name: title ?? Self.name(of: name), summary: summary, kind: kind)
            ))
    }

    private mutating func add(person document: MarkdownDocument, _ source: ImportSource, portrait: Media.ID?) throws {
        let matter = document.frontMatter
        func text(_ key: String) -> String? { matter.leftovers.first { $0.key == key }?.value.string }
        let biography = try ParsedBody(markdown: document.body).body
        people.append(
            (
                document.slug,
                Person(
                    id: source.identifier(.person, document.slug), slug: Slug(of: document.slug),
                    name: text("name") ?? document.slug, jobTitle: matter.title, biography: biography, portrait: portrait,
                    email: text("email"))
            ))
    }

    private mutating func add(personNamed name: String, _ source: ImportSource) {
        guard !people.contains(where: { $0.name == name }) else { return }
        people.append((name, Person(id: source.identifier(.person, name), slug: Slug(of: name), name: name)))
    }

    /// `local-news` is “Local news”; what holds a capital or a space is a name already.
    private static func name(of word: String) -> String {
        guard !word.contains(where: { $0.isUppercase || $0 == " " }) else { return word }
        let words = word.split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
