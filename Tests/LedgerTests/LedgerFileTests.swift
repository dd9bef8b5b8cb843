import Foundation
@testable import Ledger
import PipelineModel
import Testing

@Suite("the ledger's file")
struct LedgerFileTests {
  @Test("folder and file are made for their owner alone")
  func modes() throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state)
    #expect(ledger.file == folder.state + "/ledger.sqlite")
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(folder.state) == 0o700)
    for suffix in ["", "-wal", "-shm"] { #expect(try mode(ledger.file + suffix) == 0o600) }
  }

  @Test("every commit is synchronised, in a write-ahead log, in strict tables")
  func durability() throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state)
    #expect(try ledger.onWriter("PRAGMA synchronous") == ["2"])
    #expect(try ledger.onWriter("PRAGMA foreign_keys") == ["1"])
    #expect(try ledger.onWriter("PRAGMA journal_mode") == ["wal"])
    // The migrator's own table and SQLite's sequences are not ours.
    let others = "('grdb_migrations', 'sqlite_sequence')"
    let loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main'"
    #expect(try ledger.onWriter(loose + " AND name NOT IN \(others) AND name NOT LIKE 'sqlite_schema'").isEmpty)
    #expect(try ledger.onWriter("SELECT name FROM sqlite_schema WHERE name = 'claim'") == ["claim"])
  }

  @Test("where there is no ledger, reading finds none and makes none")
  func absent() throws {
    let folder = try TemporaryFolder()
    #expect(try SQLiteLedger.openIfPresent(folder: folder.state) == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("reading sees what was written, writes nothing and leaves the folder as it was")
  func reading() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    try desk.ledger.close()
    let before = try FileManager.default.contentsOfDirectory(atPath: desk.folder.state)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: desk.ledger.file))
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: desk.folder.state))
    #expect(try reader.submissions(in: [.accepted]).map(\.id) == [id])
    #expect(throws: LedgerError.openedForReading(file: reader.file)) {
      try reader.beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
    }
    try reader.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder.state) == before)
    #expect(try Data(contentsOf: URL(fileURLWithPath: desk.ledger.file)) == bytes)
  }

  @Test("a ledger of a newer Sluice is refused, for writing and for reading")
  func newer() throws {
    let desk = try Desk()
    try desk.ledger.onWriter("INSERT INTO grdb_migrations VALUES ('v99')")
    try desk.ledger.close()
    let error = LedgerError.newer(file: desk.ledger.file, migrations: ["v99"])
    #expect(throws: error) { try SQLiteLedger(folder: desk.folder.state) }
    #expect(throws: error) { try SQLiteLedger.openIfPresent(folder: desk.folder.state) }
    #expect(
      error.description == """
        \(desk.ledger.file): error: the ledger was written by a newer Sluice (it has v99)
          hint: use that version of Sluice; nothing was changed
        """)
  }

  @Test("a file that is no ledger is refused", arguments: ["text", "other program", "unmarked"])
  func notALedger(kind: String) throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.path)
    if kind != "text" { try ledger.onWriter("PRAGMA application_id = \(kind == "unmarked" ? 0 : 42)") }
    try ledger.close()
    if kind == "text" {
      try Data(String(repeating: "name,company\n", count: 100).utf8).write(to: URL(fileURLWithPath: ledger.file))
    }
    #expect(throws: LedgerError.notALedger(file: ledger.file)) { try SQLiteLedger(folder: folder.path) }
    #expect(throws: LedgerError.notALedger(file: ledger.file)) {
      try SQLiteLedger.openIfPresent(folder: folder.path)
    }
  }

  @Test("a folder that cannot be made is told by its name")
  func badFolder() throws {
    let folder = try TemporaryFolder()
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/taken"))
    let state = folder.path + "/taken/state"
    #expect(throws: LedgerError.notWritable(file: state, detail: "the folder cannot be made")) {
      try SQLiteLedger(folder: state)
    }
  }

  @Test("a full disk fails the step, changes nothing, and the ledger works on when there is room")
  func fullDisk() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    let pages = try desk.ledger.onWriter("PRAGMA page_count")[0]
    try desk.ledger.onWriter("PRAGMA max_page_count = \(pages)")
    let large = (0..<2000).map { found("p\($0)", email: String(repeating: "x", count: 400)) }
    #expect(throws: LedgerError.full(file: desk.ledger.file)) {
      try desk.deliver(id, large, isComplete: true, spent: 1)
    }
    #expect(try desk.state(id)?.state == .accepted)
    #expect(try desk.ledger.rawResults(of: id).isEmpty)
    try desk.ledger.onWriter("PRAGMA max_page_count = 1073741823")
    try desk.deliver(id, large, isComplete: true, spent: 1)
    #expect(try desk.state(id)?.state == .completed)
  }

  @Test("nothing that the journal is told is a secret: no column is named like one")
  func noSecrets() throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state)
    let columns = try ledger.onWriter("SELECT c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c")
    #expect(columns.contains("enrichment_id"))
    for word in ["token", "secret", "authorization", "password", "header", "url"] {
      #expect(!columns.contains { $0.contains(word) })
    }
  }
}
