import PipelineModel
import Testing

@testable import Pipelines

/// A batch without a header, a text for each row, cells between bars.
private func batch(_ rows: [String]) -> RecordBatch {
  var batch = RecordBatch()
  var width = 0
  for (index, row) in rows.enumerated() {
    let cells = row.split(separator: "|", omittingEmptySubsequences: false)
    width = max(width, cells.count)
    for cell in cells {
      let start = UInt32(batch.bytes.count)
      batch.bytes += Array(cell.utf8)
      batch.fields.append(FieldSlice(start: start, end: UInt32(batch.bytes.count)))
    }
    batch.recordEnds.append(UInt32(batch.fields.count))
    // As in a sheet, whose empty rows are no records.
    batch.positions.append(RecordPosition(offset: 0, line: UInt64(index * 2 + 1), number: UInt64(index + 1)))
  }
  batch.columns = (1...max(1, width)).map(String.init)
  return batch
}

@Test(
  "the row of a sheet that names the columns is below titles and above values",
  arguments: [
    (["Id|First Name|Email", "1|Ada|a@x.example"], 1),
    (["Leads of the first quarter||", "2026-01-31||", "Id|First Name|Email", "1|Ada|a@x.example"], 5),
    (["Farbe|Größe", "rot|klein", "blau|groß"], 1), (["Farbe|Größe", "Vorname|Nachname"], 3),
    (["1|2|3", "4|5|6"], nil), (["Ada|a@x.example", "Bo|b@x.example"], nil), (["a|a", "1|2"], nil), ([], nil),
    (["x", "Id|First Name|Email|Phone|Company"], 3),
  ] as [([String], UInt64?)])
func headerRow(rows: [String], number: UInt64?) { #expect(HeaderRow.number(in: batch(rows)) == number) }
