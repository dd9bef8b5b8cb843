private import Synchronization

/// Which faults happen now: those of the plan, until they are over.
final class Faultiness: Sendable {
  private let plan: Mutex<FaultPlan>

  init(_ plan: FaultPlan) { self.plan = Mutex(plan) }

  var current: FaultPlan { plan.withLock { $0 } }

  /// From now on nothing goes wrong.
  func end() { plan.withLock { $0 = FaultPlan() } }
}
