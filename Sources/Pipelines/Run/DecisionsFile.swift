internal import Extractors
internal import Identity
internal import PipelineModel
internal import Transport

/// The pairs that somebody has decided on, as a CSV with the columns `decision`, `a` and `b`; any others are theirs.
struct DecisionsFile {
  private enum Decision { case same, different }
  private var pairs: [(decision: Decision, a: String, b: String)] = []
  private let path: String

  /// Reads a file. What is no decision is told with its line and left out; an empty one, or `s`, is none yet.
  init(path: String, emit: (RunEvent) -> Void) throws {
    self.path = path
    var input = try InputFile(path: path)
    var bytes: [UInt8] = []
    while try input.read(into: &bytes, atMost: 1 << 20) > 0 {}
    let options = ComponentOptions(["dialect": .map([.init(key: "delimiter", value: .text(","))])])
    guard var extractor = try? CSVExtractor(options: options) else { return }
    var consumed = 0
    var batch = RecordBatch()
    while consumed < bytes.count {
      batch.removeAll()
      let rest = bytes.span.extracting(consumed..<bytes.count)
      do {
        consumed += try extractor.extract(from: rest, isLast: true, into: &batch)
      } catch {
        throw Diagnostic(
          code: "decisions", at: .init(file: path, line: error.line.map { Int($0) }), error.detail, hint: error.hint)
      }
      guard let decision = batch.columns.firstIndex(of: "decision"), let a = batch.columns.firstIndex(of: "a"),
        let b = batch.columns.firstIndex(of: "b")
      else { throw Diagnostic.decisionColumns(batch.columns, file: path) }
      for record in 0..<batch.count {
        func text(_ column: Int) -> String {
          batch.value(record: record, column: column).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
        take(text(decision), text(a), text(b), line: Int(batch.positions[record].line), emit)
      }
      for refused in batch.refused { emit(.diagnostic(.noDecision(file: path, line: Int(refused.position.line)))) }
      if batch.count == 0 && batch.refused.isEmpty { break }
    }
  }

  private mutating func take(_ decision: String, _ a: String, _ b: String, line: Int, _ emit: (RunEvent) -> Void) {
    switch decision.lowercased() {
    case "m", "merge": pairs.append((.same, a, b))
    case "d", "different": pairs.append((.different, a, b))
    case "", "s", "skip": break
    default: emit(.diagnostic(.noDecision(file: path, line: line)))
    }
  }

  /// The decisions on rows that are there; says how many are not.
  func decisions(on people: borrowing People, emit: (RunEvent) -> Void) -> MatchDecisions {
    let rows = people.rows(ofIDs: Set(pairs.flatMap { [$0.a, $0.b] }))
    var decisions = MatchDecisions()
    var gone = 0
    for pair in pairs {
      guard let a = rows[pair.a], let b = rows[pair.b] else {
        gone += 1
        continue
      }
      switch pair.decision {
      case .same: decisions.same.append(RowPair(a: a, b: b))
      case .different: decisions.different.append(RowPair(a: a, b: b))
      }
    }
    if gone > 0 { emit(.diagnostic(.decisionsOnOthers(gone, file: path))) }
    return decisions
  }
}

extension Diagnostic {
  fileprivate static func decisionColumns(_ columns: [String], file: String) -> Diagnostic {
    Diagnostic(
      code: "decisions", at: .init(file: file, line: 1),
      "expected the columns `decision`, `a` and `b`, found \(columns.map { "`\($0)`" }.joined(separator: ", "))",
      hint: "`match: {pairs: FILE}` writes a file to fill in")
  }

  fileprivate static func noDecision(file: String, line: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "decisions", at: .init(file: file, line: line), "it is no decision, and left out",
      hint: "write `m` to merge, `d` for different people, and nothing, or `s`, where nobody knows yet")
  }

  fileprivate static func decisionsOnOthers(_ count: Int, file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "decisions", at: .init(file: file),
      "\(grouped(count)) \(count == 1 ? "decision speaks" : "decisions speak") of rows that are not there",
      hint: "a row is known by what it holds: one that has changed since is another")
  }

  static func conflictingDecisions(_ count: Int, file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "decisions", at: .init(file: file),
      "\(grouped(count)) \(count == 1 ? "pair is" : "pairs are") decided to be different people, and one person by "
        + "other decisions or exact keys: \(count == 1 ? "it stays" : "they stay") one",
      hint: "take back what makes them one")
  }
}
