internal import Extractors
internal import Foundation
internal import PipelineModel
internal import Synchronization
internal import Transport

/// How a file is to be read, as its first bytes look: a source of a pipeline file.
struct SourceProposal {
  /// Bytes that are looked at.
  static let sampleSize = 1 << 20

  /// The name of the extractor.
  var format: String
  /// As the pipeline file is to name it.
  var path: String
  /// The files that it stands for, where they are several.
  var members: Set<String> = []
  /// Its options as YAML, and what is to be said of them; neither has an indent, comments begin with `#`.
  var options: [String] = []
  /// The columns that were seen.
  var columns: [String] = []
  /// Which of them hold lead fields.
  var fields: [(field: LeadField, column: String, remark: String?)] = []
  /// The indices of those columns.
  private(set) var taken: Set<Int> = []
  /// Whether the columns have no names and are counted.
  var isNumbered = false

  /// Whether another file is read and mapped in the same way.
  func isAlike(_ other: SourceProposal) -> Bool {
    func settings(_ options: [String]) -> [String] { options.filter { !$0.hasPrefix("#") } }
    return format == other.format && settings(options) == settings(other.options) && columns == other.columns
      && fields.elementsEqual(other.fields) { $0.field == $1.field && $0.column == $1.column }
  }

  /// Throws what a run would throw at the file, and where nothing can be proposed.
  ///
  /// - Parameters:
  ///   - place: where the file is to be had: a document that is an archive is read from there.
  init(_ sample: InputSample, at place: InputPlace, path: String) throws {
    self.path = path
    format = sample.document ?? "csv"
    if sample.document != nil {
      guard place.path != nil else {
        throw Diagnostic.nothingToPropose(sample.name, "it is \(format)", hint: "give it as a file")
      }
      try proposeHeader(sample, at: place)
      try proposeFields(sample, at: place)
      return
    }
    switch sample.form {
    case .empty: throw Diagnostic.nothingToPropose(sample.name, "it is empty", hint: "look at the export")
    // A text may hold a NUL where somebody's program put one.
    case .binary where sample.bytes.count(where: { $0 == 0 }) * 100 > sample.bytes.count:
      throw Diagnostic.nothingToPropose(sample.name, "its bytes are no text")
    case .zip: throw Diagnostic.nothingToPropose(sample.name, "an archive in an archive is not read")
    case .text, .binary: try proposeCSV(sample)
    case .json: proposeJSON(sample)
    case .xml: try proposeXML(sample)
    }
    try proposeFields(sample, at: .bytes(sample.bytes))
  }

  private mutating func proposeCSV(_ sample: InputSample) throws {
    let found: FileSniffing
    do throws(ScanError) {
      let head = sample.bytes.span.extracting(first: min(sample.bytes.count, FileSniffer.sampleSize))
      found = try FileSniffer.sniff(head, isWhole: sample.isWhole && sample.bytes.count <= FileSniffer.sampleSize)
    } catch {
      throw Diagnostic(code: error.code.rawValue, at: .init(file: sample.name), error.detail, hint: error.hint)
    }
    let csv = found.csv
    if csv.isFallback {
      options.append(
        "# How it is written is not clear (\(percent(csv.confidence)) sure), so this is RFC 4180: say what is so.")
      options.append("dialect: rfc4180")
    } else {
      if csv.confidence < 0.95 { options.append("# \(percent(csv.confidence)) sure: look at the rows.") }
      var keys = csv.options.map { "\($0.key): \($0.value)" }
      if !csv.options.contains(where: { $0.key == "delimiter" }) { keys.insert("delimiter: \",\"", at: 0) }
      if !csv.options.contains(where: { $0.key == "header" }) { keys.append("header: true") }
      options.append("dialect: {\(keys.joined(separator: ", "))}")
    }
    isNumbered = if case .none = csv.dialect.header { true } else { false }
    proposeEncoding(found)
  }

  private mutating func proposeEncoding(_ found: FileSniffing) {
    if found.encoding == .utf8 { return }
    if !found.hasMark, found.encodingConfidence < 0.995 {
      options.append("# \(percent(found.encodingConfidence)) sure: look at letters with accents.")
    }
    options.append("encoding: \(found.encoding.name)")
  }

  private mutating func proposeJSON(_ sample: InputSample) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = sample.bytes.starts(with: mark) ? Array(sample.bytes.dropFirst(3)) : sample.bytes
    switch JSONShape(bytes) {
    case .lines: format = "jsonl"
    case .document(let records):
      format = "json"
      if let records { options.append("records: \(yamlScalar(records))") }
    }
  }

  private mutating func proposeXML(_ sample: InputSample) throws {
    format = "xml"
    let decoded = try? FileSniffer.decode(sample.bytes.span)
    guard let record = XMLShape(decoded ?? sample.bytes).record else {
      throw Diagnostic.nothingToPropose(sample.name, "no element in it looks like a record")
    }
    options.append("record: \(yamlScalar(record))")
  }

  /// Finds the row of a sheet that names the columns.
  private mutating func proposeHeader(_ sample: InputSample, at place: InputPlace) throws {
    options = ["header: false"]
    let rows = try firstBatch(sample, at: place)
    options = []
    if let row = HeaderRow.number(in: rows) {
      if row > 1 { options.append("skip: \(row - 1)") }
    } else {
      options.append("header: false")
      isNumbered = true
    }
  }

  /// Reads the first records as the options say, and looks at what the columns are called.
  private mutating func proposeFields(_ sample: InputSample, at place: InputPlace) throws {
    let batch = try firstBatch(sample, at: place)
    columns = batch.columns
    if isNumbered {
      fields = NumberedColumns(batch).fields.map { ($0.field, columns[$0.column], "as its values look") }
      return
    }
    let mapping = AutoMapping(columns: columns)
    let misses = NearMiss.all(columns: columns, places: mapping.places, preset: nil)
    if let preset = mapping.preset { options.append("# An export of \(preset.product)".commented) }
    for field in LeadField.allCases {
      if let column = mapping.places[field.index] {
        // What rules say of other fields is a column of our own outputs, not a part of somebody's address.
        if field.isDerived, columns[column].contains(".") { continue }
        let others = mapping.passedOver.first { $0.field == field }?.others.prefix(4).map { columns[$0] } ?? []
        propose(column, for: field, in: batch, remark: others.isEmpty ? nil : "or \(others.joined(separator: ", "))")
      } else if let miss = misses.first(where: { $0.field == field }) {
        propose(miss.column, for: field, in: batch, remark: "looks like \(miss.name)")
      }
    }
  }

  private mutating func propose(_ column: Int, for field: LeadField, in batch: RecordBatch, remark: String?) {
    if let one = ListPath.first(in: batch, column: column, as: field, format: format) {
      fields.append((field, one.path, one.remark))
    } else {
      fields.append((field, columns[column], remark))
    }
    taken.insert(column)
  }

  private mutating func firstBatch(_ sample: InputSample, at place: InputPlace) throws -> RecordBatch {
    let text = "extract:\n  - \(format): x\n" + options.map { "    \($0)\n" }.joined() + "output: [csv: '-']\n"
    let (definition, _) = PipelineDefinition.read(
      file: "-", text: text, environment: [:], catalogue: .standard, currentFolder: "/")
    guard let use = definition?.extract.first, let type = Extractors.all.first(where: { $0.spec.name == format }) else {
      throw Diagnostic.nothingToPropose(sample.name, "no extractor reads \(format)")
    }
    let extractor: any StreamExtractor
    do throws(OptionProblem) {
      extractor = try type.init(options: use.options)
    } catch {
      throw Diagnostic.nothingToPropose(sample.name, error.message)
    }
    let file = SourceFile(place: place, name: sample.name, format: format, extractor: extractor)
    let remarks = Remarks()
    var reader = SourceReader(files: [file], emit: remarks.take)
    defer { if sample.document != nil { options += remarks.notes.map { "# " + $0.commented } } }
    do {
      return try reader.nextBatch()?.records ?? RecordBatch()
    } catch let problem as Diagnostic where !sample.isWhole && problem.code == ScanError.Code.truncated.rawValue {
      // Not the file ends there, but the sample.
      throw Diagnostic.nothingToPropose(
        sample.name, "its first record is larger than \(Self.sampleSize >> 20) MiB",
        hint: "write the pipeline by hand: `sluice describe \(format)` shows how")
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

/// What an extractor found out about a document while its first records were read.
private final class Remarks: Sendable {
  private let found = Mutex<[String]>([])

  var notes: [String] { found.withLock { $0 } }

  func take(_ event: RunEvent) {
    guard case .diagnostic(let diagnostic) = event, diagnostic.severity == .note else { return }
    found.withLock { $0.append([diagnostic.message, diagnostic.hint].compactMap { $0 }.joined(separator: "; ")) }
  }
}

extension Diagnostic {
  static func nothingToPropose(_ file: String, _ why: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      code: "nothing_to_propose", at: .init(file: file), "nothing can be proposed: \(why)",
      hint: hint ?? "`sluice list` shows what can be read; a table in another format is best saved as CSV")
  }
}

extension String {
  /// As it may stand in a comment: on one line.
  var commented: String { harmless.replacing("\u{2028}", with: " ").replacing("\u{2029}", with: " ") }
}
