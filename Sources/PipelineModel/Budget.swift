/// What may be spent, in credits; each limit counts the worst case of what is not settled yet.
package struct BudgetLimits: Sendable, Equatable {
  /// In one run.
  package var run: Int?
  /// At the destination, by all runs of the ledger, since the moment `dayStart`.
  package var day: Int?
  /// At the destination, by all runs of the ledger, since the moment `monthStart`.
  package var month: Int?
  /// Seconds since 1970 at which today began (UTC).
  package var dayStart: Int64
  /// Seconds since 1970 at which this month began (UTC).
  package var monthStart: Int64

  package init(run: Int? = nil, day: Int? = nil, month: Int? = nil, dayStart: Int64 = 0, monthStart: Int64 = 0) {
    self.run = run
    self.day = day
    self.month = month
    self.dayStart = dayStart
    self.monthStart = monthStart
  }

  /// No limit at all.
  package static let none = BudgetLimits()

  /// Whether nothing limits.
  package var isEmpty: Bool { run == nil && day == nil && month == nil }
}

/// A balance that the service told.
package struct BalanceNote: Sendable, Equatable {
  package var credits: Int
  /// Seconds since 1970.
  package var at: Int64

  package init(credits: Int, at: Int64) {
    self.credits = credits
    self.at = at
  }
}

/// How often a field was found where it was asked for.
package struct HitRate: Sendable, Equatable {
  package var asked: Int
  package var found: Int

  package init(asked: Int, found: Int) {
    self.asked = asked
    self.found = found
  }
}
