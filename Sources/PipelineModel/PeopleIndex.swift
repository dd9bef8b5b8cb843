/// People that earlier runs have seen.
package protocol PeopleIndex: Sendable {
  /// Whom these identity keys belong to.
  func people(forKeys keys: [UInt128]) throws -> [UInt128: String]
  /// Which of these person ids are taken.
  func taken(_ ids: [String]) throws -> Set<String>
  /// Keeps people with their keys, in one transaction; a key that is known keeps its person.
  func remember(_ people: [(id: String, keys: [UInt128])]) throws
  /// Under which submission keys these people were, or were to be, submitted at a destination, in ascending order; who
  /// never was is not in the answer.
  func submissionKeys(of people: [String], destination: String) throws -> [String: [UInt128]]
  /// Writes down under which key each person is about to be submitted, in one transaction.
  func remember(submissions: [(person: String, key: UInt128)], destination: String) throws
}
