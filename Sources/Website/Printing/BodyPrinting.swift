import Editorial
import Markup
import Storage

extension Printer {
    /// Prints bodies with this page's pictures.
    /// - Parameter base: For a feed, the story's own absolute address: every address is then absolute.
    func renderer(_ pictures: Pictures, base: SafeURL? = nil) -> BodyRenderer {
        let origin = base == nil ? nil : origin
        return BodyRenderer(labels: wording.bodyLabels, base: base) { name in
            Media.ID(name).flatMap { pictures.file($0) }.flatMap { address in
                origin.map { SafeURL(parsing: address.absolute(from: $0)) } ?? address.url
            }
        } picture: { picture in
            guard let id = Media.ID(picture.media) else { return .empty }
            guard let origin else {
                return pictures.view(id, alt: picture.alt)?.html(in: picture.place) ?? .empty
            }
            guard let (address, size) = pictures.rendition(id), let url = SafeURL(parsing: address.absolute(from: origin))
            else { return .empty }
            return """
                <img\(src: url)\(attribute: .width, size.width)\(attribute: .height, size.height)\(attribute: .alt, picture.alt)>
                """
        }
    }
}
