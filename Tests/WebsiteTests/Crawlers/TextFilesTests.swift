import Editorial
import Markup
import Storage
import Testing

@testable import Website

@Suite("Text files for crawlers")
struct TextFilesTests {
    private func publication(_ origin: String, email: String? = "desk@lantern.example") -> Publication {
        Publication(
            name: "The Lantern", language: .english, timeZone: "Europe/London", baseURL: origin, contactEmail: email)
    }

    private func security(_ publication: Publication) -> [String]? {
        TextFiles.security(
            publication, contactPage: "\(publication.baseURL)/contact", now: Timestamp(seconds: 1_773_133_200)
        )?.split(separator: "\n").map(String.init)
    }

    @Test("security.txt holds what RFC 9116 asks for")
    func security() {
        #expect(
            security(publication("https://lantern.example")) == [
                "Contact: mailto:desk@lantern.example", "Contact: https://lantern.example/contact",
                "Expires: 2027-03-10T00:00:00Z", "Preferred-Languages: en",
                "Canonical: https://lantern.example/.well-known/security.txt",
            ])
    }

    @Test("an address of the web that isn't https stands in no security.txt, which demands it")
    func insecure() {
        let lines = security(publication("http://localhost:8080"))
        #expect(
            lines == ["Contact: mailto:desk@lantern.example", "Expires: 2027-03-10T00:00:00Z", "Preferred-Languages: en"])
        #expect(security(publication("http://localhost:8080", email: nil)) == nil)
    }
}
