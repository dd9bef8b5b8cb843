internal import Foundation
internal import GRDB
internal import PipelineModel

/// What came of an import.
package struct ImportCount: Sendable, Equatable {
  /// Rows that the ledger did not have.
  package var added = 0
  /// Rows that it had already.
  package var known = 0
}

extension SQLiteLedger {
  /// Takes in an export, in one transaction, into an empty ledger or one that shares rows with it. `read` hands out the
  /// next bytes, however many, and nil at the end.
  ///
  /// A row that stands in the ledger already changes nothing; where one says something else, or the ledger would
  /// contradict itself afterwards, nothing is imported and the error tells why.
  package func importing(_ read: () throws -> [UInt8]?) throws -> ImportCount {
    try write { db in
      var taking = ExportReading(db)
      var rest: [UInt8] = []
      while let bytes = try CallersError.passing(read) {
        rest += bytes
        var start = 0
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
          try taking.take(Data(rest[start..<end]))
          start = end + 1
        }
        rest.removeSubrange(..<start)
      }
      if !rest.isEmpty { try taking.take(Data(rest)) }
      let count = try taking.finish()
      // What came in may have been made by other rules.
      if count.added > 0 { try db.execute(sql: "PRAGMA user_version = 0") }
      let contradictions = try self.contradictions(db)
      if !contradictions.isEmpty { throw LedgerError.exportContradicts(contradictions) }
      return count
    }
  }
}

/// Reads an export line by line into the tables.
private struct ExportReading {
  private let db: Database
  private let decoder = JSONDecoder()
  private let tables = Dictionary(uniqueKeysWithValues: TableShape.all.map { ($0.name, $0) })
  private var line = 0
  private var rows = 0
  private var isFinished = false
  private var count = ImportCount()
  private var conflicts = 0
  private var firstConflicts: [String] = []

  init(_ db: Database) { self.db = db }

  mutating func take(_ bytes: Data) throws {
    line += 1
    let cells: [String: Cell]
    do { cells = try decoder.decode([String: Cell].self, from: bytes) } catch { throw bad("is not a JSON object") }
    if line == 1 {
      guard case .integer(let version)? = cells["sluice_ledger"] else { throw bad("is not the header of an export") }
      if version > LedgerExport.version { throw LedgerError.newerExport(version: Int(version)) }
      if version != LedgerExport.version { throw bad("has a version that no Sluice wrote") }
      return
    }
    if isFinished { throw bad("comes after the last one") }
    if case .integer(let told)? = cells["rows"] {
      if told != rows { throw bad("counts \(told) rows where \(rows) came") }
      isFinished = true
      return
    }
    guard case .text(let name)? = cells["table"], let table = tables[name] else { throw bad("names no table") }
    rows += 1
    do { try insert(cells, into: table) } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT
    {
      throw bad("does not fit: \(error.message ?? "a constraint fails")")
    }
  }

  func finish() throws -> ImportCount {
    if !isFinished { throw LedgerError.exportCutShort(lines: line) }
    if conflicts > 0 { throw LedgerError.exportConflicts(conflicts, first: firstConflicts) }
    return count
  }

  private mutating func insert(_ cells: [String: Cell], into table: TableShape) throws {
    let values = try table.columns.map { column in try value(cells[column.name], column.kind, column.name) }
    if table.name == "counter" { return try raise(values) }
    let places = values.map { _ in "?" }.joined(separator: ", ")
    try db.cachedStatement(
      sql: "INSERT INTO \(table.name)(\(table.columnList)) VALUES (\(places)) ON CONFLICT DO NOTHING"
    ).execute(arguments: StatementArguments(values))
    if db.changesCount > 0 {
      count.added += 1
      return
    }
    let same = table.columns.map { "\($0.name) IS ?" }.joined(separator: " AND ")
    let isKnown = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE \(same))"),
      arguments: StatementArguments(values))
    if isKnown == true {
      count.known += 1
    } else {
      conflicts += 1
      if firstConflicts.count < 5 { firstConflicts.append("\(table.name) in line \(line)") }
    }
  }

  /// Counters never go back.
  private mutating func raise(_ values: [DatabaseValue]) throws {
    try db.execute(
      sql: "UPDATE counter SET value = max(value, :value) WHERE name = :name AND value < :value",
      arguments: ["name": values[0], "value": values[1]])
    if db.changesCount > 0 { count.added += 1 } else { count.known += 1 }
  }

  private func value(_ cell: Cell?, _ kind: TableShape.Kind, _ column: String) throws -> DatabaseValue {
    switch (kind, cell) {
    case (_, nil): return .null
    case (.integer, .integer(let number)): return number.databaseValue
    case (.text, .text(let text)): return text.databaseValue
    case (.key, .text(let text)):
      guard text.utf8.count == 32, let key = UInt128(text, radix: 16) else { throw bad("\(column) is not a key") }
      return PackedKeys.blob(key).databaseValue
    case (.bytes, .text(let text)): return Data(text.utf8).databaseValue
    case (.bytes, .base64(let bytes)): return bytes.databaseValue
    default: throw bad("\(column) has the wrong kind of value")
    }
  }

  private func bad(_ detail: String) -> LedgerError { .badExport(line: line, detail: detail) }
}

/// One value of an exported row.
private enum Cell: Decodable {
  case integer(Int64)
  case text(String)
  case base64(Data)

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
    } else if let number = try? decoder.singleValueContainer().decode(Int64.self) {
      self = .integer(number)
    } else {
      self = .base64(try decoder.container(keyedBy: Base64Key.self).decode(Data.self, forKey: .base64))
    }
  }

  private enum Base64Key: CodingKey { case base64 }
}
