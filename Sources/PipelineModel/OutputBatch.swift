/// A column of an output and where its values come from.
@usableFromInline package struct OutputColumn: Sendable {
  /// The name in the file.
  @usableFromInline package var name: String
  /// Where its values come from.
  @usableFromInline package var origin: Origin

  /// Where an output column's values come from.
  @usableFromInline package enum Origin: Sendable, Equatable {
    /// A column of the records.
    case source(Int)
    /// A lead field's value after the transforms.
    case lead(LeadField)
    /// A column of `OutputBatch.extras`.
    case extra(Int)
    /// The batch does not have the column: absent in every row.
    case missing
  }

  package init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }
}

/// Rows as a writer gets them: the columns of the output over a batch of leads.
@usableFromInline package struct OutputBatch: Sendable {
  /// The rows' own bytes and fields.
  @usableFromInline package var leads: LeadBatch
  /// The columns, in the output's order.
  @usableFromInline package var columns: [OutputColumn]
  /// Columns that the run adds (person, status, answers): a slice of `extraBytes` per record.
  @usableFromInline package var extras: [[ValueSlice]]
  /// Bytes of the extras.
  @usableFromInline package var extraBytes: [UInt8]
  /// The records to write, in order; nil: all.
  @usableFromInline package var rows: [Int]?

  package init(
    leads: LeadBatch, columns: [OutputColumn], extras: [[ValueSlice]] = [], extraBytes: [UInt8] = [], rows: [Int]? = nil
  ) {
    self.leads = leads
    self.columns = columns
    self.extras = extras
    self.extraBytes = extraBytes
    self.rows = rows
  }

  /// A value's bytes.
  @inlinable @_lifetime(borrow self)
  package func value(record: Int, column: Int) -> Span<UInt8> {
    switch columns[column].origin {
    case .source(let index):
      return leads.records.value(record: record, column: index)
    case .lead(let field):
      return leads.value(field, record: record)
    case .extra(let index):
      return extraBytes.span.extracting(extras[index][record].range)
    case .missing:
      return extraBytes.span.extracting(0..<0)
    }
  }

  /// How the source wrote the value; what the run adds is text, or absent where the batch does not have it.
  @inlinable package func kind(record: Int, column: Int) -> FieldKind {
    switch columns[column].origin {
    case .source(let index): leads.records.slice(record: record, column: index).kind
    case .lead(let field): leads.has(field) ? .text : .absent
    case .extra: .text
    case .missing: .absent
    }
  }
}
