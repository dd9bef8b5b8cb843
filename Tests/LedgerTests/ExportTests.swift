import Foundation
@testable import Ledger
import PipelineModel
import Testing

@Suite("export and import")
struct ExportTests {
  /// A ledger with something in every table and every column.
  private func full() throws -> Desk {
    let desk = try Desk()
    let freshness = Freshness(found: [.email: .max, .phone: .max], notFound: .max)
    for state in SubmissionState.allCases {
      _ = try desk.submission(["\(state) Zoë|O'Brien|\"Ω\" \\ \n\u{1}", "\(state) 2"], batch: "\(state)", in: state)
    }
    let id = try desk.submission(["a", "b"], batch: "more", in: .accepted)
    let odd = DeliveredResult(key: nil, found: [:], error: "odd", raw: [0xff, 0x00, 0x22, 0x0a])
    try desk.deliver(id, [found("a", email: "a@example.com"), odd], isComplete: true, spent: 4)
    _ = try desk.submission(["a"], batch: "again", freshness: freshness, in: .sent)
    try desk.ledger.remember([(id: "p1", keys: [0, .max]), (id: "p2", keys: [7])])
    try desk.ledger.remember(aliases: [(5, .max)], destination: "sandbox")
    try desk.ledger.remember(submissions: [("p2", 9), ("p1", .max), ("p3", 0)], destination: "sandbox")
    let deliveries = try desk.ledger.receive([[0xfe], Array("{}".utf8), []], destination: "sandbox", at: 9)
    try desk.ledger.markApplied(deliveries[1], to: id)
    try desk.ledger.noteBalance(-5, destination: "https://api.example#main", at: 9)
    _ = try desk.ledger.hookSecret(destination: "sandbox")
    try desk.ledger.endRun(desk.run, exitCode: 4, at: "2026-01-02T03:05:00Z", report: "{\"read\":9}")
    try desk.ledger.markPublished(pipeline: "leads", sequence: 1)
    return desk
  }

  private func export(_ ledger: SQLiteLedger) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try ledger.export {
      #expect($0.last == UInt8(ascii: "\n"))
      bytes += $0
    }
    return bytes
  }

  /// Imports in pieces of this many bytes.
  private func take(_ bytes: [UInt8], into ledger: SQLiteLedger, pieces: Int = 1 << 16) throws -> ImportCount {
    var rest = bytes[...]
    return try ledger.importing {
      if rest.isEmpty { return nil }
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    }
  }

  private func empty() throws -> (folder: TemporaryFolder, ledger: SQLiteLedger) {
    let folder = try TemporaryFolder()
    return (folder, try SQLiteLedger(folder: folder.state))
  }

  @Test("a ledger that was exported and imported is the same, to the byte", arguments: [1, 7, 4_096, 1 << 20])
  func roundTrip(pieces: Int) throws {
    let desk = try full()
    let bytes = try export(desk.ledger)
    #expect(try export(desk.ledger) == bytes)
    let (folder, copy) = try empty()
    _ = folder
    let count = try take(bytes, into: copy, pieces: pieces)
    // All but the header, the footer and the counter, which every ledger has.
    #expect(count.added + count.known == bytes.count { $0 == UInt8(ascii: "\n") } - 2)
    #expect(try export(copy) == bytes)
    #expect(try copy.verify() == [])
    let names = SubmissionState.allCases.map { SubmissionKey(text: "\($0) 2").id }
    #expect(
      try copy.standing(of: names, destination: "sandbox")
        == desk.ledger.standing(of: names, destination: "sandbox"))
    #expect(try copy.hookSecret(destination: "sandbox") == desk.ledger.hookSecret(destination: "sandbox"))
    // It goes on where the other one stood.
    let next = try copy.beginRun(pipeline: "leads", at: "2026-02-01T00:00:00Z")
    #expect(try desk.ledger.beginRun(pipeline: "leads", at: "2026-02-01T00:00:00Z") == next)
  }

  @Test("every table is in it, with every column")
  func complete() throws {
    let desk = try full()
    let exported = Set(TableShape.all.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } })
    let columns = try desk.ledger.onWriter(
      """
      SELECT t.name || '.' || c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
      WHERE t.type = 'table' AND t.name NOT IN ('grdb_migrations', 'sqlite_sequence')
      """)
    #expect(exported == Set(columns))
    for table in TableShape.all {
      #expect(try desk.ledger.onWriter("SELECT 1 FROM \(table.name) LIMIT 1") == ["1"], "\(table.name) is empty")
    }
  }

  @Test("imported again, nothing changes; into the ledger it came from as well")
  func again() throws {
    let desk = try full()
    let bytes = try export(desk.ledger)
    let rows = bytes.count { $0 == UInt8(ascii: "\n") } - 2
    #expect(try take(bytes, into: desk.ledger) == ImportCount(added: 0, known: rows))
    #expect(try export(desk.ledger) == bytes)
  }

  @Test("into a ledger that has gone another way nothing is imported, and it says which rows differ")
  func conflicts() throws {
    let desk = try full()
    let bytes = try export(desk.ledger)
    let (folder, other) = try empty()
    _ = folder
    _ = try other.beginRun(pipeline: "other", at: "2026-01-02T03:04:05Z")
    let before = try export(other)
    let error = #expect(throws: LedgerError.self) { try take(bytes, into: other) }
    #expect(error?.code == "export_conflicts")
    #expect(
      error?.description == """
        error: 1 rows of the ledger say something else than the export: run in line 4
          hint: nothing was imported; an export goes into an empty state folder, or into the ledger it came from
        """)
    #expect(try export(other) == before)
  }

  @Test("an export of a ledger that moved on since is told as well")
  func older() throws {
    let desk = try full()
    let bytes = try export(desk.ledger)
    let id = try #require(try desk.ledger.submission(batchKey: "sent", destination: "sandbox")).id
    try desk.ledger.markUnknown(id, why: "the connection broke")
    #expect(throws: LedgerError.self) { try take(bytes, into: desk.ledger) }
    #expect(try desk.state(id)?.state == .unknown)
  }

  @Test("what is cut short, changed or no export is refused at the line, and nothing is imported")
  func refused() throws {
    let desk = try full()
    let text = String(decoding: try export(desk.ledger), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let (folder, ledger) = try empty()
    _ = folder
    let before = try export(ledger)
    func code(_ lines: [String]) -> String {
      do {
        _ = try take(Array(lines.joined(separator: "\n").utf8), into: ledger)
        return "taken"
      } catch {
        return "\((error as? LedgerError)?.diagnostic.message ?? "\(error)")"
      }
    }
    #expect(code([]) == "the export ends after 0 lines without its last one")
    #expect(code(lines.dropLast()) == "the export ends after \(lines.count - 1) lines without its last one")
    #expect(code(lines.filter { !$0.contains("balance") }).hasPrefix("line \(lines.count - 1) of the export: counts "))
    #expect(code(lines.dropFirst() + []) == "line 1 of the export: is not the header of an export")
    #expect(code(["name,company", "x,y"]) == "line 1 of the export: is not a JSON object")
    #expect(code(["{\"sluice_ledger\":3}"]) == "the export was written by a newer Sluice (version 3)")
    #expect(code(lines + ["{}"]) == "line \(lines.count + 1) of the export: comes after the last one")
    #expect(code([lines[0], "{\"table\":\"x\"}"]) == "line 2 of the export: names no table")
    #expect(
      code([lines[0], "{\"table\":\"person\",\"id\":1}"]) == "line 2 of the export: id has the wrong kind of value")
    #expect(code([lines[0], "{\"table\":\"person\"}"]).hasPrefix("line 2 of the export: does not fit"))
    // A claim that nobody will ever settle, and one of a submission that is not there.
    let lost = try #require(lines.firstIndex { $0.contains("\"standing\":\"lost\"") })
    var changed = lines
    changed[lost].replace("\"lost\"", with: "\"open\"")
    #expect(code(changed).hasPrefix("with the export the ledger would contradict itself: claim "))
    changed[lost] = lines[lost].replacing(/"submission":\d+/, with: "\"submission\":99")
    #expect(code(changed) == "line \(lost + 1) of the export: does not fit: FOREIGN KEY constraint failed")
    #expect(try export(ledger) == before)
    #expect(code(lines) == "taken")
  }

  @Test("a ledger that is open for reading can be exported and not imported into")
  func reading() throws {
    let desk = try full()
    let bytes = try export(desk.ledger)
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: desk.folder.state))
    #expect(try export(reader) == bytes)
    #expect(throws: LedgerError.openedForReading(file: reader.file)) { try take(bytes, into: reader) }
  }

  @Test("an error of whoever takes the bytes comes through as it is, and the ledger works on")
  func broken() throws {
    let desk = try full()
    #expect(throws: Missing.self) { try desk.ledger.export { _ in throw Missing() } }
    #expect(throws: Missing.self) { try desk.ledger.importing { throw Missing() } }
    #expect(try desk.ledger.verify() == [])
  }
}
