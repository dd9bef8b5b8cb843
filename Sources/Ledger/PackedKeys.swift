internal import Foundation
internal import GRDB
internal import PipelineModel

/// Many keys in one blob, 16 bytes each, big-endian: one argument of a statement that works on all of them.
///
/// Binding keys one by one costs more than looking them up. Statements take them apart with `substr`.
struct PackedKeys {
  /// How many keys a statement is given at most: 64 kB of blob.
  static let chunk = 4096

  /// A common table expression `n(i)`: 0..<:count.
  static let indices = """
    WITH RECURSIVE n(i) AS (SELECT 0 WHERE :count > 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
    """

  private(set) var data = Data()

  /// How many it holds.
  var count: Int { data.count / 16 }

  init(_ keys: some Sequence<UInt128>) {
    for key in keys { append(key) }
  }

  mutating func append(_ key: UInt128) {
    // The pointer does not leave the closure.
    withUnsafeBytes(of: key.bigEndian) { data.append(contentsOf: $0) }
  }

  /// A key as a blob.
  static func blob(_ key: UInt128) -> Data { PackedKeys(CollectionOfOne(key)).data }

  /// The key that a blob holds; nil where it has another length.
  static func key(_ blob: Data) -> UInt128? {
    blob.count == 16 ? blob.reduce(0) { $0 << 8 | UInt128($1) } : nil
  }
}

/// Values as one JSON array: the other argument of such statements, taken apart with `json_each`.
func jsonArray<Value: Encodable>(_ values: [Value]) throws -> String {
  String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
}
