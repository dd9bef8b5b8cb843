/// People that earlier runs have seen.
package protocol PeopleIndex: Sendable {
  /// Whom these identity keys belong to.
  func people(forKeys keys: [UInt128]) throws -> [UInt128: String]
  /// Which of these person ids are taken.
  func taken(_ ids: [String]) throws -> Set<String>
  /// Keeps people with their keys, in one transaction; a key that is known keeps its person.
  func remember(_ people: [(id: String, keys: [UInt128])]) throws
}
