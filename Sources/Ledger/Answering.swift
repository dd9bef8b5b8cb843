internal import GRDB
internal import PipelineModel

/// From results to answers.
extension SQLiteLedger {
  func apply(_ results: [DeliveredResult], to submission: Found, at time: Int64, _ db: Database) throws {
    let items = folded(results)
    guard !items.isEmpty else { return }
    if submission.people < submission.asked {
      try retake(PackedKeys(items.map(\.key)), leftOutOf: submission, db)
    }
    for field in ContactField.allCases {
      // An item that failed answers only what it found.
      let answered = items.filter { !$0.failed || $0.found[field] != nil }
      try answer(
        field, keys: PackedKeys(answered.map(\.key)), values: answered.map { $0.found[field] }, of: submission,
        at: time, db)
      try lose(
        field, keys: PackedKeys(items.filter { $0.failed && $0.found[field] == nil }.map(\.key)), of: submission, db)
    }
    try note(items, of: submission, db)
  }

  /// What all items of one delivery say about one person.
  private struct Item {
    var key: UInt128
    var found: [ContactField: String]
    var failed: Bool
  }

  /// One item per person, in the order of first sight; the first value wins.
  private func folded(_ results: [DeliveredResult]) -> [Item] {
    var places: [UInt128: Int] = [:]
    var items: [Item] = []
    for result in results {
      guard let key = result.key else { continue }
      if let place = places[key] {
        items[place].found.merge(result.found) { first, _ in first }
        items[place].failed = items[place].failed && result.error != nil
      } else {
        places[key] = items.count
        items.append(Item(key: key, found: result.found, failed: result.error != nil))
      }
    }
    return items
  }

  /// Writes down with the submission who has a result, and what it brought of what was asked.
  private func note(_ items: [Item], of submission: Found, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE claimed_person SET found = coalesce(found, 0) | (fields & :bits) WHERE submission = :submission
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        AND (found IS NULL OR found | (fields & :bits) <> found)
        """)
    for bits in 0...3 {
      let keys = PackedKeys(items.filter { Set($0.found.keys).ledgerBits == bits }.map(\.key))
      if keys.count == 0 { continue }
      try statement.execute(arguments: [
        "bits": bits, "submission": submission.id, "count": keys.count, "keys": keys.data,
      ])
    }
  }

  /// Writes answers. One that says something new gets a fresh sequence number, and one that says the same again is
  /// renewed by one; where nothing changes none are used up.
  ///
  /// An answer counts whoever holds the claim by now, unless a later submission's has come. Of an earlier submission's
  /// answer a value is replaced by another value; "not found" only makes it younger.
  private func answer(
    _ field: ContactField, keys: PackedKeys, values: [String?], of submission: Found, at time: Int64, _ db: Database
  ) throws {
    if values.isEmpty { return }
    let last = try answerCounter(db)
    // An upsert of rows that exist: only a CROSS JOIN goes from the answers to the claims for certain; UPDATE FROM goes
    // through all claims of the destination.
    try db.cachedStatement(
      sql: """
        INSERT INTO claim(id, destination, key, field, submission, standing, value, sequence, renewed, answered_at,
          answered_by)
        SELECT c.id, c.destination, c.key, c.field, c.submission,
          CASE WHEN c.submission = :submission THEN 'answered' ELSE standing END,
          coalesce(answer.value, c.value),
          CASE WHEN sequence IS NULL OR (answer.value IS NOT NULL AND answer.value IS NOT c.value)
            THEN :last + 1 + answer.key ELSE sequence END,
          :last + 1 + answer.key, :time,
          CASE WHEN c.value IS NULL OR answer.value IS NOT NULL THEN :submission ELSE answered_by END
        FROM json_each(:values) AS answer
        CROSS JOIN claimed_person AS p ON p.submission = :submission AND p.key = substr(:keys, 1 + 16 * answer.key, 16)
        CROSS JOIN claim AS c ON c.destination = :destination AND c.key = p.key AND c.field = :field
        WHERE p.fields & :field <> 0 AND coalesce(answered_by, 0) <= :submission AND (
          answered_by IS NULL
          OR (c.submission = :submission AND standing <> 'answered')
          OR (answer.value IS NOT NULL AND (c.value IS NULL OR answered_by <> :submission))
          OR (answer.value IS NULL AND c.submission <> :submission AND answered_by <> :submission AND found IS NULL))
        ON CONFLICT (id) DO UPDATE
        SET standing = excluded.standing, value = excluded.value, sequence = excluded.sequence,
          renewed = excluded.renewed, answered_at = excluded.answered_at, answered_by = excluded.answered_by
        """
    ).execute(arguments: [
      "last": last, "values": jsonArray(values), "destination": submission.destination, "keys": keys.data,
      "field": field.ledgerBit, "submission": submission.id, "time": time,
    ])
    if db.changesCount > 0 {
      try db.cachedStatement(sql: "UPDATE counter SET value = ? WHERE name = 'answer'")
        .execute(arguments: [last + Int64(values.count)])
    }
  }

  private func lose(_ field: ContactField, keys: PackedKeys, of submission: Found, _ db: Database) throws {
    if keys.count == 0 { return }
    try db.execute(
      sql: """
        UPDATE claim SET standing = 'lost' WHERE destination = :destination AND field = :field
        AND submission = :submission AND standing <> 'answered'
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        """,
      arguments: [
        "destination": submission.destination, "field": field.ledgerBit, "submission": submission.id,
        "count": keys.count, "keys": keys.data,
      ])
  }

  /// The latest sequence number.
  func answerCounter(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT value FROM counter WHERE name = 'answer'")) ?? 0
  }
}
