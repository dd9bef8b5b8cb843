/// A path that only those know who were told.
struct SecretPath: Sendable {
  private let expected: [UInt8]

  init(_ path: String) { expected = Array((path.hasPrefix("/") ? path : "/" + path).utf8) }

  /// Whether a request's target is this path, whatever query follows it. How long it takes depends on the length of
  /// what was sent and on nothing else.
  func matches(_ target: String) -> Bool {
    let given = Array(target.utf8.prefix { $0 != UInt8(ascii: "?") })
    var difference = given.count ^ expected.count
    for index in given.indices { difference |= Int(given[index] ^ expected[index % expected.count]) }
    return difference == 0
  }
}
