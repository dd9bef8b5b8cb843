internal import PipelineModel

/// Rows as matching sees them: distinct values once, rows that agree in every value once.
///
/// What is told apart is a *record*: rows with the same values are one. Once `seal`ed, records stand in the order of
/// their hashes, so that nothing which goes by their numbers depends on the order of rows.
package struct MatchTable: Sendable {
  let plan: MatchPlan
  let width: Int

  /// The bytes of all values, each once.
  private(set) var bytes: [UInt8] = []
  /// A value.
  struct Value: Sendable {
    /// One past its last byte.
    var end: UInt32
    /// How many records hold it.
    var count: UInt32 = 0
    /// What blocks are made of: the sound of a name, the tail of a number, the local part of an address.
    var blockKey: UInt32 = 0
    /// The hash of all of it; of e-mail addresses, numbers and profiles the parities of its letters instead.
    var wholeKey: UInt32 = 0
  }

  /// All values; value 0 is no value.
  private(set) var entries = [Value(end: 0)]
  /// The groups of first names that have short forms, or are some.
  private(set) var nicknames: [UInt32: UInt32] = [:]

  /// By record and column, its value.
  private(set) var values: [UInt32] = []
  private var hashes: [UInt64] = []
  /// By row, its record.
  private(set) var records: [UInt32] = []
  private var valueTable = KeyTable()
  private var recordTable = KeyTable()

  package init(plan: MatchPlan) {
    self.plan = plan
    width = plan.columns.count
  }

  /// How many records there are.
  private(set) var count = 0
  /// How many values there are, the empty one included.
  var valueCount: Int { entries.count }

  /// A record's value of a column.
  @inline(__always)
  func value(_ record: Int, _ column: Int) -> UInt32 { values[record * width + column] }

  /// Where the bytes of a value stand.
  @inline(__always)
  func range(_ value: UInt32) -> Range<Int> {
    Int(entries[Int(value) - 1].end)..<Int(entries[Int(value)].end)
  }

  /// The bytes of a value.
  func text(_ value: UInt32) -> String { value == 0 ? "" : String(decoding: bytes[range(value)], as: UTF8.self) }

  /// Takes a batch's rows.
  package mutating func add(_ rows: MatchRows) {
    let ahead = 8
    for row in 0..<rows.count {
      if row + ahead < rows.count { recordTable.prefetch(rows.hashes[row + ahead]) }
      let record = recordTable.row(for: rows.hashes[row], orInsert: count)
      records.append(UInt32(record))
      if record < count { continue }
      count += 1
      hashes.append(UInt64(truncatingIfNeeded: rows.hashes[row] >> 64))
      for column in 0..<width { valueTable.prefetch(rows.keys[row * width + column]) }
      for column in 0..<width { values.append(value(of: rows, row, column)) }
    }
  }

  private mutating func value(of rows: MatchRows, _ row: Int, _ column: Int) -> UInt32 {
    let key = rows.keys[row * width + column]
    if key == 0 { return 0 }
    let value = valueTable.row(for: key, orInsert: entries.count)
    if value == entries.count {
      let span = rows.bytes.span.extracting(rows.range(row: row, column: column))
      bytes.append(copying: span)
      var entry = Value(end: UInt32(bytes.count))
      let whole = max(1, UInt32(truncatingIfNeeded: key >> 96))
      entry.wholeKey = isSketched(column) ? Self.parities(span) : whole
      entry.blockKey = blockKey(column, span, whole: whole)
      entries.append(entry)
      if plan.columns[column].realm == MatchPlan.names, let groups = Nicknames.groups[key] {
        nicknames[UInt32(value)] = groups
      }
    }
    entries[value].count += 1
    return UInt32(value)
  }

  /// Whether the values of a column are known by their letters' parities.
  func isSketched(_ column: Int) -> Bool {
    switch plan.columns[column].form {
    case .email, .phone: true
    case .profile: column == MatchPlan.profile
    default: false
    }
  }

  /// For each kind of letter, whether there is an odd number of it: an edit changes two of them at most.
  private static func parities(_ value: Span<UInt8>) -> UInt32 {
    var parities: UInt32 = 0
    for index in 0..<value.count { parities ^= 1 << UInt32(value[index] & 31) }
    return parities
  }

  /// Whether two values of a sketched column may be so many edits from each other, or alike in what blocks are made of.
  @inline(__always)
  func mayBeAlike(_ a: UInt32, _ b: UInt32, edits: Int) -> Bool {
    let (one, other) = (entries[Int(a)], entries[Int(b)])
    return (one.wholeKey ^ other.wholeKey).nonzeroBitCount <= 2 * edits || one.blockKey == other.blockKey
  }

  private func blockKey(_ column: Int, _ value: Span<UInt8>, whole: UInt32) -> UInt32 {
    let key: UInt64
    switch plan.columns[column].form {
    case .words where plan.columns[column].realm == MatchPlan.names: key = soundKey(value)
    case .email: key = hash(value.extracting(Levels.localPart(value)))
    case .phone: key = hash(value.extracting(last: 7))
    case .words: key = hash(value.extracting(first: 5))
    default: key = UInt64(whole)
    }
    return key == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: scattered(key) >> 32))
  }

  private func hash(_ value: Span<UInt8>) -> UInt64 { UInt64(truncatingIfNeeded: contentHash(value)) }

  /// Puts the records in the order of their hashes and lets go of what only taking rows needs.
  package mutating func seal() {
    valueTable = KeyTable()
    recordTable = KeyTable()
    var order = hashes.indices.map { UInt64($0) | hashes[$0] & 0xFFFF_FFFF_0000_0000 }
    radixSort(&order)
    // Records whose hashes begin alike are put in order by the rest.
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && order[end] >> 32 == order[start] >> 32 { end += 1 }
      if end - start > 1 {
        order[start..<end].sort { hashes[Int($0 & 0xFFFF_FFFF)] < hashes[Int($1 & 0xFFFF_FFFF)] }
      }
      start = end
    }
    var places = Array(repeating: UInt32(0), count: order.count)
    var sorted: [UInt32] = []
    sorted.reserveCapacity(values.count)
    for (place, entry) in order.enumerated() {
      let record = Int(entry & 0xFFFF_FFFF)
      places[record] = UInt32(place)
      sorted.append(contentsOf: values[record * width..<(record + 1) * width])
    }
    values = sorted
    for row in records.indices { records[row] = places[Int(records[row])] }
    hashes = []
  }
}

/// Sorts numbers by their upper 32 bits; equal ones stay in their order.
func radixSort(_ numbers: inout [UInt64]) {
  if numbers.count < 512 {
    // Insertion keeps the order too, but is quadratic: sort by both halves, as the lower ones ascend.
    numbers.sort { $0 >> 32 != $1 >> 32 ? $0 >> 32 < $1 >> 32 : $0 & 0xFFFF_FFFF < $1 & 0xFFFF_FFFF }
    return
  }
  var other = Array(repeating: UInt64(0), count: numbers.count)
  for shift in [32, 43, 54] as [UInt64] {
    var starts = Array(repeating: 0, count: 2048)
    for number in numbers { starts[Int(number >> shift & 2047)] += 1 }
    var sum = 0
    for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
    for number in numbers {
      let digit = Int(number >> shift & 2047)
      other[starts[digit]] = number
      starts[digit] += 1
    }
    swap(&numbers, &other)
  }
}
