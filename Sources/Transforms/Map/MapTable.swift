internal import PipelineModel

/// A batch whose columns can be made, moved and taken away.
struct MapTable {
  private var batch: LeadBatch
  /// The source's columns, one by one; nil where none of them is changed.
  private var columns: [[FieldSlice]]?
  private var scratch: [UInt8] = []

  init(_ batch: LeadBatch, opens: Bool) {
    self.batch = batch
    if !opens { return }
    columns = batch.records.columns.indices.map { column in
      (0..<batch.count).map { batch.records.slice(record: $0, column: column) }
    }
  }

  /// The batch, with every record as wide as there are columns.
  consuming func close() -> LeadBatch {
    guard let columns else { return batch }
    var fields: [FieldSlice] = []
    fields.reserveCapacity(columns.count * batch.count)
    for record in 0..<batch.count {
      for column in columns { fields.append(column[record]) }
      batch.records.recordEnds[record] = UInt32(fields.count)
    }
    batch.records.fields = fields
    return batch
  }

  mutating func apply(_ step: MapStep) {
    switch step {
    case .rename(.source(let old), to: .source(let new)):
      guard old != new, let index = batch.records.columns.firstIndex(of: old) else { return }
      batch.records.columns[index] = new
      if let other = batch.records.columns.indices.first(where: { $0 != index && batch.records.columns[$0] == new }) {
        batch.records.columns.remove(at: other)
        columns?.remove(at: other)
      }
    case .rename(let source, to: let target):
      if source == target { return }
      copy(source, to: target)
      drop(source)
    case .copy(let source, to: let target): copy(source, to: target)
    case .split(let source, at: let mark, into: let targets): split(source, mark, targets)
    case .capture(let source, let pattern, to: let target): capture(source, pattern, target)
    case .join(let sources, with: let between, to: let target): join(sources, between, target)
    case .set(let target, let text): set(target, text, onlyEmpty: false)
    case .fill(let target, let text): set(target, text, onlyEmpty: true)
    case .drop(let column): drop(column)
    }
  }

  private func isThere(_ column: ColumnName) -> Bool {
    switch column {
    case .lead(let field): batch.has(field)
    case .source(let name): batch.records.columns.contains(name)
    }
  }

  /// Where a column's values go; a source column that is not there is made, empty.
  private mutating func target(_ column: ColumnName) -> ColumnPlace {
    let place = column.place(in: batch)
    guard case .nowhere = place, case .source(let name) = column else { return place }
    batch.records.columns.append(name)
    columns?.append(Array(repeating: .absent, count: batch.count))
    return .source(batch.records.columns.count - 1)
  }

  @_lifetime(borrow self)
  private func value(_ place: ColumnPlace, _ record: Int) -> Span<UInt8> {
    if case .source(let column) = place, let columns {
      let slice = columns[column][record]
      return batch.records.bytes.span.extracting(Int(slice.start)..<Int(slice.end))
    }
    return batch.value(at: place, record: record)
  }

  /// Gives a record what stands in the scratch from a place on.
  private mutating func put(_ place: ColumnPlace, _ record: Int, from start: Int = 0) {
    // Out of the table for the while: nothing of it is read as it changes.
    var made: [UInt8] = []
    swap(&made, &scratch)
    switch place {
    case .lead(let field): batch.set(field, record: record, to: made.span.extracting(start..<made.count))
    case .source(let column):
      let from = batch.records.bytes.count
      batch.records.bytes.append(copying: made.span.extracting(start..<made.count))
      columns?[column][record] = FieldSlice(start: UInt32(from), end: UInt32(batch.records.bytes.count))
    case .nowhere: break
    }
    swap(&made, &scratch)
  }

  private mutating func take(_ place: ColumnPlace, _ record: Int) {
    // Out of the table for the while: its own value is read as it is filled.
    var copy: [UInt8] = []
    swap(&copy, &scratch)
    copy.empty()
    copy.append(copying: value(place, record))
    swap(&copy, &scratch)
  }

  private mutating func copy(_ source: ColumnName, to column: ColumnName) {
    if case .source = source, !isThere(source) { return }
    let from = source.place(in: batch)
    // Known before the first row, so a source column is made even where the lead field has no values.
    let to = target(column)
    if from == to || !isThere(source) { return }
    for record in 0..<batch.count {
      if case .source(let index) = from, case .lead(let field) = to, let slice = columns?[index][record] {
        batch.set(field, record: record, to: .borrowed(slice.start, slice.end))
      } else if case .source(let index) = from, case .source(let other) = to, let slice = columns?[index][record] {
        columns?[other][record] = slice
      } else {
        take(from, record)
        put(to, record)
      }
    }
  }

  private mutating func drop(_ column: ColumnName) {
    switch column {
    case .lead(let field): batch.columns[field.index] = []
    case .source(let name):
      guard let index = batch.records.columns.firstIndex(of: name) else { return }
      batch.records.columns.remove(at: index)
      columns?.remove(at: index)
    }
  }

  private mutating func set(_ column: ColumnName, _ text: [UInt8], onlyEmpty: Bool) {
    let to = target(column)
    // The text stands in the batch once.
    let start = batch.owned.count
    let first = batch.records.bytes.count
    if case .source = to { batch.records.bytes += text } else { batch.owned += text }
    for record in 0..<batch.count where !onlyEmpty || value(to, record).isBlank {
      switch to {
      case .lead(let field): batch.set(field, record: record, to: .owned(start, start + text.count))
      case .source(let index):
        columns?[index][record] = FieldSlice(start: UInt32(first), end: UInt32(first + text.count))
      case .nowhere: break
      }
    }
  }

  private mutating func join(_ sources: [ColumnName], _ between: [UInt8], _ column: ColumnName) {
    let to = target(column)
    let from = sources.map { $0.place(in: batch) }
    var joined: [UInt8] = []
    for record in 0..<batch.count {
      joined.empty()
      for place in from {
        let part = value(place, record)
        if part.isBlank { continue }
        if !joined.isEmpty { joined += between }
        joined.append(copying: part)
      }
      swap(&joined, &scratch)
      put(to, record)
      swap(&joined, &scratch)
    }
  }

  private mutating func capture(_ source: ColumnName, _ pattern: RegularExpression, _ column: ColumnName) {
    let to = target(column)
    let from = source.place(in: batch)
    for record in 0..<batch.count {
      guard let found = pattern.capture(value(from, record)) else { continue }
      take(from, record)
      scratch.removeSubrange(found.upperBound...)
      put(to, record, from: found.lowerBound)
    }
  }

  private mutating func split(_ source: ColumnName, _ mark: [UInt8], _ targets: [ColumnName]) {
    let to = targets.map { target($0) }
    let from = source.place(in: batch)
    var parts: [Range<Int>] = []
    var whole: [UInt8] = []
    for record in 0..<batch.count {
      whole.empty()
      whole.append(copying: value(from, record))
      parts.removeAll(keepingCapacity: true)
      var start = 0
      while parts.count + 1 < to.count, let end = whole.span.first(mark.span, from: start) {
        parts.append(start..<end)
        start = end + mark.count
      }
      parts.append(start..<whole.count)
      for (index, place) in to.enumerated() {
        scratch.empty()
        if index < parts.count { scratch.append(copying: whole.span.extracting(parts[index])) }
        put(place, record)
      }
    }
  }
}

extension Span<UInt8> {
  /// Where a text stands first at or after a place.
  fileprivate func first(_ text: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + text.count <= count {
      var length = 0
      while length < text.count, self[index + length] == text[length] { length += 1 }
      if length == text.count { return index }
      index += 1
    }
    return nil
  }
}
