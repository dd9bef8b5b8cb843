internal import Extractors
internal import Identity
internal import PipelineModel
internal import Transport

/// The people who are never submitted nor written, as a CSV whose columns are known by their names.
enum ExcludeFile {
  /// The exact keys of everybody in a file, made by the transforms that the rows go through too.
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
    while let batch = try reader.nextBatch() {
      var leads = LeadBatch(records: batch.records, mapping: batch.mapping)
      // What leaves rows out, or looks at columns of the sources, is not for these.
      for transform in transforms where !(transform is any ColumnReading) && !(transform is any ColumnMaking) {
        transform.transform(&leads)
      }
      rows += leads.count
      keys.formUnion(RowKeys(leads, identify: true).distinct)
    }
    if rows > 0 && keys.isEmpty { throw Diagnostic.nobodyToExclude(file: path) }
    return keys.sorted()
  }
}

extension Diagnostic {
  fileprivate static func nobodyToExclude(file: String) -> Diagnostic {
    Diagnostic(
      code: "exclude", at: .init(file: file), "nobody in it can be recognised",
      hint:
        "give it e-mail addresses, LinkedIn profiles, or first name, last name and company domain, under such headers")
  }
}
