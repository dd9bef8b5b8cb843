internal import CLibXML2
internal import PipelineModel

/// Turns the rows of a sheet into records: which rows are above the header, what names the columns.
struct XLSXTable: Sendable {
  /// Columns that a sheet may use.
  static let columnLimit = 2_048

  /// Cells that hold errors, and the first of them.
  struct Errors: Sendable {
    var count = 0
    var row = 0
    var column = 0
  }

  private let skip: Int
  /// Names that the pipeline gives.
  private let names: [String]?
  private let hasHeader: Bool
  /// Header rows to come.
  private var headerLines: Int
  /// The number of the first header row.
  private(set) var headerRow: UInt64?
  /// What header rows say, by column of the sheet.
  private var header: [Int: String] = [:]
  /// For each column of the sheet, from 1, its place among the batch's columns; -1: none yet.
  private var places: [Int] = []
  private var taken: Set<String> = []
  /// Records so far.
  private var records: UInt64 = 0
  var errors = Errors()

  init(_ options: ComponentOptions) {
    skip = options.integer("skip") ?? 0
    let names = options.texts("header").flatMap { $0.isEmpty ? nil : $0 }
    self.names = names
    headerLines =
      if options.texts("header") != nil || options.boolean("header") == false { 0 } else {
        options.integer("header") ?? 1
      }
    hasHeader = headerLines > 0
  }

  var columnsAreComplete: Bool { names != nil || hasHeader && headerLines == 0 }

  /// Appends what rows hold; `bytes` has been added to the batch's.
  mutating func take(
    _ rows: UnsafeBufferPointer<sluice_sheet_row>, _ cells: UnsafeBufferPointer<sluice_sheet_cell>,
    into batch: inout RecordBatch
  ) throws(ScanError) {
    if places.isEmpty, names != nil { try nameColumns(into: &batch) }
    var first = 0
    for row in rows {
      let own = UnsafeBufferPointer(rebasing: cells[first..<Int(row.cell_end)])
      first = Int(row.cell_end)
      if Int(row.row) <= skip { continue }
      if headerLines > 0 {
        headerRow = headerRow ?? UInt64(row.row)
        for cell in own {
          let text = String(decoding: batch.bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
          header[Int(cell.column), default: ""] += header[Int(cell.column)] == nil || text.isEmpty ? text : " " + text
        }
        headerLines -= 1
        if headerLines == 0 { try nameColumns(into: &batch) }
        continue
      }
      let start = batch.fields.count
      for cell in own {
        let place = try place(of: Int(cell.column), offset: row.offset, into: &batch)
        while batch.fields.count <= start + place { batch.fields.append(.absent) }
        let kind = FieldKind(rawValue: cell.kind) ?? .text
        batch.fields[start + place] = FieldSlice(start: cell.start, end: cell.end, kind: kind)
        if kind == .null { note(Int(cell.column), Int(row.row)) }
      }
      records += 1
      batch.recordEnds.append(UInt32(batch.fields.count))
      batch.positions.append(RecordPosition(offset: row.offset, line: UInt64(row.row), number: records))
    }
  }

  private mutating func note(_ column: Int, _ row: Int) {
    if errors.count == 0 { (errors.row, errors.column) = (row, column) }
    errors.count += 1
  }

  /// The columns that have names, in the sheet's order.
  private mutating func nameColumns(into batch: inout RecordBatch) throws(ScanError) {
    if let names { for (index, name) in names.enumerated() { header[index + 1] = name } }
    for column in header.keys.sorted() { _ = try place(of: column, offset: 0, into: &batch) }
  }

  private mutating func place(
    of column: Int, offset: UInt64, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if column < places.count, places[column] >= 0 { return places[column] }
    while places.count <= column { places.append(-1) }
    guard batch.columns.count < Self.columnLimit else {
      throw XLSXWording.tooManyColumns(Self.columnLimit, offset: offset)
    }
    let text = header[column] ?? ""
    let unnamed = hasHeader || names != nil ? "column_\(column)" : String(column)
    let name = CSVScanner.free(text.isEmpty ? unnamed : text, in: taken)
    taken.insert(name)
    places[column] = batch.columns.count
    batch.columns.append(name)
    return places[column]
  }
}
