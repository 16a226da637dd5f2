public import Foundation

/// What readers get: addresses, view models and pages, looks, and the catalogues of sentences.
///
/// A page is a plain view model and a function that interpolates it into `HTML`; it knows neither the database nor
/// HTTP. Every address is a `SiteAddress`, every sentence a `Phrase` of a `Catalogue`, and every size and colour is
/// the stylesheet's, chosen by a `Look`.
public enum WebsiteRoom {
    /// The folder of the stylesheet, fonts, looks and catalogues that the program ships with.
    public static var resources: URL { Bundle.module.bundleURL.appending(path: "Resources") }
}
