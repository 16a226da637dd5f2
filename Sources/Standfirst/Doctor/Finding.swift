/// What a check of the doctor's found, and what to do about it.
struct Finding: Encodable, Sendable, Equatable {
    enum Health: String, Encodable, Sendable, CaseIterable, Comparable {
        case ok
        /// The newspaper works; something will go wrong, or is less than it should be.
        case warning
        /// Something does not work.
        case fault

        static func < (left: Health, right: Health) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    let check: String
    let health: Health
    /// In a sentence or less, without its full stop.
    let found: String
    /// Empty where nothing need be done.
    var remedy = ""

    static func ok(_ check: String, _ found: String) -> Finding {
        Finding(check: check, health: .ok, found: found)
    }

    static func warning(_ check: String, _ found: String, _ remedy: String) -> Finding {
        Finding(check: check, health: .warning, found: found, remedy: remedy)
    }

    static func fault(_ check: String, _ found: String, _ remedy: String) -> Finding {
        Finding(check: check, health: .fault, found: found, remedy: remedy)
    }
}

/// One examination of the doctor's. What it throws is a fault of its own, and the rest go on.
struct Check: Sendable {
    let name: String
    let examine: @Sendable () async throws -> [Finding]

    init(_ name: String, _ examine: @escaping @Sendable () async throws -> [Finding]) {
        self.name = name
        self.examine = examine
    }

    func findings() async -> [Finding] {
        do {
            return try await examine()
        } catch {
            return [.fault(name, String(describing: error), "")]
        }
    }
}

/// All that the doctor found.
struct Diagnosis: Encodable, Sendable, Equatable {
    let health: Finding.Health
    let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
        health = findings.map(\.health).max() ?? .ok
    }

    static func of(_ checks: [Check]) async -> Diagnosis {
        var findings: [Finding] = []
        for check in checks { findings += await check.findings() }
        return Diagnosis(findings)
    }

    /// 0 all is well, 1 there are warnings, 2 something does not work.
    var exitStatus: Int32 {
        switch health {
        case .ok: 0
        case .warning: 1
        case .fault: 2
        }
    }

    /// A line for each finding, what to do below it.
    var table: [String] {
        let width = findings.map(\.check.count).max() ?? 0
        var lines = findings.flatMap { finding in
            let name = finding.check.padding(to: width)
            let mark = finding.health.rawValue.padding(to: 7)
            let line = "\(mark)  \(name)  \(finding.found)"
            return finding.remedy.isEmpty ? [line] : [line, String(repeating: " ", count: 9 + width + 2) + "→ " + finding.remedy]
        }
        let count = { (health: Finding.Health) in findings.count { $0.health == health } }
        lines += ["", "\(count(.ok)) well, \(count(.warning)) warnings, \(count(.fault)) faults"]
        return lines
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
