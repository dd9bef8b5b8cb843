import Foundation
import Testing

/// A folder of `Cases/`: `cmd`, the input files, optionally `env`, and what must come of it in `expected/`.
///
/// - `cmd` holds one command line per line without `sluice`; words are split at blanks, `'…'` holds a word together,
///   `< FILE` at the end is standard input, and lines that begin with `#` are comments.
/// - `env` holds `NAME=value` lines beside `HOME`, `PATH` and `TMPDIR`.
/// - `expected/` (with several commands `expected/1`, `expected/2`, …) holds `exit`, `stdout` and `stderr` (absent
///   where nothing is said) and under `files/` every file that is new or changed after the command, all of it with
///   `Placeholders`.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: URL

  var testDescription: String { name }

  /// All cases, by name.
  static let all: [GoldenCase] = {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []
    return names.sorted().map { GoldenCase(name: $0, folder: cases.appending(path: $0)) }
  }()

  /// A line of `cmd`.
  struct Command: Equatable {
    var arguments: [String] = []
    var stdin: String?
  }

  func commands() throws -> [Command] {
    let text = try String(contentsOf: folder.appending(path: "cmd"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { Self.command($0) }
  }

  static func command(_ line: Substring) -> Command {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let whole = word { words.append(whole) }
        word = nil
      default:
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    guard let arrow = words.firstIndex(of: "<"), arrow + 1 < words.count else { return Command(arguments: words) }
    return Command(arguments: Array(words[..<arrow]), stdin: words[arrow + 1])
  }

  private func environment() throws -> [String: String] {
    let file = folder.appending(path: "env")
    guard FileManager.default.fileExists(atPath: file.path) else { return [:] }
    var variables: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return variables
  }

  /// Runs the commands in a copy of the folder; returns what `expected/` should hold, by path in it.
  func run() async throws -> [String: Data] {
    let place = try Place(environment: environment())
    for (path, data) in try Place.files(below: folder, entering: { $0 != "expected" }) {
      if path != "cmd" && path != "env" { try place.write(data, to: path) }
    }
    let commands = try commands()
    var got: [String: Data] = [:]
    for (index, command) in commands.enumerated() {
      let started = Date.now
      let before = try place.files()
      let stdin = try command.stdin.map { try FileHandle(forReadingFrom: place.work.appending(path: $0)) }
      let result = try await Sluice.run(command.arguments, in: place, stdin: stdin)
      let mask = Placeholders(place, started: started)
      let prefix = commands.count > 1 ? "\(index + 1)/" : ""
      let end = result.signal.map { "signal \($0)" } ?? "\(result.exitCode)"
      got[prefix + "exit"] = Data((end + "\n").utf8)
      if !result.stdout.isEmpty { got[prefix + "stdout"] = mask(result.stdout) }
      if !result.stderr.isEmpty { got[prefix + "stderr"] = mask(result.stderr) }
      let after = try place.files()
      for (path, data) in after where before[path] != data { got[prefix + "files/" + mask(path)] = mask(data) }
      for path in before.keys where after[path] == nil { got[prefix + "removed/" + mask(path)] = Data() }
      for name in try place.leftovers() { got[prefix + "leftovers/" + mask(name)] = Data() }
    }
    return got
  }

  /// What `expected/` holds, by path in it.
  func expected() throws -> [String: Data] {
    let expected = folder.appending(path: "expected")
    guard FileManager.default.fileExists(atPath: expected.path) else { return [:] }
    return try Place.files(below: expected)
  }

  /// Puts what a run gave in the place of what `expected/` held.
  func record(_ got: [String: Data]) throws {
    let expected = folder.appending(path: "expected")
    if FileManager.default.fileExists(atPath: expected.path) { try FileManager.default.removeItem(at: expected) }
    for (path, data) in got {
      let url = expected.appending(path: path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    }
  }
}
