import NIOCore
import Testing

@testable import Monitoring

@Suite("A connection's limits")
struct ConnectionPhaseTests {
    private static let limits = ConnectionLimits(headSeconds: 10, idleSeconds: 75, stallSeconds: 30)
    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    private func phase(_ events: (inout ConnectionPhase) -> Void) -> (Int64, ConnectionPhase.Cut)? {
        var phase = ConnectionPhase(Self.limits, now: Self.at(100))
        events(&phase)
        return phase.deadline.map { (Int64($0.at.uptimeNanoseconds / 1_000_000_000), $0.cut) }
    }

    @Test("cut one that says nothing")
    func silent() {
        #expect(phase { _ in }! == (175, .idle))
    }

    @Test("cut one whose head comes a byte at a time, counted from its first byte")
    func slowHead() {
        let found = phase { phase in
            for second in 101...109 { phase.bytesCame(at: Self.at(Int64(second))) }
        }
        #expect(found! == (111, .head))
    }

    @Test("let a request take as long as its answer needs, and count from its end")
    func request() {
        #expect(
            phase { phase in
                phase.bytesCame(at: Self.at(101))
                phase.headCame(at: Self.at(102))
                phase.bodyEnded()
            } == nil)
        let after = phase { phase in
            phase.bytesCame(at: Self.at(101))
            phase.headCame(at: Self.at(102))
            phase.bodyEnded()
            phase.answerEnded(at: Self.at(150))
        }
        #expect(after! == (225, .idle))
    }

    @Test("cut one whose body stands still")
    func body() {
        let found = phase { phase in
            phase.bytesCame(at: Self.at(101))
            phase.headCame(at: Self.at(101))
            phase.bytesCame(at: Self.at(140))
        }
        #expect(found! == (215, .idle))
    }

    @Test("cut one that takes nothing of its answer, and none that takes some")
    func stall() {
        let stands = phase { phase in
            phase.took(500, waiting: 1000, at: Self.at(110))
            phase.took(500, waiting: 2000, at: Self.at(120))
        }
        #expect(stands! == (140, .stall))
        let moves = phase { phase in
            phase.took(500, waiting: 1000, at: Self.at(110))
            // As much waits as before, since more was written meanwhile.
            phase.took(1500, waiting: 1000, at: Self.at(120))
        }
        #expect(moves! == (150, .stall))
        #expect(phase { phase in
            phase.took(500, waiting: 1000, at: Self.at(110))
            phase.took(1500, waiting: 0, at: Self.at(111))
        }! == (175, .idle))
    }

    @Test("take an answer that was given before the codec as the request's end")
    func lane() {
        let found = phase { phase in
            phase.bytesCame(at: Self.at(120))
            phase.bytesWent(at: Self.at(121))
        }
        #expect(found! == (196, .idle))
    }

    @Test("let in fewer where the system lets the process open fewer files")
    func descriptors() {
        #expect(ConnectionLimits(connections: 20_000).fitting(descriptors: 1024).connections == 824)
        #expect(ConnectionLimits(connections: 500).fitting(descriptors: 1024).connections == 500)
        #expect(ConnectionLimits(connections: 500).fitting(descriptors: 256).connections == 128)
    }
}
