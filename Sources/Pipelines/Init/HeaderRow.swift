internal import PipelineModel

/// Which row of a sheet names the columns: people put titles and dates above it.
enum HeaderRow {
  /// Rows that are looked at.
  private static let depth = 20

  /// The number of the row; nil where no row looks like names.
  ///
  /// - Parameter batch: the sheet's rows, read without a header; the line of each is its number.
  static func number(in batch: RecordBatch) -> UInt64? {
    let widths = (0..<min(batch.count, 200)).map { cells(batch, $0).count }
    let width = widths.max() ?? 0
    var best: (row: Int, known: Int)?
    for row in 0..<min(batch.count, depth) {
      let cells = cells(batch, row)
      guard cells.count * 2 >= width, cells.allSatisfy(ColumnNames.isName), Set(cells).count == cells.count,
        !cells.contains(where: { Double($0) != nil })
      else { continue }
      let known = cells.count { WellKnownHeaders.match($0) != nil }
      // A row of values may look like names as well: the first one, unless a later one has names that are known.
      if known > best?.known ?? -1 { best = (row, known) }
    }
    return best.map { batch.positions[$0.row].line }
  }

  private static func cells(_ batch: RecordBatch, _ row: Int) -> [String] {
    batch.columns.indices.compactMap { column in
      let value = batch.value(record: row, column: column)
      return value.isEmpty ? nil : value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
  }
}
