/// Prometheus's text format, version 0.0.4: a line a sample, with what a family means and is before its samples.
struct PrometheusText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var string = ""

    mutating func write(_ family: Family, series: [Labels: Registry.Cell]) {
        guard !series.isEmpty else { return }
        head(family)
        for (labels, cell) in series.sorted(by: { Self.text($0.key) < Self.text($1.key) }) {
            switch cell {
            case .counter(let cell): sample(family.name, labels, cell.current)
            case .gauge(let cell): sample(family.name, labels, cell.current)
            case .histogram(let cell): histogram(family.name, labels, cell.bounds, cell.current)
            }
        }
    }

    mutating func write(_ family: Family, readings: [Registry.Reading]) {
        guard !readings.isEmpty else { return }
        head(family)
        for reading in readings { sample(family.name, reading.labels, reading.value) }
    }

    private mutating func head(_ family: Family) {
        let kind =
            switch family.kind {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        let help = family.help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        string += "# HELP \(family.name) \(help)\n# TYPE \(family.name) \(kind)\n"
    }

    private mutating func histogram(
        _ name: String, _ labels: Labels, _ bounds: [Double], _ content: HistogramCell.Content
    ) {
        var total = 0
        for (index, count) in content.counts.enumerated() {
            total += count
            let bound = index < bounds.count ? Self.text(bounds[index]) : "+Inf"
            string += "\(name)_bucket\(Self.text(labels, and: ("le", bound))) \(total)\n"
        }
        string += "\(name)_sum\(Self.text(labels)) \(Self.text(content.sum))\n"
        string += "\(name)_count\(Self.text(labels)) \(total)\n"
    }

    private mutating func sample(_ name: String, _ labels: Labels, _ value: Double) {
        string += "\(name)\(Self.text(labels)) \(Self.text(value))\n"
    }

    static func text(_ labels: Labels, and last: (String, String)? = nil) -> String {
        var pairs = labels.pairs.map { ($0.name, $0.value) }
        if let last { pairs.append(last) }
        guard !pairs.isEmpty else { return "" }
        return "{" + pairs.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // Whole numbers as such, as far as a double holds them exactly.
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
        return "\(value)"
    }
}
