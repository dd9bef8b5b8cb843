/// People that earlier runs have seen.
package protocol PeopleIndex: Sendable {
  /// Whom these identity keys belong to.
  func people(forKeys keys: [UInt128]) throws -> [UInt128: String]
  /// Goes over all identity keys with whom they belong to, in ascending order, where that is cheaper than asking for
  /// `count` of them; else does nothing and returns false. The id's bytes are there for the call only.
  func forEachKey(
    insteadOf count: Int, _ body: (_ key: UInt128, _ person: UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool
  /// Keeps people with their keys, in one transaction. A key that is known keeps its person: whom such keys belong to is
  /// returned by the place of who was to have them.
  @discardableResult
  func remember(_ people: [(id: String, keys: [UInt128])]) throws -> [Int: Set<String>]
  /// Under which submission keys these people were, or were to be, submitted at a destination, in ascending order; who
  /// never was is not in the answer.
  func submissionKeys(of people: [String], destination: String) throws -> [String: [UInt128]]
  /// Writes down under which key each person is about to be submitted, in one transaction.
  func remember(submissions: [(person: String, key: UInt128)], destination: String) throws
}
