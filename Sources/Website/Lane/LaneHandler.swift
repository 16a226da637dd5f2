import NIOCore

/// Answers plain `GET`s whose page is ready, in front of the HTTP codec; everything else it passes on untouched.
///
/// What it reads is ``LaneRequest``'s to say, and whose turn it is ``LaneTurn``'s. It holds back a head that has not come
/// whole (at most ``LaneRequest/mostBytes``), and requests that come while the reader doesn't take what was written; then
/// it doesn't read on either. A connection on which nothing is asked and nothing moves is closed.
final class LaneHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let cache: PageCache
    private let idleTime: TimeAmount?
    private var turn = LaneTurn()
    private var held = ByteBuffer()
    private var isAdvancing = false
    private var hasWritten = false
    private var hasPassedOn = false
    private var owesRead = false
    /// What was told while requests were held back, for when they are answered.
    private var heldEvents: [Any] = []
    /// Counts what a reader did or got: for the idle time.
    private var activity: UInt64 = 0
    private var activityAtLastLook: UInt64 = 0
    /// Requests that the codec read whole, less the responses that it wrote whole.
    private var unanswered = 0
    private var idling: RepeatedTask?

    init(cache: PageCache, idleTime: TimeAmount?) {
        self.cache = cache
        self.idleTime = idleTime
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        switch turn.holder {
        case .lane:
            if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
            advance(context)
        case .codec, .codecAlone:
            // Asked for before the last response: the codec keeps the order.
            turn.leave()
            passOn(bytes, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        advance(context)
        if hasPassedOn {
            hasPassedOn = false
            context.fireChannelReadComplete()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        guard context.channel.isWritable else { return }
        activity += 1
        advance(context)
        flush(context)
        if hasPassedOn {
            hasPassedOn = false
            context.fireChannelReadComplete()
        }
        if owesRead, !isHoldingBack(context) {
            owesRead = false
            context.read()
        }
    }

    func read(context: ChannelHandlerContext) {
        if isHoldingBack(context) { owesRead = true } else { context.read() }
    }

    /// Whether a whole request waits for the reader to take what was written.
    private func isHoldingBack(_ context: ChannelHandlerContext) -> Bool {
        turn.holder == .lane && held.readableBytes > 0 && !context.channel.isWritable
    }

    /// Answers or passes on what is held, as far as that goes.
    private func advance(_ context: ChannelHandlerContext) {
        guard !isAdvancing else { return }
        isAdvancing = true
        defer { isAdvancing = false }
        while turn.holder == .lane, held.readableBytes > 0 {
            if !context.channel.isWritable {
                // Little may be left of it once it has gone as far as the socket takes it.
                flush(context)
                guard context.channel.isWritable else { return }
            }
            switch held.withUnsafeReadableBytes(LaneRequest.read) {
            case .incomplete:
                return deliverEvents(context)
            case .foreign:
                turn.leave()
            case .request(let request):
                if request.isPlain,
                    let ready = cache.readyResponse(to: request.target, request.accepted, ifNoneMatch: request.known)
                {
                    held.moveReaderIndex(forwardBy: request.length)
                    write(ready, context)
                } else if let whole = held.readSlice(length: request.length) {
                    turn.passOn()
                    passOn(whole, context)
                    // What follows was asked for before the response; unless that is there by now.
                    if turn.holder == .codec, held.readableBytes > 0 { turn.leave() }
                }
            }
        }
        if turn.holder != .lane, held.readableBytes > 0 { passOn(takeHeld(), context) }
        if held.readableBytes == 0 { held = ByteBuffer() }
        deliverEvents(context)
    }

    private func write(_ ready: PageCache.ReadyResponse, _ context: ChannelHandlerContext) {
        activity += 1
        hasWritten = true
        context.write(wrapOutboundOut(.byteBuffer(ready.head)), promise: nil)
        if let body = ready.body { context.write(wrapOutboundOut(.byteBuffer(body)), promise: nil) }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard hasWritten else { return }
        hasWritten = false
        context.flush()
    }

    private func passOn(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        hasPassedOn = true
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    private func takeHeld() -> ByteBuffer {
        defer { held = ByteBuffer() }
        return held
    }

    // MARK: What is told beside the bytes

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed, is ChannelShouldQuiesceEvent:
            heldEvents.append(event)
            advance(context)
            deliverEvents(context)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Tells of the end once everything asked before it is answered: the codec's side may close at once.
    private func deliverEvents(_ context: ChannelHandlerContext) {
        guard !heldEvents.isEmpty, !isHoldingBack(context) else { return }
        let events = heldEvents
        heldEvents = []
        if held.readableBytes > 0, events.contains(where: { ($0 as? ChannelEvent) == .inputClosed }) {
            turn.leave()
            passOn(takeHeld(), context)
        }
        guard context.channel.isActive else { return }
        // Closing would cut off what is written and not yet taken.
        hasWritten = false
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: written)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let toTell = NIOLoopBound(events, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            for event in toTell.value { bound.value.fireUserInboundEventTriggered(event) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopIdling()
        if held.readableBytes > 0 { passOn(takeHeld(), context) }
        turn.leave()
        context.fireChannelInactive()
    }

    // MARK: What the codec did

    func codecReadHead() {
        activity += 1
        turn.readHead()
    }

    func codecReadPart() { activity += 1 }

    func codecReadEnd() {
        activity += 1
        unanswered += 1
        turn.readEnd()
    }

    func codecWroteEnd() {
        activity += 1
        unanswered -= 1
        turn.wroteEnd()
    }

    // MARK: Idle connections

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { startIdling(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        startIdling(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stopIdling() }

    /// Looks now and then whether anything was done since the last look: reading the clock for each request would cost more.
    private func startIdling(_ context: ChannelHandlerContext) {
        guard let idleTime, idling == nil else { return }
        let bound = NIOLoopBound((lane: self, context: context), eventLoop: context.eventLoop)
        idling = context.eventLoop.scheduleRepeatedTask(initialDelay: idleTime, delay: idleTime) { _ in
            bound.value.lane.lookWhetherIdle(bound.value.context)
        }
    }

    private func lookWhetherIdle(_ context: ChannelHandlerContext) {
        // A reader waits for what is being made; one who doesn't take what is written is waited for no longer.
        let isWorking = unanswered > 0 && context.channel.isWritable
        if activity == activityAtLastLook, !isWorking { context.close(promise: nil) }
        activityAtLastLook = activity
    }

    private func stopIdling() {
        idling?.cancel()
        idling = nil
    }
}
