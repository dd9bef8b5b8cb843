extension Transform {
  /// The lead fields a batch has after the transform, given those it had before: known before the first row, so that a
  /// header can be written. A transform that makes no fields keeps them as they are.
  package func fields(from mapped: Set<LeadField>) -> Set<LeadField> { mapped }
}
