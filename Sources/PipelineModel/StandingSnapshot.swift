/// How every submission key of a destination stood at one moment, packed: a few hundred bytes for three people.
///
/// Looking a million people up one by one takes a ledger many seconds; reading it through once takes one.
package struct StandingSnapshot: Sendable {
  /// A claim as the ledger holds it. Texts are places in `texts`; 0 bytes at 0 where there is none.
  private struct Entry: BitwiseCopyable {
    var state: FieldStanding.State.Code = .none
    var hasAnswer = false
    var hasValue = false
    /// Places of enrichment ids; 0 for none.
    var holder: UInt32 = 0
    var answerer: UInt32 = 0
    var valueStart: UInt32 = 0
    var valueCount: UInt32 = 0
    var sequence: Int64 = 0
    var renewed: Int64 = 0
    var at: Int64 = 0

    var values: Range<Int> { Int(valueStart)..<Int(valueStart) + Int(valueCount) }
  }

  private var keys: [UInt128] = []
  /// For each key one entry a field, by `ContactField.allCases`.
  private var entries: [Entry] = []
  /// Open addressing by the low bits of the key; an index into `keys` plus one, 0 where the slot is free.
  private var slots: [UInt32]
  private var values: [UInt8] = []
  private var enrichmentIDs: [String] = []

  /// Makes room for about so many keys.
  package init(capacity: Int) {
    var size = 1 << 10
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    keys.reserveCapacity(capacity)
    entries.reserveCapacity(capacity * ContactField.allCases.count)
  }

  /// How many keys it holds.
  package var count: Int { keys.count }

  /// Keeps an enrichment id; returns its place.
  package mutating func add(enrichmentID: String) -> UInt32 {
    enrichmentIDs.append(enrichmentID)
    return UInt32(enrichmentIDs.count)
  }

  /// An answer as it is added: the value's bytes, nil where nothing was found; the place of the job's enrichment id.
  package struct PackedAnswer {
    package var value: UnsafeRawBufferPointer?
    package var sequence: Int64
    package var renewed: Int64
    package var at: Int64
    package var enrichmentID: UInt32

    package init(value: UnsafeRawBufferPointer?, sequence: Int64, renewed: Int64, at: Int64, enrichmentID: UInt32) {
      self.value = value
      self.sequence = sequence
      self.renewed = renewed
      self.at = at
      self.enrichmentID = enrichmentID
    }
  }

  /// Adds how a field of a key stands; `holder` is the place of the enrichment id of who holds the claim.
  package mutating func add(
    _ key: UInt128, _ field: ContactField, _ state: FieldStanding.State, holder: UInt32, answer: PackedAnswer?
  ) {
    var entry = Entry()
    entry.state = state.code
    entry.holder = holder
    if let answer {
      entry.hasAnswer = true
      entry.sequence = answer.sequence
      entry.renewed = answer.renewed
      entry.at = answer.at
      entry.answerer = answer.enrichmentID
      if let value = answer.value {
        entry.hasValue = true
        entry.valueStart = UInt32(values.count)
        entry.valueCount = UInt32(value.count)
        values.append(contentsOf: value)
      }
    }
    entries[index(adding: key) * ContactField.allCases.count + field.place] = entry
  }

  private mutating func index(adding key: UInt128) -> Int {
    if (keys.count + 1) * 2 > slots.count { grow() }
    let slot = slot(key)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    for _ in ContactField.allCases { entries.append(Entry()) }
    return keys.count - 1
  }

  /// The slot that holds the key, or the free one where it belongs.
  private func slot(_ key: UInt128) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: key)) & mask
    while slots[slot] != 0 && keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, key) in keys.enumerated() { slots[slot(key)] = UInt32(index + 1) }
  }

  /// A key's place; 0 where nobody ever asked.
  package func place(of key: UInt128) -> UInt32 { slots[slot(key)] }

  /// How a key stood; empty where nobody ever asked.
  package func standing(of key: UInt128) -> Standings { standing(at: place(of: key)) }

  /// When the answers to these fields of the key at a place came, the oldest and the latest; nil unless each of them was
  /// answered and still holds.
  package func held(
    at place: UInt32, _ fields: [ContactField], by freshness: Freshness
  ) -> (from: Int64, to: Int64)? {
    if place == 0 { return nil }
    var (from, to) = (Int64.max, Int64.min)
    for field in fields {
      let entry = entry(place, field)
      guard entry.state == .answered && entry.hasAnswer,
        !freshness.isStale(hasValue: entry.hasValue, renewed: entry.renewed, at: entry.at, of: field)
      else { return nil }
      from = min(from, entry.at)
      to = max(to, entry.at)
    }
    return from <= to ? (from, to) : nil
  }

  /// The latest sequence number among the answers to these fields of the key at a place; 0 where there is none.
  package func sequence(at place: UInt32, _ fields: [ContactField]) -> Int64 {
    fields.reduce(0) { max($0, entry(place, $1).sequence) }
  }

  /// Appends the value that was found for a field of the key at a place; nothing where there is none.
  package func appendValue(of field: ContactField, at place: UInt32, to out: inout [UInt8]) {
    let entry = entry(place, field)
    if entry.hasValue { out.append(contentsOf: values[entry.values]) }
  }

  /// Appends the enrichment id of the job that answered the last of these fields of the key at a place.
  package func appendEnrichmentID(at place: UInt32, _ fields: [ContactField], to out: inout [UInt8]) {
    for field in fields.reversed() {
      let entry = entry(place, field)
      if !entry.hasAnswer || entry.answerer == 0 { continue }
      out.append(contentsOf: enrichmentIDs[Int(entry.answerer) - 1].utf8)
      return
    }
  }

  private func entry(_ place: UInt32, _ field: ContactField) -> Entry {
    entries[(Int(place) - 1) * ContactField.allCases.count + field.place]
  }

  /// How the key at a place stood.
  package func standing(at place: UInt32) -> Standings {
    if place == 0 { return Standings() }
    var standings = Standings()
    for field in ContactField.allCases { standings[field] = standing(entry(place, field)) }
    return standings
  }

  private func standing(_ entry: Entry) -> FieldStanding? {
    guard let state = FieldStanding.State(entry.state) else { return nil }
    var answer: Answer?
    if entry.hasAnswer {
      var value: String?
      if entry.hasValue { value = String(decoding: values[entry.values], as: UTF8.self) }
      answer = Answer(
        value: value, sequence: entry.sequence, renewed: entry.renewed, at: entry.at,
        enrichmentID: enrichmentID(entry.answerer))
    }
    return FieldStanding(state, answer: answer, enrichmentID: enrichmentID(entry.holder))
  }

  private func enrichmentID(_ place: UInt32) -> String? { place == 0 ? nil : enrichmentIDs[Int(place) - 1] }
}

extension ContactField {
  /// Its place in `allCases`.
  fileprivate var place: Int { self == .email ? 0 : 1 }
}

extension FieldStanding.State {
  /// One byte for a state, or for none.
  fileprivate enum Code: UInt8, BitwiseCopyable { case none, free, answered, inFlight, unknown, lost }

  fileprivate var code: Code {
    switch self {
    case .free: .free
    case .answered: .answered
    case .inFlight: .inFlight
    case .unknown: .unknown
    case .lost: .lost
    }
  }

  fileprivate init?(_ code: Code) {
    switch code {
    case .none: return nil
    case .free: self = .free
    case .answered: self = .answered
    case .inFlight: self = .inFlight
    case .unknown: self = .unknown
    case .lost: self = .lost
    }
  }
}
