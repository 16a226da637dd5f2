import NIOCore

/// Stands first on every connection, where bytes come in: admits it or says 503, counts its bytes, cuts it where it
/// holds the server up, and lets an answer that is written reach its reader before the connection is closed.
///
/// Invariant: a timer runs whenever ``ConnectionPhase/deadline`` is a moment, and is due no later than that. It is not
/// moved for each request: where it comes early, it looks and goes on.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// Asks for the connection's end without waiting for anything.
    struct CutNow: Sendable {}

    private let limits: ConnectionLimits
    private let census: ConnectionCensus
    private var phase: ConnectionPhase
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?
    private var isTaken = false
    private var isRefused = false
    private var isClosing = false
    /// When bytes last came in: read once for all that is done about them, for the clock costs as much as a small answer.
    private var lastCame: NIODeadline
    /// Counted here and handed over in lumps: the counters are shared by every connection.
    private var received = 0
    private var sent = 0
    /// All bytes that were given to be sent.
    private var written = 0
    private static let lump = 65_536

    init(_ limits: ConnectionLimits, census: ConnectionCensus) {
        self.limits = limits
        self.census = census
        lastCame = .now()
        phase = ConnectionPhase(limits, now: lastCame)
    }

    // What the codec's side tells.

    func headCame() { phase.headCame(at: .now()) }
    func bodyEnded() { phase.bodyEnded() }

    func answerEnded(_ context: ChannelHandlerContext) {
        phase.answerEnded(at: .now())
        keepTimer(context)
    }

    // The connection's life.

    func channelActive(context: ChannelHandlerContext) {
        switch census.admit(context.channel, most: limits.connections) {
        case .taken:
            isTaken = true
            phase = ConnectionPhase(limits, now: .now())
            keepTimer(context)
        case .refused(let lingers):
            refuse(context, lingers)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
        handOver()
        if isTaken { census.left(context.channel) }
        isTaken = false
        context.fireChannelInactive()
    }

    private static let refusal = answer("503 Service Unavailable", "Too many connections. Try again in a moment.\n", "Retry-After: 5\r\n")
    private static let tooSlow = answer("408 Request Timeout", "The request did not come whole in time.\n", "")

    private static func answer(_ status: String, _ text: String, _ more: String) -> ByteBuffer {
        ByteBuffer(
            string: """
                HTTP/1.1 \(status)\r\nConnection: close\r\nCache-Control: no-store\r\n\(more)\
                Content-Type: text/plain; charset=utf-8\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)
                """)
    }

    private func refuse(_ context: ChannelHandlerContext, _ lingers: Bool) {
        isRefused = true
        isClosing = true
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(Self.refusal)), promise: nil)
        guard lingers else {
            context.close(promise: nil)
            return
        }
        // Closing while the request still comes in would take the answer from the reader again.
        context.close(mode: .output, promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .seconds(1)) { [census] in
            census.refusalEnded()
            bound.value.close(promise: nil)
        }
    }

    // Bytes in.

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        received += unwrapInboundIn(data).readableBytes
        if received >= Self.lump { handOver() }
        lastCame = .now()
        phase.bytesCame(at: lastCame)
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Most heads come whole, and are behind us by now.
        keepTimer(context)
        context.fireChannelReadComplete()
    }

    // Bytes out.

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let bytes = unwrapOutboundIn(data).readableBytes
        written += bytes
        sent += bytes
        if sent >= Self.lump { handOver() }
        phase.bytesWent(at: lastCame)
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        // While the channel takes more, what little waits is looked at when the timer is due.
        if context.channel.isWritable { phase.took(written, waiting: 0, at: lastCame) } else { noteWaiting(context) }
        keepTimer(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, !isClosing, context.channel.isActive, bytesWaiting(context) > 0 else {
            context.close(mode: mode, promise: promise)
            return
        }
        isClosing = true
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let told = context.eventLoop.makePromise(of: Void.self)
        told.futureResult.whenComplete { _ in bound.value.close(promise: promise) }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: told)
        noteWaiting(context)
        keepTimer(context)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is CutNow {
            isClosing = true
            context.close(promise: promise)
        } else {
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    private func bytesWaiting(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func noteWaiting(_ context: ChannelHandlerContext) {
        let waiting = bytesWaiting(context)
        phase.took(written - waiting, waiting: waiting, at: .now())
    }

    private func handOver() {
        census.received.increment(by: Int64(received))
        census.sent.increment(by: Int64(sent))
        received = 0
        sent = 0
    }

    // Time.

    private func keepTimer(_ context: ChannelHandlerContext) {
        guard !isRefused, context.channel.isActive, let deadline = phase.deadline?.at else { return }
        if let timer, timer.at <= deadline { return }
        timer?.task.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: deadline) {
            let (handler, context) = bound.value
            handler.timer = nil
            handler.look(context)
        }
        timer = (deadline, task)
    }

    private func look(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        handOver()
        noteWaiting(context)
        guard let deadline = phase.deadline, deadline.at <= .now() else {
            keepTimer(context)
            return
        }
        census.count(deadline.cut)
        isClosing = true
        if deadline.cut == .head {
            let told = context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            told.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(.byteBuffer(Self.tooSlow)), promise: told)
        } else {
            context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
