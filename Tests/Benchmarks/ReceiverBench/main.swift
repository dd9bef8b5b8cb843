// The webhook receiver on a real ledger, for Tests/Benchmarks/webhook.sh: ReceiverBench STATE_FOLDER HOST:PORT PATH
// Says its port, and once SIGTERM has stopped it how many deliveries came and in how many transactions.
import Foundation
import Ledger
import PipelineModel
import Receiver
import Synchronization

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  FileHandle.standardError.write(Data("usage: ReceiverBench STATE_FOLDER HOST:PORT PATH\n".utf8))
  exit(2)
}

final class Count: Sendable {
  let deliveries = Atomic<Int>(0)
  let transactions = Atomic<Int>(0)
}
let count = Count()

let (terms, term) = AsyncStream.makeStream(of: Void.self)
signal(SIGTERM, SIG_IGN)
let source = DispatchSource.makeSignalSource(signal: SIGTERM)
source.setEventHandler { term.finish() }
source.resume()

let ledger = try SQLiteLedger(folder: arguments[1])
let receiver = try await WebhookReceiver().start(listen: arguments[2], path: arguments[3]) { bodies in
  _ = try ledger.receive(bodies, destination: "bench", at: Int64(Date().timeIntervalSince1970))
  count.deliveries.add(bodies.count, ordering: .relaxed)
  count.transactions.add(1, ordering: .relaxed)
}
// Not `print`: what it writes to a pipe waits for more.
FileHandle.standardOutput.write(Data("\(receiver.port)\n".utf8))
for await _ in terms {}
await receiver.stop()
try ledger.close()
let deliveries = count.deliveries.load(ordering: .relaxed)
let transactions = count.transactions.load(ordering: .relaxed)
FileHandle.standardOutput.write(Data("\(deliveries) deliveries in \(transactions) transactions\n".utf8))
