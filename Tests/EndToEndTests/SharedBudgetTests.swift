import Foundation
import Testing

/// What several runs may spend together, and disks that fill up under a ledger.
@Suite("one purse")
struct SharedBudgetTests {
  private static func people(_ letter: String) -> String {
    "first_name,last_name,company\n" + (1...30).map { "Ada,\(letter)\($0)x,Engines\n" }.joined()
  }

  @Test("runs that share a day's budget never pass it together, whoever comes first", .timeLimit(.minutes(2)))
  func day() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place)
    let names = ["a", "b", "c", "d"]
    for name in names {
      try place.write(Self.people(name), to: "\(name).csv")
      try place.write(
        """
        name: \(name)
        extract: [{csv: \(name).csv}]
        load:
          precept: {token: "sandbox", base_url: "\(sandbox.url)"}
          batch_size: 3
          budget: {day: 150}
          results: {poll: 5ms}
        output: [{csv: \(name)-out.csv}]
        """, to: "\(name).yaml")
    }
    var running: [Sluice.Running] = []
    for name in names {
      running.append(try Sluice.start(Sluice.process(["run", "\(name).yaml"], in: place), in: place))
    }
    for run in running {
      let result = try await run.result()
      #expect([0, 6, 75].contains(result.exitCode), "\(result.talk)")
    }
    for name in names {
      let result = try await Sluice.run(["run", "\(name).yaml"], in: place)
      #expect([0, 6].contains(result.exitCode), "\(result.talk)")
    }
    let bill = try await sandbox.bill()
    let spent = bill.reduce(0) { $0 + $1.credits }
    #expect(spent <= 150)
    #expect(spent > 150 - 12, "they go on while the worst case of one more person is covered")
    #expect(bill.allSatisfy { $0.times == 1 })
  }

  @Test(
    "a disk that fills up under the ledger loses nothing and buys nobody twice", .timeLimit(.minutes(2)),
    arguments: [180, 260, 340, 420, 600, 900])
  func fullDisk(kilobytes: Int) async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place)
    try place.write(
      Self.people("a") + Self.people("b").split(separator: "\n").dropFirst().joined(separator: "\n"), to: "in.csv")
    try place.write(
      """
      name: full
      state: small
      extract: [{csv: in.csv}]
      load:
        precept: {token: "sandbox", base_url: "\(sandbox.url)"}
        batch_size: 4
        results: {poll: 5ms}
      output: [{csv: out.csv}]
      """, to: "p.yaml")
    let folder = place.work.appending(path: "small")
    guard let disk = try await SmallDisk(at: folder, kilobytes: kilobytes, in: place) else { return }
    let first = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect([0, 1, 5].contains(first.exitCode), "\(first.talk)")
    let grown = try await Sluice.shell("mount -o remount,size=64m '\(folder.path)'", in: place)
    #expect(grown.exitCode == 0, "\(grown.talk)")
    var last = try await Sluice.run(["run", "p.yaml"], in: place)
    for _ in 0..<3 where last.exitCode == 75 { last = try await Sluice.run(["run", "p.yaml"], in: place) }
    #expect([0, 5].contains(last.exitCode), "\(last.talk)")
    #expect(last.talk.contains("60 read"))
    #expect(try await sandbox.bill().allSatisfy { $0.times == 1 })
    #expect(try await Sluice.run(["ledger", "verify", "p.yaml"], in: place).exitCode == 0)
    try await disk.unmount()
  }
}
