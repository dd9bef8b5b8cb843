import Foundation
import Testing

/// Asks Python what it makes of texts.
enum Python {
  /// Runs a program that reads a JSON list of texts from its first argument, and writes a list of opinions to its second.
  static func opinions<Opinion: Decodable>(
    of program: String, on texts: [String], _ arguments: String...
  ) throws -> [Opinion] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "python-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = (input: folder.appending(path: "in.json"), output: folder.appending(path: "out.json"))
    try JSONEncoder().encode(texts).write(to: files.input)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", program, files.input.path, files.output.path] + arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let opinions = try JSONDecoder().decode([Opinion].self, from: Data(contentsOf: files.output))
    try #require(opinions.count == texts.count)
    return opinions
  }
}
