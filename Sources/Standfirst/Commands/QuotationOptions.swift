import ArgumentParser
import Editorial
import QuotationCheck

/// What a publication asks of quotations, as options of `standfirst setup`.
struct QuotationOptions: ParsableArguments {
    @Option(help: "Stories with quotations that don't pass: off (publish), warn, or required (an editor decides first).")
    var quotationGate: String?
    @Option(help: "The first letter of a quotation may change its case unmarked: true or false.")
    var initialCaseMayChange: Bool?
    @Option(help: "How many words an ellipsis may stand for before the editor is warned.") var omissionCap: Int?
    @Option(help: "The parts of an interrupted quotation must follow one another: true or false.")
    var contiguousParts: Bool?
    @Option(help: "How many words of a source in a row, outside quotation marks, count as copied; 8 at least.")
    var copiedWords: Int?
    @Option(help: "Quotations printed in spite of the check are counted in public: true or false.")
    var countsOverrides: Bool?

    func applied(to rules: QuotationRules) throws -> QuotationRules {
        var rules = rules
        if let quotationGate {
            guard let gate = QuotationRules.Gate(rawValue: quotationGate) else {
                throw QuotationOptionError.unknownGate(quotationGate)
            }
            rules.gate = gate
        }
        let policy = rules.policy
        // Made anew, so that the policy's own bounds hold.
        rules.policy = QuotationPolicy(
            allowsInitialCaseChange: initialCaseMayChange ?? policy.allowsInitialCaseChange,
            omissionCap: omissionCap ?? policy.omissionCap,
            requiresContiguousParts: contiguousParts ?? policy.requiresContiguousParts,
            replacementCap: policy.replacementCap, copiedWords: copiedWords ?? policy.copiedWords)
        if let countsOverrides { rules.countsOverrides = countsOverrides }
        return rules
    }
}

enum QuotationOptionError: Error, CustomStringConvertible {
    case unknownGate(String)

    var description: String {
        switch self {
        case .unknownGate(let name): "“\(name)” is no gate: give off, warn or required."
        }
    }
}

extension QuotationRules.Gate {
    var phrase: String {
        switch self {
        case .off: "published without a word"
        case .warn: "published with a warning"
        case .required: "wait for an editor's decision"
        }
    }
}
