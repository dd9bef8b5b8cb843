internal import GRDB

/// Something that the ledger must never be.
package struct LedgerProblem: Sendable, Equatable {
  /// What is wrong; its name is the diagnostic's code.
  package enum Rule: String, Sendable, CaseIterable {
    case file = "ledger_damaged"
    case reference = "reference_missing"
    case heldByWithdrawn = "held_by_withdrawn"
    case openWithoutJob = "open_without_job"
    case answeredWithoutAnswer = "answered_without_answer"
    case neverAsked = "never_asked"
    case otherDestination = "other_destination"
    case boughtButFree = "bought_but_free"
    case reservedTooLittle = "reserved_too_little"
    case completedWithoutCost = "completed_without_cost"
    case acceptedWithoutEvidence = "accepted_without_evidence"
    case sequenceTwice = "sequence_twice"
    case sequenceAhead = "sequence_ahead"
    case publishedAhead = "published_ahead"
    case deliveryElsewhere = "delivery_elsewhere"
    case deliveryWithoutBody = "delivery_without_body"
  }

  package var rule: Rule
  /// How many cases there are, and the first of them.
  package var count: Int
  package var example: String
}

extension SQLiteLedger {
  /// Checks the file, and everything that must hold between its rows; a sound ledger has no problems.
  package func verify() throws -> [LedgerProblem] {
    do {
      return try read { db in
        let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        do { return problem(.file, damage) + (try contradictions(db)) } catch  where !damage.isEmpty {
          // What a damaged file holds cannot always be read.
          return problem(.file, damage)
        }
      }
    } catch LedgerError.damaged(_, let detail) {
      return problem(.file, [detail])
    }
  }

  /// What the rows say against each other.
  func contradictions(_ db: Database) throws -> [LedgerProblem] {
    let missing = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map {
      "\($0[0] as String) to \($0[2] as String)"
    }
    var problems = problem(.reference, missing)
    for rule in LedgerProblem.Rule.allCases {
      guard let sql = rule.sql else { continue }
      problems += problem(rule, try String.fetchAll(db, sql: sql))
    }
    return problems
  }

  private func problem(_ rule: LedgerProblem.Rule, _ cases: [String]) -> [LedgerProblem] {
    cases.first.map { [LedgerProblem(rule: rule, count: cases.count, example: $0)] } ?? []
  }
}

extension LedgerProblem.Rule {
  /// Names the cases; nil where SQLite has a check of its own.
  fileprivate var sql: String? {
    switch self {
    case .file, .reference: nil
    case .heldByWithdrawn: claims("s.state = 'withdrawn'")
    case .openWithoutJob:
      claims(
        """
        (standing = 'open' AND s.state NOT IN ('intent', 'sent', 'accepted'))
        OR (standing = 'unknown' AND s.state <> 'unknown')
        """)
    case .answeredWithoutAnswer:
      claims("standing = 'answered' AND (sequence IS NULL OR answered_at IS NULL OR answered_by IS NULL)")
    case .neverAsked:
      claims(
        """
        NOT EXISTS (
          SELECT 1 FROM claimed_person AS p WHERE p.submission = c.submission AND p.key = c.key AND p.fields & c.field)
        """)
    case .otherDestination:
      claims(
        """
        s.destination <> c.destination
        OR (SELECT a.destination FROM submission AS a WHERE a.id = c.answered_by) <> c.destination
        """)
    case .boughtButFree:
      """
      SELECT DISTINCT s.id FROM submission AS s JOIN claimed_person AS p ON p.submission = s.id
      CROSS JOIN (VALUES (1), (2)) AS b
      WHERE s.state <> 'withdrawn' AND freed = 0 AND fields & b.column1 <> 0 AND NOT EXISTS (
        SELECT 1 FROM claim AS c WHERE c.destination = s.destination AND c.key = p.key AND c.field = b.column1)
      ORDER BY s.id
      """
    case .reservedTooLittle:
      """
      SELECT id FROM submission AS s WHERE state NOT IN ('withdrawn', 'completed') AND reserved < (
        SELECT count(DISTINCT key) * s.base + coalesce(sum(CASE field WHEN 1 THEN s.email ELSE s.phone END), 0)
        FROM claim WHERE claim.submission = s.id AND standing IN ('open', 'unknown'))
      ORDER BY id
      """
    case .completedWithoutCost: "SELECT id FROM submission WHERE state = 'completed' AND spent IS NULL ORDER BY id"
    case .acceptedWithoutEvidence:
      """
      SELECT id FROM submission AS s WHERE state = 'accepted' AND enrichment_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM result WHERE result.submission = s.id) ORDER BY id
      """
    case .sequenceTwice:
      """
      SELECT sequence FROM claim WHERE sequence IS NOT NULL GROUP BY sequence HAVING count(*) > 1 ORDER BY sequence
      """
    case .sequenceAhead: "SELECT renewed FROM claim WHERE renewed > \(counter) ORDER BY renewed"
    case .publishedAhead: "SELECT pipeline FROM publication WHERE sequence > \(counter) ORDER BY pipeline"
    case .deliveryElsewhere:
      """
      SELECT d.id FROM delivery AS d JOIN submission AS s ON s.id = d.submission WHERE s.destination <> d.destination
      ORDER BY d.id
      """
    case .deliveryWithoutBody: "SELECT id FROM delivery WHERE submission IS NULL AND body IS NULL ORDER BY id"
    }
  }

  private var counter: String { "(SELECT value FROM counter WHERE name = 'answer')" }

  private func claims(_ condition: String) -> String {
    "SELECT c.id FROM claim AS c JOIN submission AS s ON s.id = c.submission WHERE \(condition) ORDER BY c.id"
  }
}
