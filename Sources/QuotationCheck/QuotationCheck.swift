/// The quotation check: is what a story prints between quotation marks what the source says?
///
/// The work goes through the folders in this order:
///
/// - `Finding`: where a story's quotations stand, by their marks and paragraphs.
/// - `Attribution`: who is said to be speaking, read from the words around.
/// - `Folding`: text cut into words and punctuation, with the typography that means nothing taken
///   out and every piece mapped back to the original.
/// - `Archive`: the sources, held in memory or mapped, and the speaker turns in them.
/// - `Locating`: where in the archive a quotation may stand. Fuzzy, fast, and never a verdict.
/// - `Aligning`: a strict comparison, word by word. Only this decides.
/// - `Verdicts`: what is reported, and the publication's policy.
/// - `Copying`: passages outside quotation marks that stand word for word in a source.
/// - `Checking`: the way in; `QuotationChecker` puts the above together.
///
/// Positions count Unicode code points, from 0, end-exclusive, as the W3C Web Annotation model has
/// them. Nothing here reads a file other than by mapping it, and nothing depends on the clock.
