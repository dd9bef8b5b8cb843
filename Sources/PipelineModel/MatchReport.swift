/// What probabilistic matching did in a run.
package struct MatchReport: Sendable, Equatable {
  /// Rows that differ in what is compared.
  package var records = 0
  /// Pairs that blocks brought together.
  package var candidatePairs = 0
  /// Blocks that were too large, and were cut by another key.
  package var oversizedBlocks = 0
  /// Rows in blocks that nothing could cut: they are compared with some of the others.
  package var uncutRows = 0
  /// People that were joined to others.
  package var merged = 0
  /// Links that the rest of the evidence stood against.
  package var refusedLinks = 0
  /// Pairs that are neither likely enough nor unlikely enough.
  package var reviewPairs = 0

  package init() {}
}
