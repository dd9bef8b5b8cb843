import Foundation
import PipelineModel
import Testing
import Writers

/// A value as a source may have written it.
struct Value: ExpressibleByStringLiteral, CustomTestStringConvertible {
  var kind: FieldKind
  var text: String

  init(_ kind: FieldKind, _ text: String = "") {
    self.kind = kind
    self.text = text
  }

  init(stringLiteral text: String) { self.init(.text, text) }

  static let absent = Value(.absent)
  static let null = Value(.null)

  var testDescription: String { "\(kind) \(text.debugDescription)" }
}

/// Rows as a writer gets them, all columns from the source.
func output(_ columns: [String], _ rows: [[Value]], only: [Int]? = nil) -> OutputBatch {
  var records = RecordBatch()
  records.columns = columns
  for row in rows {
    for value in row {
      let start = UInt32(records.bytes.count)
      records.bytes += Array(value.text.utf8)
      records.fields.append(
        value.kind == .absent ? .absent : FieldSlice(start: start, end: UInt32(records.bytes.count), kind: value.kind))
    }
    records.recordEnds.append(UInt32(records.fields.count))
    records.positions.append(RecordPosition(offset: 0, line: 1, number: UInt64(records.count)))
  }
  let leads = LeadBatch(records: records, mapping: Array(repeating: nil, count: LeadField.count))
  let outputColumns = columns.enumerated().map { OutputColumn(name: $1, origin: .source($0)) }
  return OutputBatch(leads: leads, columns: outputColumns, rows: only)
}

extension Writer {
  /// A whole file.
  func file(_ batch: OutputBatch) -> [UInt8] {
    var out: [UInt8] = []
    begin(columns: batch.columns.map(\.name), into: &out)
    encode(batch, into: &out)
    end(into: &out)
    return out
  }

  /// The rows alone.
  func rows(_ batch: OutputBatch) -> String {
    var out: [UInt8] = []
    encode(batch, into: &out)
    return String(decoding: out, as: UTF8.self)
  }
}

/// Runs a Python program on a file (its first argument) and reads the JSON that it writes to another (its second).
func python<Answer: Decodable>(_ program: String, on input: [UInt8], as _: Answer.Type) throws -> Answer {
  let folder = FileManager.default.temporaryDirectory.appending(path: "writers-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let files = (input: folder.appending(path: "in"), output: folder.appending(path: "out.json"))
  try Data(input).write(to: files.input)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", program, files.input.path, files.output.path]
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "python3 failed")
  return try JSONDecoder().decode(Answer.self, from: Data(contentsOf: files.output))
}

/// A small seeded generator of texts that formats find hard.
struct HardTexts {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 up to `bound` (Knuth's 64-bit linear congruential generator).
  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func text(of pieces: [String], atMost length: Int = 12) -> String {
    (0..<number(below: length + 1)).map { _ in pieces[number(below: pieces.count)] }.joined()
  }

  mutating func rows(_ count: Int, width: Int, of pieces: [String]) -> [[Value]] {
    (0..<count).map { _ in (0..<width).map { _ in Value(.text, text(of: pieces)) } }
  }
}
