internal import Foundation
internal import GRDB

/// A table as an export shows it: its columns, and how each is written.
struct TableShape {
  enum Kind {
    case integer, text
    /// 16 bytes, in hexadecimal digits.
    case key
    /// As text where it is UTF-8, else `{"base64": …}`.
    case bytes
  }

  var name: String
  /// Its rows come in this order.
  var order: String
  var columns: [(name: String, kind: Kind)]

  private init(_ name: String, order: String, _ columns: [(String, Kind)]) {
    self.name = name
    self.order = order
    self.columns = columns.map { (name: $0.0, kind: $0.1) }
  }

  /// Every table; each after those that it refers to.
  static let all = [
    TableShape("destination", order: "id", [("id", .integer), ("name", .text)]),
    TableShape(
      "run", order: "number",
      [
        ("number", .integer), ("id", .text), ("pipeline", .text), ("started_at", .text), ("ended_at", .text),
        ("exit_code", .integer), ("report", .text),
      ]),
    TableShape("publication", order: "pipeline", [("pipeline", .text), ("sequence", .integer)]),
    TableShape("person", order: "id", [("id", .text)]),
    TableShape("person_key", order: "key", [("key", .key), ("person", .text)]),
    TableShape(
      "person_submission", order: "destination, person, key",
      [("destination", .integer), ("person", .text), ("key", .key)]),
    TableShape(
      "key_alias", order: "destination, key, other",
      [("destination", .integer), ("key", .key), ("other", .key)]),
    TableShape(
      "submission", order: "id",
      [
        ("id", .integer), ("batch_key", .text), ("destination", .integer), ("run", .text), ("state", .text),
        ("translate", .integer), ("asked", .integer), ("people", .integer), ("taken", .integer), ("reopened", .integer),
        ("balance_mark", .integer),
        ("prices_as_of", .text), ("base", .integer), ("email", .integer), ("phone", .integer),
        ("reserved", .integer),
        ("spent", .integer), ("enrichment_id", .text), ("why", .text), ("response", .bytes),
        ("intended_at", .integer), ("changed_at", .integer),
      ]),
    TableShape(
      "claimed_person", order: "submission, key",
      [
        ("submission", .integer), ("key", .key), ("position", .integer), ("text", .text), ("fields", .integer),
        ("freed", .integer), ("found", .integer),
      ]),
    TableShape(
      "claim", order: "id",
      [
        ("id", .integer), ("destination", .integer), ("key", .key), ("field", .integer), ("submission", .integer),
        ("standing", .text), ("value", .text), ("sequence", .integer), ("renewed", .integer), ("answered_at", .integer),
        ("answered_by", .integer), ("prior_submission", .integer), ("prior_standing", .text),
      ]),
    TableShape(
      "result", order: "id",
      [
        ("id", .integer), ("submission", .integer), ("hash", .key), ("key", .key), ("error", .text), ("raw", .bytes),
      ]),
    TableShape(
      "delivery", order: "id",
      [
        ("id", .integer), ("destination", .integer), ("hash", .key), ("body", .bytes), ("received_at", .integer),
        ("submission", .integer),
      ]),
    TableShape(
      "balance", order: "id",
      [("id", .integer), ("destination", .integer), ("credits", .integer), ("at", .integer)]),
    TableShape("hook", order: "destination", [("destination", .integer), ("path", .text)]),
    TableShape("counter", order: "name", [("name", .text), ("value", .integer)]),
  ]

  var columnList: String { columns.map(\.name).joined(separator: ", ") }
}
