// A run that dies at a chosen write of its ledger, or so many microseconds after its start; with SLUICE_TORTURE_CLOCK its
// clock jumps back and forth at every look:
// TortureRun PIPELINE before|after|never|timer NUMBER WRITES_LOG
import Foundation
import Ledger
import PipelineModel
import Pipelines
import Receiver
import Sandbox
import Synchronization

let arguments = CommandLine.arguments
guard arguments.count == 5, let number = Int(arguments[3]),
  let moment = arguments[2] == "timer" ? .never : KillingLedger.Moment(rawValue: arguments[2])
else {
  FileHandle.standardError.write(Data("usage: TortureRun PIPELINE before|after|never|timer NUMBER WRITES_LOG\n".utf8))
  exit(2)
}
FileManager.default.createFile(atPath: arguments[4], contents: nil)
if arguments[2] == "timer" {
  // SIGALRM without a handler ends the process at once, wherever it is.
  var timer = itimerval(
    it_interval: timeval(), it_value: timeval(tv_sec: number / 1_000_000, tv_usec: number % 1_000_000))
  setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
}
/// A clock that stands still, or jumps by up to 40 days to either side: less than any answer takes to become stale.
let seed = ProcessInfo.processInfo.environment["SLUICE_TORTURE_CLOCK"].flatMap(UInt64.init)
let looks = Mutex<UInt64>(seed ?? 0)
let clock: @Sendable () -> Int64 = {
  guard seed != nil else { return 1_767_225_600 }
  let draw = looks.withLock { state in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
  return 1_767_225_600 + Int64(draw % (80 * 86_400)) - 40 * 86_400
}
let log = FileHandle(forWritingAtPath: arguments[4])
let environment = RunEnvironment(
  openLedger: { KillingLedger(ledger: try SQLiteLedger(folder: $0), moment: moment, number: number, log: log) },
  openLedgerIfPresent: { try SQLiteLedger.openIfPresent(folder: $0) },
  sandbox: SandboxService(),
  receiver: WebhookReceiver(),
  now: { "2026-01-01T00:00:00Z" },
  unixTime: clock,
  seconds: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
  sleep: { try await Task.sleep(for: $0) },
  emit: {
    if case .diagnostic(let diagnostic) = $0 {
      FileHandle.standardError.write(Data((diagnostic.description + "\n").utf8))
    }
  })
let (definition, diagnostics) = try PipelineDefinition.load(arguments[1])
guard let definition else {
  FileHandle.standardError.write(Data(diagnostics.map(\.description).joined(separator: "\n").utf8))
  exit(3)
}
do {
  let report = try await PipelineRun(definition, environment: environment).run()
  print(report.json)
  exit(report.exitCode.rawValue)
} catch {
  let failure = Failure.from(error)
  FileHandle.standardError.write(Data(((failure?.diagnostic.description ?? "") + "\n").utf8))
  exit(failure?.exitCode.rawValue ?? 0)
}
