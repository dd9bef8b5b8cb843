import Foundation
import Ledger
import PipelineModel
import Pipelines
import Receiver
import Sandbox

extension RunEnvironment {
  /// The real stores, services and clocks.
  static func standard(_ talk: Talk) -> RunEnvironment {
    RunEnvironment(
      openLedger: { try SQLiteLedger(folder: $0) },
      openLedgerIfPresent: { try SQLiteLedger.openIfPresent(folder: $0) },
      sandbox: SandboxService(),
      receiver: WebhookReceiver(),
      now: { Date.now.ISO8601Format() },
      unixTime: { Int64(Date.now.timeIntervalSince1970.rounded(.down)) },
      seconds: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
      sleep: { try await Task.sleep(for: $0) },
      emit: { talk.tell($0) })
  }
}
