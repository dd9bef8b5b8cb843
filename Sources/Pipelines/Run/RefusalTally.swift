internal import PipelineModel

/// The refused rows of a run by file and reason: one warning each, however many there are.
struct RefusalTally {
  /// No run says more than this many times that rows were refused.
  private static let limit = 20

  private struct Key: Hashable {
    var file: String
    var code: RefusalCode
  }

  private var first: [(key: Key, record: RefusedRecord)] = []
  private var counts: [Key: Int] = [:]
  /// Rows of the kinds that come after the limit.
  private var others = 0

  /// Takes the refused records of a batch.
  mutating func add(_ refused: [RefusedRecord], file: String) {
    for record in refused {
      let key = Key(file: file, code: record.code)
      if let count = counts[key] {
        counts[key] = count + 1
      } else if first.count < Self.limit {
        counts[key] = 1
        first.append((key, record))
      } else {
        others += 1
      }
    }
  }

  /// The first of each kind with its place, how many they are, and what to do, in the order they were met.
  var warnings: [Diagnostic] {
    var warnings = first.map { Diagnostic.refused($0.record, count: counts[$0.key] ?? 1, file: $0.key.file) }
    if others > 0 { warnings.append(.refusedElsewhere(others)) }
    return warnings
  }
}
