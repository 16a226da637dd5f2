import Testing

@testable import Monitoring

@Suite("Stopping")
struct StopSequenceTests {
    @Test("says that it is not ready, waits, drains, and cuts what is left after the bound")
    func order() {
        var sequence = StopSequence(delay: 3, bound: 20)
        #expect(sequence.take(.signal) == [.refuseReadiness, .wait(seconds: 3)])
        #expect(sequence.take(.waited) == [.drain, .wait(seconds: 20)])
        #expect(sequence.take(.waited) == [.cut, .wait(seconds: StopSequence.grace)])
        #expect(sequence.take(.waited) == [.abandon])
        #expect(sequence.take(.waited).isEmpty && sequence.take(.signal).isEmpty)
    }

    @Test("ends at once at a second signal, wherever it is", arguments: 1...3)
    func secondSignal(steps: Int) {
        var sequence = StopSequence(delay: 0, bound: 20)
        _ = sequence.take(.signal)
        for _ in 1..<steps { _ = sequence.take(.waited) }
        #expect(sequence.take(.signal) == [.abandon])
    }

    @Test("does nothing for a wait that nobody asked for")
    func stray() {
        var sequence = StopSequence(delay: 0, bound: 20)
        #expect(sequence.take(.waited).isEmpty)
        #expect(sequence.take(.signal) == [.refuseReadiness, .wait(seconds: 0)])
    }
}
