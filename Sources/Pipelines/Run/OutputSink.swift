internal import PipelineModel
internal import Transport

/// One output of a run: gets encoded rows in order and appears whole or not at all.
final class OutputSink {
  let writer: any Writer
  let layout: OutputLayout
  /// Where it will stand; `-` is standard output.
  let path: String
  /// Whether only the rows that stand for their person are written.
  let peopleOnly: Bool

  /// Exactly one of these takes the bytes.
  private var file: OutputFile?
  private var scratch: ScratchFile?
  private var stdout: StandardOutput?
  /// What was appended: the columns it was written with and where it ended.
  private var pieces: [(end: Int, columns: [String])] = []
  private var written = 0
  private var header = 0

  init(writer: any Writer, layout: OutputLayout, path: String, peopleOnly: Bool, columnsAreKnown: Bool) throws {
    self.writer = writer
    self.layout = layout
    self.path = path
    self.peopleOnly = peopleOnly
    if path != "-" {
      file = try OutputFile(path: path)
    } else if columnsAreKnown || !writer.rowsHaveFixedWidth {
      stdout = StandardOutput()
    } else {
      // Nothing can be taken back from a pipe: rows wait here while columns may still show up.
      scratch = try ScratchFile(in: temporaryFolder())
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    written += bytes.count
    try file?.write(bytes)
    try scratch?.append(bytes)
    if let stdout { try stdout.write(bytes.span) }
  }

  /// Appends encoded rows that were made with these columns.
  func append(_ rows: [UInt8], columns: [String]) throws {
    if pieces.isEmpty {
      var bytes: [UInt8] = []
      writer.begin(columns: columns, into: &bytes)
      header = bytes.count
      try write(bytes)
    }
    try write(rows)
    pieces.append((written, columns))
  }

  /// Writes what follows the last row, and brings earlier rows up to the final columns; the file is then ready.
  func finish(columns: [String]) throws {
    if pieces.isEmpty { try append([], columns: columns) }
    if writer.rowsHaveFixedWidth && pieces.contains(where: { $0.columns != columns }) { try widen(to: columns) }
    var bytes: [UInt8] = []
    writer.end(into: &bytes)
    try write(bytes)
    try file?.synchronize()
  }

  /// Makes the finished file appear.
  func commit() throws {
    if let file = file.take() { try file.commit() }
    guard let scratch = scratch.take() else { return }
    let out = StandardOutput()
    for start in stride(from: 0, to: written, by: 1 << 20) {
      var bytes: [UInt8] = []
      try scratch.read(start..<min(start + 1 << 20, written), into: &bytes)
      try out.write(bytes.span)
    }
  }

  /// Rewrites what was written once, with the columns that showed up late.
  private func widen(to columns: [String]) throws {
    var oldFile = file.take()
    let oldScratch = scratch.take()
    if path == "-" { scratch = try ScratchFile(in: temporaryFolder()) } else { file = try OutputFile(path: path) }
    written = 0
    var bytes: [UInt8] = []
    writer.begin(columns: columns, into: &bytes)
    try write(bytes)
    var start = header
    for piece in pieces {
      let count = piece.end - start
      var rows: [UInt8] = []
      try oldScratch?.read(start..<piece.end, into: &rows)
      if path != "-" { rows = try oldFile?.read(from: start, count: count) ?? [] }
      start = piece.end
      var have = piece.columns
      // Columns only ever get more, so walking the final ones finds every gap.
      for (index, name) in columns.enumerated() where index >= have.count || have[index] != name {
        var wider: [UInt8] = []
        writer.widen(rows: rows.span, at: index, by: 1, into: &wider)
        rows = wider
        have.insert(name, at: index)
      }
      try write(rows)
    }
  }
}
