/// A part of a pipeline that a registry lists: its spec feeds parsing, lint, help, schema and docs.
package protocol Component: Sendable {
  /// What it is called, does and can be told.
  static var spec: ComponentSpec { get }
  /// Makes it from options that lint has checked against the spec.
  init(options: ComponentOptions) throws(OptionProblem)
}

/// Takes whole records off the front of a stream of bytes; never blocks, never does I/O.
package protocol StreamExtractor: Component {
  /// Reads as many whole records as `bytes` holds, appends them to `batch`, keeps `batch.columns` up to date and
  /// returns how many bytes it consumed.
  ///
  /// The caller presents the unconsumed rest again in front of what follows. Nothing consumed and nothing appended
  /// means that it needs more. With `isLast` it must consume everything: what is left over is a refused record or an
  /// error. A record that cannot be read goes to `batch.refused`; an error ends the source. Where `batch.isFull` it stops
  /// early, and is called again with the rest, `isLast` or not.
  mutating func extract(from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) -> Int

  /// Whether the columns seen so far are all there will be (a CSV header has been read).
  var columnsAreComplete: Bool { get }

  /// Whether the raw bytes of a refused record are those at its place in the source, as they stand there.
  static var keepsRawBytes: Bool { get }
}

extension StreamExtractor {
  /// Columns may show up late unless an extractor knows better.
  package var columnsAreComplete: Bool { false }
  /// Nearly all do.
  package static var keepsRawBytes: Bool { true }
}

/// The files of an archive, for who looks into it.
package protocol ArchiveParts {
  /// Their names, in the archive's order.
  var names: [String] { get }
  /// Where what does not fit in memory may be kept.
  var scratchFolder: String { get }
  /// Hands the unpacked bytes of the first file of a name over, piece by piece; there is at least one, the last.
  func read(_ name: String, _ take: (_ piece: Span<UInt8>, _ isLast: Bool) throws -> Void) throws
}

/// An extractor of a format that is an archive of several files: its records are in one of them, whose bytes it extracts
/// from once it has looked at the others.
package protocol ArchiveExtractor: StreamExtractor {
  /// Whether an archive of files with these names is one of the format, if maybe of a kind that is not read.
  static func recognises(_ names: [String]) -> Bool
  /// Why bytes that are no such archive are none, by the first of them; its location names no file.
  static func refusal(of head: [UInt8]) -> Diagnostic
  /// Looks at the archive; returns the file that holds the records. Throws a `Diagnostic` whose location names no file,
  /// or what reading throws.
  mutating func open(_ archive: any ArchiveParts) throws -> String
}

/// An extractor that finds its records by a path: it can say what it saw when the path matched nothing.
package protocol RecordPathReporting {
  /// The first distinct element paths of the source, in order, such as `/leads/lead`; a few of them, not very deep.
  var seenPaths: [String] { get }
}

/// An extractor that knows where its source names the columns.
package protocol HeaderPlacing {
  /// The line on which the names stand, and the column in bytes of each, where that means something, both from 1; nil
  /// where nothing names them.
  var headerPlace: (line: UInt64, columns: [UInt64])? { get }
}

/// An extractor that takes single values out of repeated ones where a column is named by a path into them:
/// `tags[*]`, `emails[0].address`, `phones/phone[@type='work']`.
package protocol ListPathReading {
  /// Tells the columns that the pipeline names, before the first byte.
  mutating func expect(columns: [String])
}

/// An extractor whose source says how far it was read, so that it can go on from there another time.
package protocol BookmarkReading {
  /// What the source said last, as it wrote it; nil: nothing.
  var bookmark: [UInt8]? { get }
}

/// An extractor whose refused records can be read again on their own, once somebody has corrected them.
package protocol RawRereading {
  /// How the refused records of the batch that it filled last are to be read: a JSON object on one line that
  /// `extract: - rejects:` understands; nil where that cannot be said.
  func rawSource(columns: [String]) -> String?
}

/// An extractor that finds things out about its source that a person may want to know.
package protocol SourceRemarking {
  /// What it found since it was last asked; locations name no file.
  mutating func takeRemarks() -> [Diagnostic]
}

/// Changes the lead fields of a batch, record by record: same count and order out as in.
package protocol Transform: Component {
  /// Works on a batch alone; called from several tasks at once.
  func transform(_ batch: inout LeadBatch)
  /// The lead fields a batch has after the transform, given those it had before; see `FieldDeriving.swift`.
  func fields(from mapped: Set<LeadField>) -> Set<LeadField>
}

/// A transform that asks what time it is.
package protocol ClockReading {
  /// Is told the run's time, in seconds since 1970, before the first batch.
  mutating func begin(at unixTime: Int64)
}

/// A transform that names columns: a run warns of those that no source has.
package protocol ColumnReading {
  /// Lead fields and `source.NAME`s, each once.
  var readColumns: [String] { get }
}

/// A transform that makes, renames or drops columns: known from the columns that there were, so that a header can be
/// written before the first row.
package protocol ColumnMaking {
  /// The source columns of a batch after the transform.
  func columns(from columns: [String]) -> [String]
  /// The lead fields with a column of their own after the transform.
  func leadFields(from mapped: Set<LeadField>) -> Set<LeadField>
}

/// Turns rows into the bytes of a file format.
package protocol Writer: Component {
  /// Bytes before the first row.
  func begin(columns: [String], into out: inout [UInt8])
  /// Appends the rows of `batch` that are to be written; called from several tasks at once.
  func encode(_ batch: borrowing OutputBatch, into out: inout [UInt8])
  /// Bytes after the last row.
  func end(into out: inout [UInt8])
  /// Makes room for columns that were first seen after rows had been written: `out` gets the rows in `rows` with
  /// `count` more empty fields before field `index`. Formats that name every value need nothing.
  func widen(rows: Span<UInt8>, at index: Int, by count: Int, into out: inout [UInt8])
  /// Whether `widen` changes anything.
  var rowsHaveFixedWidth: Bool { get }
}
