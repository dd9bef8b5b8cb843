import Foundation
import Glibc
import Testing

@testable import Transport

@Suite("What a program prints", .timeLimit(.minutes(5)))
struct CommandSourceTests {
  private func source(_ script: String, stop: StopSignal = StopSignal(), grace: Int = 10_000) throws -> CommandSource {
    try CommandSource(["sh", "-c", script], folder: "/", name: "sh", stop: stop, grace: grace)
  }

  private func all(_ source: CommandSource) throws -> String {
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, atMost: 1_000) > 0 {}
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("is read to its end, whatever it says on stderr")
  func output() throws {
    #expect(try all(source("pwd; cat; echo two")) == "/\ntwo\n")
    // More than a pipe holds, on both.
    let text = try all(
      source("i=0; while [ $i -lt 3000 ]; do echo $i 0123456789012345678901234567890 >&2; echo $i; i=$((i+1)); done"))
    #expect(text.hasSuffix("\n2999\n"))
  }

  @Test("no shell reads the arguments")
  func arguments() throws {
    #expect(
      try all(CommandSource(["echo", "$HOME; *"], folder: "/", name: "echo", stop: StopSignal())) == "$HOME; *\n")
  }

  @Test(
    "is followed by why it failed",
    arguments: [
      ("echo a; echo one >&2; echo two >&2; exit 3", "the command ended with exit code 3", "its last words: one / two"),
      ("echo a; exit 1", "the command ended with exit code 1", "it said nothing on stderr"),
      ("echo a; kill -9 $$", "the command was killed by signal 9", "it said nothing on stderr"),
    ])
  func failure(script: String, message: String, hint: String) throws {
    let source = try source(script)
    var bytes: [UInt8] = []
    #expect(try source.fill(&bytes, atMost: 2) == 2)
    let error = #expect(throws: InputError.self) { _ = try source.read(into: &bytes, atMost: 10) }
    #expect(bytes == "a\n".bytes)
    #expect(error?.message == message && error?.hint == hint)
  }

  @Test("a program that is not there is told")
  func missing() throws {
    let error = #expect(throws: InputError.self) {
      _ = try CommandSource(["no-such-program"], folder: "/", name: "x", stop: StopSignal())
    }
    #expect(error?.message == "cannot start `no-such-program`: No such file or directory")
  }

  @Test("a program that closes its output and lives on is not waited for without end")
  func lingering() throws {
    let source = try source("echo a; exec 1>&- 2>&-; sleep 1000", grace: 200)
    let error = #expect(throws: InputError.self) { _ = try all(source) }
    #expect(error?.message.hasPrefix("the command closed its output and did not end") == true)
  }

  @Test("all of the program's processes are killed when nobody reads on")
  func killed() throws {
    var group: pid_t = 0
    do {
      let source = try source("sleep 1000 & echo $$; wait")
      var bytes: [UInt8] = []
      #expect(try source.read(into: &bytes, atMost: 100) > 1)
      group = try #require(pid_t(String(decoding: bytes.dropLast(), as: UTF8.self)))
      #expect(kill(-group, 0) == 0)
    }
    // The orphan is reaped by init a moment after it was killed.
    var left = 1_000
    while kill(-group, 0) == 0 && left > 0 {
      poll(nil, 0, 5)
      left -= 1
    }
    #expect(left > 0)
  }

  @Test("a stopped reader does not wait for a silent program")
  func stopped() throws {
    let stop = StopSignal()
    let source = try source("sleep 1000", stop: stop)
    stop.stop()
    let error = #expect(throws: FileError.self) { _ = try all(source) }
    #expect(error?.isCancellation == true)
  }
}
