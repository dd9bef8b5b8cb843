internal import PipelineModel

/// A column that a transform names: a lead field, or `source.NAME` for a column as the source has it.
enum ColumnName: Sendable, Equatable, Hashable {
  case lead(LeadField)
  case source(String)

  static let prefix = "source."

  /// The column of that name; `option` is where the pipeline file names it.
  init(_ name: String, option: String) throws(OptionProblem) {
    if let field = LeadField(name: name) {
      self = .lead(field)
    } else if name.hasPrefix(Self.prefix), name.utf8.count > Self.prefix.utf8.count {
      self = .source(String(name.dropFirst(Self.prefix.count)))
    } else {
      let hint = suggestion(for: name, among: LeadField.names).map { "did you mean `\($0)`?" }
      throw OptionProblem(
        option: option, message: TransformWording.noColumn, hint: hint ?? TransformWording.columnHint)
    }
  }

  /// As the pipeline file writes it.
  var name: String {
    switch self {
    case .lead(let field): field.name
    case .source(let name): Self.prefix + name
    }
  }

  /// Where a batch has it; a source column that it lacks has no place.
  func place(in batch: borrowing LeadBatch) -> ColumnPlace {
    switch self {
    case .lead(let field): .lead(field)
    case .source(let name): batch.records.columns.firstIndex(of: name).map { .source($0) } ?? .nowhere
    }
  }
}

/// A column's place in a batch.
enum ColumnPlace: Sendable, Equatable {
  case lead(LeadField)
  case source(Int)
  case nowhere
}

extension LeadBatch {
  /// A record's value of a column; empty where there is none.
  @inline(__always) @_lifetime(borrow self)
  func value(at place: ColumnPlace, record: Int) -> Span<UInt8> {
    switch place {
    case .lead(let field): return value(field, record: record)
    case .source(let column): return records.value(record: record, column: column)
    case .nowhere: return records.bytes.span.extracting(0..<0)
    }
  }
}
