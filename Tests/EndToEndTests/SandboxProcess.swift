import Foundation
import Testing

/// A `sluice sandbox` of its own, as a user would start it.
final class SandboxProcess {
  /// Where it listens.
  let url: String
  private let running: Sluice.Running

  /// Starts it in a place; `faults` is the text of a faults file.
  init(in place: Place, token: String = "sandbox", faults: String? = nil, credits: Int? = nil) async throws {
    var arguments = ["sandbox", "--port", "0", "--token", token]
    if let credits { arguments += ["--credits", "\(credits)"] }
    if let faults {
      try place.write(faults, to: "service-faults.yaml")
      arguments += ["--faults", "service-faults.yaml"]
    }
    running = try Sluice.start(Sluice.process(arguments, in: place), in: place)
    url = try await Self.address(of: running)
  }

  deinit { running.interrupt() }

  /// A line of the bill.
  struct Item: Decodable, Equatable {
    var lead: String
    var field: String
    var times: Int

    /// What it cost, by the prices that this version knows.
    var credits: Int { times * (field == "phone" ? 10 : 1) }
  }

  /// Whom it billed for what, and how often.
  func bill() async throws -> [Item] { try JSONDecoder().decode([Item].self, from: await get("/_sandbox/bill")) }

  /// How many requests of each kind it had.
  func requests() async throws -> [String: Int] {
    try JSONDecoder().decode([String: Int].self, from: await get("/_sandbox/requests"))
  }

  private func get(_ path: String) async throws -> Data {
    let answer = try await Sluice.shell(
      "exec 3<>/dev/tcp/\(url.dropFirst("http://".count).replacing(":", with: "/")) && "
        + "printf 'GET \(path) HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3 && cat <&3",
      in: Place())
    return Data(try #require(answer.out.split(separator: "\r\n\r\n", maxSplits: 1).last).utf8)
  }

  /// Where the sandbox listens, once it says so.
  private static func address(of sandbox: Sluice.Running) async throws -> String {
    while sandbox.isRunning {
      try Task.checkCancellation()
      let talk = try sandbox.talk()
      if talk.hasSuffix("\n"), let match = talk.firstMatch(of: /sandbox listens on (http:\/\/[0-9.:]+);/) {
        return String(match.1)
      }
      await Task.yield()
    }
    throw Sluice.NoBinary(description: "the sandbox ended: \(try sandbox.talk())")
  }
}
