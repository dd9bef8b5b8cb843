/// What the levels of agreement are worth in one data set: a Fellegi–Sunter model (1969) of three kinds of pairs: one
/// person; two who have something to do with each other (a household, colleagues), who share a surname, an address or an
/// employer and nothing personal; and two strangers.
package struct MatchModel: Sendable, Equatable {
  /// By comparison and level, its share among pairs of one person.
  var one: [[Double]]
  /// The same among related people.
  var related: [[Double]]
  /// The same among strangers.
  var strangers: [[Double]]
  /// How much oftener first and last name agree together among strangers than each by itself would have it: names go
  /// together by language.
  var nameTie: Double
  /// The shares of the first two kinds among all pairs of records.
  var shareOne: Double
  var shareRelated: Double
}
