internal import Hummingbird
internal import NIOCore

/// A request with the connection it came on: a fault may close it.
struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// Counts the request; whether it is not the first one on its connection.
  func isReuse() async throws -> Bool {
    try await channel.pipeline.handler(type: ConnectionHandler.self).map { $0.nextRequestIsReuse() }.get()
  }

  /// Ends the connection; nothing that is written afterwards leaves.
  func close(_ manner: Fault.Close) async {
    if manner == .reset { try? await channel.resetOnClose().get() }
    // It may have been closed by the other side already.
    try? await channel.close()
  }
}
