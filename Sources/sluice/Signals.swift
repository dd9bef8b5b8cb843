import CLinux
import Dispatch

/// Calls back on the first Ctrl-C or SIGTERM; the second ends the process at once.
final class Signals {
  private var source: (any DispatchSourceRead)?

  /// Listens once this returns: a signal that comes from then on is never lost, nor does the first end the process.
  init() {
    let descriptor = sluice_catch_stop()
    if descriptor >= 0 { source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global()) }
  }

  /// What is to be done on the first; at once where it has come already.
  func onFirst(_ action: @escaping @Sendable () -> Void) {
    source?.setEventHandler { [source] in
      source?.cancel()
      action()
    }
    source?.activate()
  }
}
