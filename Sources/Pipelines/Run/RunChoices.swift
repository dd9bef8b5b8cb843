/// What whoever starts a run chooses beside the pipeline file.
package struct RunChoices: Sendable {
  /// Buy everybody again who can be submitted, also what is answered and fresh, and what was lost.
  package var force: Bool
  /// Rebuild the outputs from the ledger; nobody is asked for anything.
  package var publishOnly: Bool
  /// Buy no more than a plan says.
  package var plan: PurchaseOrder?

  package init(force: Bool = false, publishOnly: Bool = false, plan: PurchaseOrder? = nil) {
    self.force = force
    self.publishOnly = publishOnly
    self.plan = plan
  }
}
