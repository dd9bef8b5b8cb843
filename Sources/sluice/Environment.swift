import Foundation
import Ledger
import PipelineModel
import Pipelines
import Sandbox

extension RunEnvironment {
  /// The real stores, services and clocks.
  static func standard(_ talk: Talk) -> RunEnvironment {
    RunEnvironment(
      openLedger: { try SQLiteLedger(folder: $0) },
      openLedgerIfPresent: { try SQLiteLedger.openIfPresent(folder: $0) },
      sandbox: SandboxService(),
      now: { Date.now.ISO8601Format() },
      seconds: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
      sleep: { try await Task.sleep(for: $0) },
      emit: { talk.tell($0) })
  }
}
