/// Results as they came, raw: through the webhook, or in answer to a question.
package struct RawDelivery: Sendable, Equatable {
  /// Its number in the inbox.
  package var id: Int64
  package var body: [UInt8]
  /// Seconds since 1970.
  package var receivedAt: Int64

  package init(id: Int64, body: [UInt8], receivedAt: Int64) {
    self.id = id
    self.body = body
    self.receivedAt = receivedAt
  }
}

/// Where results arrive, whichever way they come: kept first, durably and whole, and applied after.
///
/// Errors are the store's own; after one nothing was kept.
package protocol Inbox: Sendable {
  /// The unguessable last part of the webhook's path for a destination: 32 hexadecimal digits or more, made once from
  /// the system's random numbers and the same ever after.
  func hookSecret(destination: String) throws -> String

  /// Keeps bodies in one durable transaction and returns their numbers. A body that stands in the inbox already is kept
  /// once: its number comes back again, and whether it was applied stays.
  func receive(_ bodies: [[UInt8]], destination: String, at time: Int64) throws -> [Int64]

  /// Deliveries of a destination that are not applied yet and come after `number`, oldest first.
  func pending(destination: String, after number: Int64, limit: Int) throws -> [RawDelivery]

  /// Writes down that a delivery was applied to a submission. Its items stand in the ledger by then; the body may go.
  func markApplied(_ delivery: Int64, to submission: Int64) throws
}
