private import Dispatch
private import Synchronization

/// Keeps deliveries, together where several wait: while one group is being made durable the next gathers, so that
/// thousands of deliveries a second cost few synchronisations of the disk.
///
/// Memory is bounded: deliveries and bytes are counted from the moment they are let in until they are answered.
final class GroupCommit: Sendable {
  private struct Waiting {
    var body: [UInt8]
    var answer: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var waiting: [Waiting] = []
    /// Let in and not yet answered.
    var underWay = 0
    var bytes = 0
    var isCommitting = false
    /// Deliveries of the group that is being made durable.
    var groupCount = 0
    var isStopping = false
    var stops: [CheckedContinuation<Void, Never>] = []

    /// Those who wait for the stop, once there is nothing left to wait for.
    mutating func takeStops() -> [CheckedContinuation<Void, Never>] {
      guard isStopping, underWay == 0 else { return [] }
      defer { stops = [] }
      return stops
    }
  }

  private let state = Mutex(State())
  private let limits: ReceiverLimits
  private let commit: @Sendable ([[UInt8]]) throws -> Void
  // A serial queue of its own has a thread of its own: making something durable blocks.
  private let queue = DispatchQueue(label: "sluice.webhook.commit")

  /// `keep` is never called twice at once.
  init(limits: ReceiverLimits, keep: @escaping @Sendable ([[UInt8]]) throws -> Void) {
    self.limits = limits
    commit = keep
  }

  /// Deliveries that were let in and not answered, those of them that are whole and wait to be durable, and the bytes of
  /// all.
  var counts: (underWay: Int, whole: Int, bytes: Int) {
    state.withLock { ($0.underWay, $0.waiting.count + $0.groupCount, $0.bytes) }
  }

  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Lets a delivery in, or says why not; one that was let in must `leave`.
  func enter() -> Refusal? {
    state.withLock { state in
      if state.isStopping { return .stopping }
      if state.underWay >= limits.heldDeliveries { return .full }
      state.underWay += 1
      return nil
    }
  }

  /// Takes room for more bytes of a delivery; false: there is none.
  func hold(bytes: Int) -> Bool {
    state.withLock { state in
      guard bytes <= limits.heldBytes - state.bytes else { return false }
      state.bytes += bytes
      return true
    }
  }

  /// A delivery is answered, and its bytes are given back.
  func leave(bytes: Int) {
    let stops = state.withLock { state in
      state.underWay -= 1
      state.bytes -= bytes
      return state.takeStops()
    }
    for stop in stops { stop.resume() }
  }

  /// Returns once the body is durable; false: it was not kept.
  func keep(_ body: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      let isFirst = state.withLock { state in
        state.waiting.append(Waiting(body: body, answer: continuation))
        defer { state.isCommitting = true }
        return !state.isCommitting
      }
      if isFirst { queue.async { self.commitAll() } }
    }
  }

  /// Lets nothing in any more and waits until everything that was let in has been answered.
  func stop() async {
    await withCheckedContinuation { continuation in
      let stops = state.withLock { state in
        state.isStopping = true
        state.stops.append(continuation)
        return state.takeStops()
      }
      for stop in stops { stop.resume() }
    }
  }

  private func commitAll() {
    while true {
      let group = state.withLock { state in
        defer { state.waiting.removeAll(keepingCapacity: true) }
        state.isCommitting = !state.waiting.isEmpty
        state.groupCount = state.waiting.count
        return state.waiting
      }
      if group.isEmpty { return }
      var isKept = true
      do {
        try commit(group.map(\.body))
      } catch {
        // Nothing of the group was kept, and each of its senders is told to come again.
        isKept = false
      }
      for delivery in group { delivery.answer.resume(returning: isKept) }
    }
  }
}
