import Foundation

/// An opaque colour of sRGB.
public struct Colour: Sendable, Hashable, CustomStringConvertible {
    /// `#rrggbb` in small letters.
    public let description: String
    /// WCAG 2.2, “relative luminance”: 0 for black, 1 for white.
    public let luminance: Double

    /// - Returns: `nil` unless the text is `#` and six hexadecimal digits.
    public init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), digits.first != UInt8(ascii: "+")
        else { return nil }
        description = text.lowercased()
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { Self.linear(Double($0) / 255) }
        luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// WCAG 2.2, “contrast ratio”: from 1 (the same) to 21 (black and white).
    public func contrast(with other: Colour) -> Double {
        (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
    }

    private static func linear(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
