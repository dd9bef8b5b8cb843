import Dispatch
import Foundation

/// Calls back on the first Ctrl-C or SIGTERM; the second ends the process at once.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []

  init(_ first: @escaping @Sendable () -> Void) {
    for number in [SIGINT, SIGTERM] {
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        first()
        signal(number, SIG_DFL)
      }
      signal(number, SIG_IGN)
      source.activate()
      sources.append(source)
    }
  }

  /// Gives signals their ordinary meaning back.
  func stop() {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
