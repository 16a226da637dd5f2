import Editorial
public import Markup

extension Wording {
    /// The words that a page adds to a story's body.
    public var bodyLabels: BodyLabels {
        let wording = self
        return BodyLabels(
            notes: wording(.notes),
            footnote: { wording(.footnote, ["number": wording.catalogue.numerals.plain($0)]) },
            backToText: wording(.backToText), seeOriginal: wording(.seeOriginal), table: wording(.table),
            time: { time in
                CivilDay(time.string.prefix(10)).map { wording.text(.date, of: $0) } ?? time.string
            })
    }
}
