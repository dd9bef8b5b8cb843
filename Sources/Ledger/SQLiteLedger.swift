internal import GRDB
internal import PipelineModel
internal import Synchronization

/// What was bought and who is known, in `ledger.sqlite`: SQLite with a write-ahead log and full synchronisation.
///
/// Every method is one transaction and durable when it returns. Errors are `LedgerError`; after one nothing has
/// changed. Several processes may use one ledger at a time.
package final class SQLiteLedger: Journal, PeopleIndex, Inbox, Sendable {
  /// Its path.
  package let file: String
  // One connection, not a pool: the last of a pool's to close may be a reader, which leaves its log behind.
  private let database: DatabaseQueue
  private let isForReading: Bool
  /// The enrichment ids that were looked up; a submission that has one keeps it.
  private let enrichmentIDs = Mutex<[Int64: String]>([:])

  /// Opens the ledger of a state folder; the folder (mode 0700) and the ledger are made where they are missing.
  package init(folder: String) throws {
    self.file = LedgerFile.path(in: folder)
    self.database = try LedgerFile.open(folder: folder)
    self.isForReading = false
  }

  /// Opens it as a Sluice did whose last migration was this one (for tests, which play the older Sluice).
  init(folder: String, upTo migration: String) throws {
    self.file = LedgerFile.path(in: folder)
    self.database = try LedgerFile.open(folder: folder, upTo: migration)
    self.isForReading = false
  }

  private init(file: String, reading database: DatabaseQueue) {
    self.file = file
    self.database = database
    self.isForReading = true
  }

  /// Opens the ledger of a state folder for reading; nil where there is none, and none is made.
  package static func openIfPresent(folder: String) throws -> SQLiteLedger? {
    try LedgerFile.openIfPresent(folder: folder).map {
      SQLiteLedger(file: LedgerFile.path(in: folder), reading: $0)
    }
  }

  /// Closes it; it also closes by itself when nobody holds it any longer.
  package func close() throws {
    do { try database.close() } catch { throw LedgerError(error, file: file) }
  }

  /// Reads in one transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.read(body) } catch { throw translated(error) }
  }

  /// Writes in one transaction, which takes the write lock at once and is durable when this returns.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    if isForReading { throw LedgerError.openedForReading(file: file) }
    do { return try database.write(body) } catch { throw translated(error) }
  }

  /// The enrichment id of a submission, where it has one yet. For reading: what a write has not committed may be taken
  /// back.
  func enrichmentID(of submission: Int64, _ db: Database) throws -> String? {
    if let known = enrichmentIDs.withLock({ $0[submission] }) { return known }
    let id = try String.fetchOne(
      db.cachedStatement(sql: "SELECT enrichment_id FROM submission WHERE id = ?"), arguments: [submission])
    if let id { enrichmentIDs.withLock { $0[submission] = id } }
    return id
  }

  private func translated(_ error: any Error) -> any Error {
    (error as? CallersError)?.error ?? LedgerError(error, file: file)
  }
}

/// An error of whoever is called from within a transaction: it is theirs and comes through as it is.
struct CallersError: Error {
  var error: any Error

  /// Calls them.
  static func passing<Value>(_ call: () throws -> Value) throws(CallersError) -> Value {
    do { return try call() } catch { throw CallersError(error: error) }
  }
}

extension SQLiteLedger {
  /// Runs statements on the connection for writing and returns the first column of what they answer (for tests, which
  /// play the newer Sluice, the other program and the full disk).
  @discardableResult
  func onWriter(_ sql: String) throws -> [String] {
    do { return try database.writeWithoutTransaction { try String.fetchAll($0, sql: sql) } } catch {
      throw LedgerError(error, file: file)
    }
  }
}
