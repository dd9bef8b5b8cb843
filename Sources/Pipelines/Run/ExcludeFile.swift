internal import Extractors
internal import Identity
internal import PipelineModel
internal import Transport

/// The people who are never submitted nor written, as a CSV whose columns are known by their names.
enum ExcludeFile {
  /// The exact keys of everybody in a file, made by the transforms that the rows go through too.
  ///
  /// Throws where a row cannot be read: whoever stands in it would be submitted and written. Rows that are read and hold
  /// nothing that tells who is meant are told.
  static func keys(
    path: String, transforms: [any Transform], emit: @escaping @Sendable (RunEvent) -> Void
  ) throws -> [UInt128] {
    let extractor = try? CSVExtractor(options: ComponentOptions())
    guard let extractor else { return [] }
    let file = SourceFile(place: .file(path), name: path, format: "csv", extractor: extractor)
    let warn: @Sendable (RunEvent) -> Void = { event in
      if case .diagnostic(let diagnostic) = event, diagnostic.severity != .note { emit(event) }
    }
    var reader = SourceReader(files: [file], emit: warn)
    var keys: Set<UInt128> = []
    var rows = 0
    var strangers = 0
    var firstStranger: UInt64?
    while let batch = try reader.nextBatch() {
      if let refused = batch.records.refused.first { throw Diagnostic.unreadableExclusion(refused, file: path) }
      var leads = LeadBatch(records: batch.records, mapping: batch.mapping)
      // What leaves rows out, or looks at columns of the sources, is not for these.
      for transform in transforms where !(transform is any ColumnReading) && !(transform is any ColumnMaking) {
        transform.transform(&leads)
      }
      rows += leads.count
      let rowKeys = RowKeys(leads, identify: true)
      for row in 0..<rowKeys.count where rowKeys.keys(ofRow: row).isEmpty {
        strangers += 1
        firstStranger = firstStranger ?? batch.records.positions[row].line
      }
      keys.formUnion(rowKeys.distinct)
    }
    if rows > 0 && keys.isEmpty { throw Diagnostic.nobodyToExclude(file: path) }
    if let firstStranger { emit(.diagnostic(.unknownToExclude(strangers, line: firstStranger, file: path))) }
    return keys.sorted()
  }
}

extension Diagnostic {
  fileprivate static func unreadableExclusion(_ refused: RefusedRecord, file: String) -> Diagnostic {
    Diagnostic(
      code: "exclude", at: .init(file: file, line: Int(refused.position.line)),
      refused.code.reason(found: refused.found, expected: refused.expected)
        + ": whoever it names would not be left out",
      hint: refused.code.hint)
  }

  fileprivate static func unknownToExclude(_ count: Int, line: UInt64, file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "exclude", at: .init(file: file, line: Int(line)),
      "\(grouped(count)) \(count == 1 ? "row names nobody" : "rows name nobody, this one first,") "
        + "who can be recognised: nobody is left out for \(count == 1 ? "it" : "them")",
      hint: "a row is known by an e-mail address, a LinkedIn profile, or first name, last name and company domain")
  }

  fileprivate static func nobodyToExclude(file: String) -> Diagnostic {
    Diagnostic(
      code: "exclude", at: .init(file: file), "nobody in it can be recognised",
      hint:
        "give it e-mail addresses, LinkedIn profiles, or first name, last name and company domain, under such headers")
  }
}
