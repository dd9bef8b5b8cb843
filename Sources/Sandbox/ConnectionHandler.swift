private import Glibc
internal import NIOCore
private import Synchronization

/// Stands in each connection's pipeline: numbers its requests, and closes it at once where a fault wants that.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
  typealias InboundIn = NIOAny

  /// The fault of a new connection; called once for each.
  private let onConnect: @Sendable () -> Fault?
  private let requests = Atomic<Int>(0)

  init(onConnect: @escaping @Sendable () -> Fault?) { self.onConnect = onConnect }

  func channelActive(context: ChannelHandlerContext) {
    switch onConnect()?.close {
    case nil: context.fireChannelActive()
    case .reset:
      let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
      context.channel.resetOnClose().whenComplete { _ in loop.value.close(promise: nil) }
    default: context.close(promise: nil)
    }
  }

  /// Whether the request at hand is not the connection's first one.
  func nextRequestIsReuse() -> Bool { requests.add(1, ordering: .relaxed).oldValue > 0 }
}

extension Channel {
  /// Makes closing send a reset, whatever was still to be sent.
  func resetOnClose() -> EventLoopFuture<Void> {
    guard let socket = self as? any SocketOptionProvider else { return eventLoop.makeSucceededVoidFuture() }
    return socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
  }
}
