internal import GRDB
package import PipelineModel

/// Credits: reserved, spent, left of a budget, and the balances that the service told.
extension SQLiteLedger {
  /// `reserved` is the worst case of those submissions whose cost is not known, `spent` what the others cost: together
  /// they are the most that the run can have cost. One that was withdrawn reserves nothing.
  package func credits(ofRun run: String) throws -> (reserved: Int, spent: Int) {
    try read { try credits(ofRun: run, $0) }
  }

  private func credits(ofRun run: String, _ db: Database) throws -> (reserved: Int, spent: Int) {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT coalesce(sum(CASE WHEN state <> 'completed' THEN reserved END), 0),
          coalesce(sum(CASE WHEN state = 'completed' THEN spent END), 0)
        FROM submission WHERE run = ? AND state <> 'withdrawn'
        """, arguments: [run])
    return row.map { (reserved: $0[0], spent: $0[1]) } ?? (0, 0)
  }

  /// Submissions from the future (the clock was set back) count as well.
  package func committed(destination: String, since time: Int64) throws -> Int {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return 0 }
      return try committed(destination: destination, since: time, db)
    }
  }

  private func committed(destination: Int64, since time: Int64, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT coalesce(sum(CASE WHEN state = 'completed' THEN spent ELSE reserved END), 0)
        FROM submission WHERE destination = ? AND intended_at >= ? AND state <> 'withdrawn'
        """, arguments: [destination, time]) ?? 0
  }

  /// What the tightest limit leaves; nil where nothing limits.
  func left(of limits: BudgetLimits, run: String, destination: Int64, _ db: Database) throws -> Int? {
    var left: [Int] = []
    if let limit = limits.run {
      let used = try credits(ofRun: run, db)
      left.append(limit - used.reserved - used.spent)
    }
    if let limit = limits.day {
      left.append(limit - (try committed(destination: destination, since: limits.dayStart, db)))
    }
    if let limit = limits.month {
      left.append(limit - (try committed(destination: destination, since: limits.monthStart, db)))
    }
    return left.min()
  }

  /// By the latest answer of each claim.
  package func hitRates(destination: String) throws -> [ContactField: HitRate] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT field, count(*), count(value) FROM claim WHERE destination = ? AND sequence IS NOT NULL GROUP BY field
          """, arguments: [destination])
      var rates: [ContactField: HitRate] = [:]
      while let row = try rows.next() {
        rates[row[0] == 1 ? .email : .phone] = HitRate(asked: row[1], found: row[2])
      }
      return rates
    }
  }

  package func noteBalance(_ credits: Int, destination: String, at time: Int64) throws {
    try write { db in
      try db.execute(
        sql: "INSERT INTO balance(destination, credits, at) VALUES (?, ?, ?)",
        arguments: [try makeDestination(destination, db), credits, time])
    }
  }

  /// In the order in which they were noted: two within a second, or around a clock that was set back, stay apart.
  package func balances(around submission: Int64) throws -> (before: BalanceNote?, after: BalanceNote?) {
    try read { db in
      func note(_ condition: String) throws -> BalanceNote? {
        try Row.fetchOne(
          db,
          sql: """
            SELECT b.credits, b.at FROM submission AS s JOIN balance AS b ON b.destination = s.destination
            WHERE s.id = ? AND b.id \(condition) LIMIT 1
            """, arguments: [submission]
        ).map { BalanceNote(credits: $0[0], at: $0[1]) }
      }
      return (
        try note("<= balance_mark ORDER BY b.id DESC"), try note("> coalesce(balance_mark, 0) ORDER BY b.id")
      )
    }
  }
}
