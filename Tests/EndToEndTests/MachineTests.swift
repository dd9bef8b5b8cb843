import Foundation
import Testing

/// What the machine does to a run: full disks, closed pipes, taken ports.
@Suite("a machine that says no")
struct MachineTests {
  private static let copy = "extract: [{csv: in.csv}]\ntransform: []\noutput:\n  - csv: OUT\n"

  /// Rows enough to fill more than a pipe or a small disk.
  private static let rows = "Id,Text\n" + (1...20_000).map { "\($0),some text that fills a line\n" }.joined()

  @Test("a reader of stdout that goes away ends the run quietly", .timeLimit(.minutes(5)))
  func closedPipe() async throws {
    let place = try Place()
    try place.write(Self.rows, to: "in.csv")
    try place.write(Self.copy.replacing("OUT", with: "\"-\""), to: "p.yaml")
    let binary = try Sluice.binary().path
    let result = try await Sluice.shell("'\(binary)' run p.yaml | head -n 1; echo ${PIPESTATUS[0]}", in: place)
    #expect(result.out == "Id,Text\n0\n")
    #expect(result.talk == "")
    #expect(try place.leftovers() == [])
  }

  @Test(
    "a reader that goes away ends the other commands quietly too", .timeLimit(.minutes(5)),
    arguments: [
      "list", "schema", "describe csv", "preview p.yaml", "preview p.yaml --json", "help exit-codes", "--help",
    ])
  func closedPipe(_ command: String) async throws {
    let place = try Place()
    try place.write(Self.rows, to: "in.csv")
    try place.write(Self.copy.replacing("OUT", with: "o.csv"), to: "p.yaml")
    let binary = try Sluice.binary().path
    // The reader is gone before the first byte: its end is closed as `exec` runs.
    let result = try await Sluice.shell("'\(binary)' \(command) | exec 0<&-; echo ${PIPESTATUS[0]}", in: place)
    #expect(result.out == "0\n")
    #expect(result.talk == "")
  }

  @Test(
    "a reader of stderr that goes away does not stop a run", .timeLimit(.minutes(5)),
    arguments: ["run p.yaml", "run p.yaml --json", "lint p.yaml"])
  func closedTalk(_ command: String) async throws {
    let place = try Place()
    try place.write("Id,Name\n1,Ann\n", to: "in.csv")
    try place.write(
      "extract: [{csv: in.csv}]\nload: {sandbox: {}}\noutput: [{csv: out.csv}]\nallow_rejects: 0%\n", to: "p.yaml")
    let binary = try Sluice.binary().path
    let result = try await Sluice.shell("'\(binary)' \(command) 2>&1 | exec 0<&-; echo ${PIPESTATUS[0]}", in: place)
    #expect(result.out == "0\n")
    #expect(result.talk == "")
    #expect((place.text("out.csv") != nil) == command.hasPrefix("run"))
  }

  @Test("a stdout that cannot take the data fails the run", .timeLimit(.minutes(5)))
  func fullStdout() async throws {
    let place = try Place()
    try place.write(Self.rows, to: "in.csv")
    try place.write(Self.copy.replacing("OUT", with: "\"-\""), to: "p.yaml")
    let binary = try Sluice.binary().path
    let result = try await Sluice.shell("'\(binary)' run p.yaml > /dev/full", in: place)
    #expect(result.exitCode == 1)
    #expect(
      result.talk == """
        stdout: error: cannot write: No space left on device
          hint: the disk is full or a quota is reached: make room and run again

        """)
  }

  @Test("a port that is taken is named", .timeLimit(.minutes(5)))
  func portTaken() async throws {
    let place = try Place()
    let (socket, port) = try listener()
    defer { close(socket) }
    let result = try await Sluice.run(["sandbox", "--port", "\(port)"], in: place)
    #expect(result.exitCode == 1)
    #expect(result.out == "")
    #expect(
      result.talk == """
        error: port \(port) of 127.0.0.1 is taken
          hint: stop what listens there, or choose another port (0: a free one)

        """)
  }

  @Test("a full disk leaves the former output and nothing else", .timeLimit(.minutes(5)))
  func diskFull() async throws {
    let place = try Place()
    try place.write(Self.rows, to: "in.csv")
    try place.write(Self.copy.replacing("OUT", with: "small/out.csv") + "  - jsonl: other.jsonl\n", to: "p.yaml")
    guard let disk = try await SmallDisk(at: place.work.appending(path: "small"), kilobytes: 64, in: place) else {
      return
    }
    try place.write("as it was\n", to: "small/out.csv")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1)
    #expect(
      result.talk == """
        \(place.work.path)/small/out.csv: error: cannot write: No space left on device
          hint: the disk is full or a quota is reached: make room and run again

        """)
    #expect(place.text("small/out.csv") == "as it was\n")
    #expect(try place.files().keys.sorted() == ["in.csv", "p.yaml", "small/out.csv"])
    try await disk.unmount()
  }

  @Test("a full disk for temporary files is told by its path", .timeLimit(.minutes(5)))
  func temporaryDiskFull() async throws {
    let place = try Place()
    try place.write(Self.rows, to: "in.csv")
    try place.write("extract: [{csv: in.csv}]\noutput: [{csv: out.csv}]\n", to: "p.yaml")
    guard let disk = try await SmallDisk(at: place.temporary, kilobytes: 64, in: place) else { return }
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1)
    #expect(
      result.talk == """
        \(place.temporary.path): error: cannot write: No space left on device
          hint: the disk is full or a quota is reached: make room and run again

        """)
    #expect(try place.files().keys.sorted() == ["in.csv", "p.yaml"])
    #expect(try place.leftovers() == [])
    try await disk.unmount()
  }

  @Test("a full disk under the ledger is told once, and nothing is sent", .timeLimit(.minutes(5)))
  func ledgerDiskFull() async throws {
    let place = try Place()
    try place.write("first_name,last_name,company\nAda,Byron,Engines\n", to: "in.csv")
    try place.write(
      "extract: [{csv: in.csv}]\nstate: small\nload: {sandbox: {}}\noutput: [{csv: out.csv}]\n", to: "p.yaml")
    guard let disk = try await SmallDisk(at: place.work.appending(path: "small"), kilobytes: 64, in: place) else {
      return
    }
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1)
    #expect(
      result.talk == """
        \(place.work.path)/small/ledger.sqlite: error: the disk is full; the step was not written down and nothing was \
        sent for it
          hint: free some space, run again

        """)
    #expect(place.text("out.csv") == nil)
    try await disk.unmount()
  }

  @Test("a folder that nobody can make fails before anything is read", .timeLimit(.minutes(5)))
  func folderInProc() async throws {
    let place = try Place()
    try place.write("Id\n1\n", to: "in.csv")
    try place.write(Self.copy.replacing("OUT", with: "/proc/nowhere/out.csv"), to: "p.yaml")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1)
    #expect(result.talk.hasPrefix("/proc/nowhere: error: cannot make folder: No such file or directory\n"))
  }

  /// A socket that listens on a free port of 127.0.0.1.
  private func listener() throws -> (socket: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The socket calls take a `sockaddr`, of which `sockaddr_in` is one.
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(isBound)
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}
