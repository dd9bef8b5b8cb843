/// What a receiver takes before it refuses.
package struct ReceiverLimits: Sendable {
  /// The largest body, in bytes.
  package var body = 8 << 20
  /// Bytes of all bodies that are being read or wait to be kept; what comes on top is told to come again.
  package var heldBytes = 64 << 20
  /// Deliveries that are being read or wait to be kept.
  package var heldDeliveries = 4096
  /// Connections; more wait until one goes.
  package var connections = 512
  /// Bytes of a request's header fields, each and all together, and their number.
  package var headerBytes = 16 << 10
  package var headerCount = 100
  /// How long a client may take for a request's head (also: keep a connection idle), and then again for its body.
  package var readTimeout = Duration.seconds(10)
  /// How long, and for how many bytes, a client that was refused in the middle of its body is listened to, so that it
  /// can read why.
  package var lingerTimeout = Duration.seconds(2)
  package var lingerBytes = 8 << 20

  package init() {}
}
