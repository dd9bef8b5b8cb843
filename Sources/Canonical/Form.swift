/// What came of bringing a value into its canonical form.
package enum Form: Sendable, Equatable {
  /// It has none; nothing was appended.
  case none
  /// It stands in it already; nothing was appended.
  case same
  /// It has another one, which was appended.
  case changed
}
