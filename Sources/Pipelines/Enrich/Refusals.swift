internal import Synchronization

/// Counts the people that the service refused one by one, and sees when it refuses whoever it is asked for: halving
/// batches again and again finds a bad lead among good ones, but nothing where all are bad.
final class Refusals: Sendable {
  private let state = Mutex(State())

  private struct State {
    var count = 0
    var why = ""
    var anybodyWasAccepted = false
  }

  /// So many refused, and nobody accepted, are enough.
  private static let limit = 8

  /// Somebody was accepted.
  func hasAccepted() { state.withLock { $0.anybodyWasAccepted = true } }

  /// Somebody was refused; true where it is time to stop.
  func hasRefused(_ why: String) -> Bool {
    state.withLock {
      $0.count += 1
      $0.why = why
      return !$0.anybodyWasAccepted && $0.count >= Self.limit
    }
  }

  /// How many were refused, and the last reason; nil where nobody was.
  var told: (count: Int, why: String)? { state.withLock { $0.count > 0 ? ($0.count, $0.why) : nil } }
}
