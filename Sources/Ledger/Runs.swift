internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  /// `r` and the run's number in this ledger: `r000042`.
  package func beginRun(pipeline: String, at time: String) throws -> String {
    try write { db in
      // AUTOINCREMENT never gives a number twice; the id is made from it.
      try db.execute(
        sql: "INSERT INTO run(id, pipeline, started_at) VALUES ('', ?, ?)", arguments: [pipeline, time])
      let number = db.lastInsertedRowID
      return try String.fetchOne(
        db, sql: "UPDATE run SET id = printf('r%06d', number) WHERE number = ? RETURNING id", arguments: [number]) ?? ""
    }
  }

  package func endRun(_ run: String, exitCode: Int32, at time: String, report: String) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE run SET ended_at = ?, exit_code = ?, report = ? WHERE id = ?",
        arguments: [time, exitCode, report, run])
      if db.changesCount == 0 { throw LedgerError.noSuchRun(run) }
    }
  }

  package func latestSequence() throws -> Int64 {
    try read { try answerCounter($0) }
  }

  /// 0 where it never has.
  package func publishedSequence(pipeline: String) throws -> Int64 {
    try read { db in
      try Int64.fetchOne(db, sql: "SELECT sequence FROM publication WHERE pipeline = ?", arguments: [pipeline]) ?? 0
    }
  }

  /// Never goes back: of two runs that publish, the later answers count.
  package func markPublished(pipeline: String, sequence: Int64) throws {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO publication(pipeline, sequence) VALUES (?, ?)
          ON CONFLICT (pipeline) DO UPDATE SET sequence = max(sequence, excluded.sequence)
          """, arguments: [pipeline, sequence])
    }
  }

  package func runs(limit: Int) throws -> [JournalledRun] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, pipeline, started_at, ended_at, exit_code, report FROM run ORDER BY number DESC LIMIT ?
          """, arguments: [max(0, limit)]
      ).map { row in
        JournalledRun(
          id: row[0], pipeline: row[1], startedAt: row[2], endedAt: row[3], exitCode: row[4], report: row[5])
      }
    }
  }
}
