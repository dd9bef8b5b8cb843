import Foundation
import Testing

/// What commands say when stdout cannot take their words.
@Suite("a stdout that takes nothing")
struct OutputStreamTests {
  private func talk(_ command: String) throws -> (code: Int32, talk: String) {
    let place = try Place()
    try place.write("first_name\nAnn\n", to: "in.csv")
    try place.write("extract: [{csv: in.csv}]\ntransform: []\noutput: [{csv: out.csv}]\n", to: "p.yaml")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command.replacing("sluice", with: "'\(try Sluice.binary().path)'")]
    process.currentDirectoryURL = place.work
    process.environment = place.environment
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let data = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(
    "is told like any other file's error",
    arguments: [
      "sluice list", "sluice describe csv", "sluice schema", "sluice preview p.yaml", "sluice status p.yaml",
      "sluice runs p.yaml", "sluice lint p.yaml --json", "sluice run p.yaml --json --quiet",
    ])
  func full(command: String) throws {
    let full = try talk(command + " >/dev/full")
    #expect(full.code == 1)
    #expect(
      full.talk == "stdout: error: cannot write: No space left on device\n"
        + "  hint: the disk is full or a quota is reached: make room and run again\n")
    let closed = try talk(command + " >&-")
    #expect(closed.code == 1)
    #expect(
      closed.talk == "stdout: error: cannot write: Bad file descriptor\n"
        + "  hint: it is closed or cannot be used that way: redirect it to a file or a pipe\n")
  }
}
