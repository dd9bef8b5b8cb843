internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Holds one connection to its limits of time, and ends it decently after an answer with `Connection: close`.
///
/// Hummingbird's own idle timeout starts anew with every piece of a body, so a client that drips could hold a
/// connection for ever; and it reads a refused body to its end.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ReceiverLimits
  private var deadline: Scheduled<Void>?
  /// Between the head and the end of a request.
  private var isReading = false
  private var unanswered = 0
  /// The answer that is being written ends the connection.
  private var isLast = false
  /// Everything was said; what still comes is thrown away.
  private var hasParted = false
  private var discarded = 0

  init(limits: ReceiverLimits) { self.limits = limits }

  func channelActive(context: ChannelHandlerContext) {
    closeConnection(in: limits.readTimeout, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if hasParted { return discard(part, context) }
    switch part {
    case .head:
      isReading = true
      unanswered += 1
      closeConnection(in: limits.readTimeout, context)
    case .body: break
    case .end:
      isReading = false
      deadline?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      if head.status.kind != .informational { isLast = head.headerFields[.connection] == "close" }
    case .body: break
    case .end:
      // A request that cannot be parsed is answered without having been read.
      unanswered = max(0, unanswered - 1)
      if isLast {
        context.writeAndFlush(data, promise: promise)
        return part(context)
      }
      if !isReading && unanswered == 0 { closeConnection(in: limits.readTimeout, context) }
    }
    context.write(data, promise: promise)
  }

  /// Closing with bytes unread would reset the connection, and its answer could be lost on the way.
  private func part(_ context: ChannelHandlerContext) {
    guard isReading else { return context.close(promise: nil) }
    hasParted = true
    context.close(mode: .output, promise: nil)
    closeConnection(in: limits.lingerTimeout, context)
  }

  private func discard(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
    switch part {
    case .body(let bytes):
      discarded += bytes.readableBytes
      if discarded > limits.lingerBytes { context.close(promise: nil) }
    case .head, .end: context.close(promise: nil)
    }
  }

  private func closeConnection(in time: Duration, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    // Only the connection's own event loop runs this handler.
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
      context.close(promise: nil)
    }
  }
}
