/// What somebody has decided of pairs of rows.
package struct MatchDecisions: Sendable, Equatable {
  /// Rows that are one person.
  package var same: [RowPair] = []
  /// Rows that are two.
  package var different: [RowPair] = []

  package init() {}
}

/// Two rows by their numbers among all rows.
package struct RowPair: Sendable, Equatable {
  package var a: Int
  package var b: Int

  package init(a: Int, b: Int) {
    self.a = a
    self.b = b
  }
}

/// A pair that is not likely enough to be merged, or that other evidence stands against, and not unlikely enough to be
/// forgotten.
package struct ReviewPair: Sendable {
  /// The first rows that show the two sides.
  package var rows: RowPair
  package var evidence: MatchEvidence
}

extension People {
  /// The id of a row by what it holds: that of its person, where the row is the person's first.
  package func rowID(_ row: Int) -> String {
    var id: [UInt8] = []
    appendPersonID(sights[row], ordinal: nil, to: &id)
    return String(decoding: id, as: UTF8.self)
  }

  /// The first rows of these ids; a number behind an id says nothing of what a row holds.
  package func rows(ofIDs ids: Set<String>) -> [String: Int] {
    var wanted: [UInt128: String] = [:]
    for id in ids { if let hash = Self.hash(ofID: id) { wanted[hash] = id } }
    if wanted.isEmpty { return [:] }
    var rows: [String: Int] = [:]
    for (row, sight) in sights.enumerated() {
      if let id = wanted.removeValue(forKey: sight >> 48) { rows[id] = row }
      if wanted.isEmpty { break }
    }
    return rows
  }

  /// The 80 bits that an id shows.
  private static func hash(ofID id: String) -> UInt128? {
    let bytes = Array(id.utf8.prefix { $0 != UInt8(ascii: "-") })
    guard bytes.count == 17, bytes[0] == UInt8(ascii: "p") else { return nil }
    var hash: UInt128 = 0
    for byte in bytes.dropFirst() {
      guard let digit = idAlphabet.firstIndex(of: byte) else { return nil }
      hash = hash << 5 | UInt128(digit)
    }
    return hash
  }

  /// Joins the rows that somebody has decided to be one person.
  package mutating func decide(_ decisions: MatchDecisions) {
    for pair in decisions.same { join(pair.a, pair.b) }
  }

  /// How many decisions to keep rows apart do not hold: other decisions or exact keys make them one person.
  package func conflicts(with decisions: MatchDecisions) -> Int {
    decisions.different.count { current($0.a) == current($0.b) }
  }
}
