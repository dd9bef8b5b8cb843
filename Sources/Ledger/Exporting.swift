internal import Foundation
internal import GRDB

/// The ledger as JSON Lines: a header with the version, a line per row (columns that are null left out), and a last line
/// that counts the rows. The same ledger always gives the same bytes.
///
/// It holds people's data and the webhook's path: whoever reads it knows what the ledger knows.
enum LedgerExport {
  /// Rises with the tables.
  static let version = 2
  static let header = "{\"sluice_ledger\":\(version)}\n"
  static func footer(rows: Int) -> String { "{\"rows\":\(rows)}\n" }
}

extension SQLiteLedger {
  /// Hands out the whole ledger, in pieces that end with a line; nothing else writes in the meantime.
  package func export(_ write: ([UInt8]) throws -> Void) throws {
    try read { db in
      var lines = Array(LedgerExport.header.utf8)
      var rows = 0
      for table in TableShape.all {
        let cursor = try Row.fetchCursor(
          db, sql: "SELECT \(table.columnList) FROM \(table.name) ORDER BY \(table.order)")
        while let row = try cursor.next() {
          append(row, of: table, to: &lines)
          rows += 1
          if lines.count < 1 << 16 { continue }
          try CallersError.passing { try write(lines) }
          lines.removeAll(keepingCapacity: true)
        }
      }
      lines += LedgerExport.footer(rows: rows).utf8
      try CallersError.passing { try write(lines) }
    }
  }

  private func append(_ row: Row, of table: TableShape, to line: inout [UInt8]) {
    line += "{\"table\":\"\(table.name)\"".utf8
    for (place, column) in table.columns.enumerated() where !row.hasNull(atIndex: place) {
      line += ",\"\(column.name)\":".utf8
      switch column.kind {
      case .integer: line += String(row[place] as Int64).utf8
      case .text: appendString((row[place] as String).utf8, to: &line)
      case .key: appendHexadecimal(row[place], to: &line)
      case .bytes:
        let bytes: Data = row[place]
        if let text = String(validating: bytes, as: UTF8.self) {
          appendString(text.utf8, to: &line)
        } else {
          line += "{\"base64\":\"\(bytes.base64EncodedString())\"}".utf8
        }
      }
    }
    line += "}\n".utf8
  }

  private func appendHexadecimal(_ key: Data, to line: inout [UInt8]) {
    let digits = "0123456789abcdef".utf8.span
    line.append(UInt8(ascii: "\""))
    for byte in key {
      line.append(digits[Int(byte >> 4)])
      line.append(digits[Int(byte & 15)])
    }
    line.append(UInt8(ascii: "\""))
  }

  private func appendString(_ text: some Sequence<UInt8>, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        line.append(UInt8(ascii: "\\"))
        line.append(byte)
      case ..<0x20: line += String(format: "\\u%04x", byte).utf8
      default: line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\""))
  }
}
