internal import PipelineModel

/// Values that many records of a batch share: each stands in the batch once.
struct FixedValues {
  private var slices: [ValueSlice]

  /// For one batch; places are counted from 0.
  init(count: Int) { slices = Array(repeating: .empty, count: count) }

  /// Gives a record the value of a place, which is this text.
  mutating func set(_ place: Int, _ text: StaticString, _ field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if slices[place].isEmpty {
      // A static string's own bytes, which live for ever.
      text.withUTF8Buffer { batch.set(field, record: record, to: $0.span) }
      slices[place] = batch.slice(field, record: record)
    } else {
      batch.set(field, record: record, to: slices[place])
    }
  }
}
