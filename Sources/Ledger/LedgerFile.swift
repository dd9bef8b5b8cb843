internal import Foundation
internal import GRDB

#if canImport(Glibc)
  internal import Glibc
#endif

/// Opens and creates `ledger.sqlite`.
enum LedgerFile {
  /// How long a step waits for another process's transaction.
  static let busySeconds = 30

  /// Its path in a state folder.
  static func path(in folder: String) -> String { folder + "/ledger.sqlite" }

  /// Opens it for writing, made first where it is missing, and brings its tables up to date, or to where they were
  /// after a migration.
  static func open(folder: String, upTo migration: String? = nil) throws(LedgerError) -> DatabaseQueue {
    let file = path(in: folder)
    try create(folder: folder, file: file)
    let opening = OpeningLock(folder: folder)
    defer { opening.release() }
    do {
      var configuration = configuration()
      configuration.journalMode = .wal
      let queue = try DatabaseQueue(path: file, configuration: configuration)
      // GRDB sets NORMAL with WAL, which may lose the latest commits when the power fails; here each is a promise.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try queue.read { try check($0, file: file) }
      if let migration {
        try Schema.migrator.migrate(queue, upTo: migration)
      } else {
        try Schema.migrator.migrate(queue)
      }
      return queue
    } catch {
      throw LedgerError(error, file: file)
    }
  }

  /// Opens it for reading; nil where there is none yet. The connection could write, so that SQLite can read another
  /// process's log and tidy up behind itself; that nothing is written is the ledger's business.
  ///
  /// One of an older Sluice stays as it is, since that Sluice may be at work on it: what is read is a copy, brought up
  /// to date.
  static func openIfPresent(folder: String) throws(LedgerError) -> DatabaseQueue? {
    let file = path(in: folder)
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let opening = OpeningLock(folder: folder)
    defer { opening.release() }
    do {
      let queue = try DatabaseQueue(path: file, configuration: configuration())
      let (isEmpty, isCurrent) = try queue.read { db in
        try check(db, file: file)
        return (
          try Schema.migrator.appliedIdentifiers(db).isEmpty, try Schema.migrator.hasCompletedMigrations(db)
        )
      }
      if isCurrent { return queue }
      defer { try? queue.close() }
      return isEmpty ? nil : try migratedCopy(of: queue)
    } catch {
      throw LedgerError(error, file: file)
    }
  }

  /// A copy in a temporary file that has no name and is gone with the connection.
  private static func migratedCopy(of queue: DatabaseQueue) throws -> DatabaseQueue {
    let copy = try DatabaseQueue(path: "", configuration: configuration())
    try queue.backup(to: copy)
    try Schema.migrator.migrate(copy)
    return copy
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "ledger"
    configuration.busyMode = .timeout(TimeInterval(busySeconds))
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // 32 MB of pages: look-ups of many keys go through the whole tree.
      try db.execute(sql: "PRAGMA cache_size = -32768")
      // Statements that may fail half-way note down what they change; not in a file.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      // 32 MB of log: keys are hashes, so every batch writes to pages that the next one writes to again.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
    }
    return configuration
  }

  /// Refuses other programs' databases and newer ledgers.
  private static func check(_ db: Database, file: String) throws {
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table'") ?? 0
    let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    guard try tables == 0 || owner == Schema.applicationID || (owner == 0 && isUnmigrated(db)) else {
      throw LedgerError.notALedger(file: file)
    }
    let known = Schema.migrator.migrations
    let unknown = try Schema.migrator.appliedIdentifiers(db).subtracting(known)
    if !unknown.isEmpty { throw LedgerError.newer(file: file, migrations: unknown.sorted()) }
  }

  /// Whether the only table is the migrator's own: somebody died between making it and the first migration.
  private static func isUnmigrated(_ db: Database) throws -> Bool {
    try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'") == ["grdb_migrations"]
  }

  /// Makes the folder with mode 0700 and the file with mode 0600; SQLite gives its log the file's mode.
  private static func create(folder: String, file: String) throws(LedgerError) {
    do {
      if !FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch {
      throw .notWritable(file: folder, detail: "the folder cannot be made")
    }
    // Not open(2): closing a descriptor would drop the locks that this process holds on the file through SQLite.
    if mknod(file, S_IFREG | 0o600, 0) != 0, errno != EEXIST {
      throw .notWritable(file: file, detail: String(cString: strerror(errno)))
    }
  }
}

/// Lets one process at a time open the ledger of a state folder: SQLite does not wait, whatever its busy time-out,
/// when two connections switch a new database to a write-ahead log at once, and migrations are made once.
///
/// The kernel releases it when its process ends. Where the folder cannot be locked (some network file systems) it
/// does nothing, and the second of two that create a ledger in the same instant may be told that it is busy.
private struct OpeningLock {
  private let descriptor: Int32

  /// Waits until nobody else has it.
  init(folder: String) {
    // The folder, not a file of its own: nothing to leave behind, and no descriptor of the database is ever closed.
    descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }

  func release() {
    close(descriptor)
  }
}
