// A run that dies at a chosen write of its ledger: TortureRun PIPELINE before|after|never NUMBER WRITES_LOG
import Foundation
import Ledger
import PipelineModel
import Pipelines
import Receiver
import Sandbox

let arguments = CommandLine.arguments
guard arguments.count == 5, let moment = KillingLedger.Moment(rawValue: arguments[2]), let number = Int(arguments[3])
else {
  FileHandle.standardError.write(Data("usage: TortureRun PIPELINE before|after|never NUMBER WRITES_LOG\n".utf8))
  exit(2)
}
FileManager.default.createFile(atPath: arguments[4], contents: nil)
let log = FileHandle(forWritingAtPath: arguments[4])
let environment = RunEnvironment(
  openLedger: { KillingLedger(ledger: try SQLiteLedger(folder: $0), moment: moment, number: number, log: log) },
  openLedgerIfPresent: { try SQLiteLedger.openIfPresent(folder: $0) },
  sandbox: SandboxService(),
  receiver: WebhookReceiver(),
  now: { "2026-01-01T00:00:00Z" },
  unixTime: { 1_767_225_600 },
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
