private import HTTPTypes
internal import Hummingbird
internal import NIOCore
private import NIOHTTPTypes

/// Answers requests: reads a delivery, has it kept, says so.
struct HookResponder: HTTPResponder {
  let path: SecretPath
  let limits: ReceiverLimits
  let deliveries: GroupCommit

  /// A request's connection.
  struct Context: InitializableFromSource {
    let channel: any Channel
    init(source: ApplicationRequestContextSource) { channel = source.channel }
  }

  func respond(to request: Request, context: Context) async throws -> Response {
    guard path.matches(request.head.path ?? "") else { return Self.goodbye(.notFound) }
    guard request.method == .post else {
      var response = Self.goodbye(.methodNotAllowed)
      response.headers[.allow] = "POST"
      return response
    }
    if let refusal = deliveries.enter() { return Self.refusal(.serviceUnavailable, refusal) }
    var held = 0
    defer { deliveries.leave(bytes: held) }

    if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limits.body {
      return Self.refusal(.contentTooLarge, .tooLarge)
    }
    if request.headers[.expect]?.lowercased() == "100-continue" {
      try await context.channel.writeAndFlush(HTTPResponsePart.head(.init(status: .continue)))
    }
    var body: [UInt8] = []
    for try await piece in request.body {
      guard piece.readableBytes <= limits.body - body.count else { return Self.refusal(.contentTooLarge, .tooLarge) }
      guard deliveries.hold(bytes: piece.readableBytes) else { return Self.refusal(.serviceUnavailable, .full) }
      held += piece.readableBytes
      body.append(contentsOf: piece.readableBytesView)
    }
    // A body that was cut off ends here too; it is no whole object then.
    guard JSONCheck.isObject(body) else { return Self.refusal(.badRequest, .notJSON) }
    guard await deliveries.keep(body) else { return Self.refusal(.serviceUnavailable, .notKept) }
    return Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: Self.done))
  }

  private static let done = ByteBuffer(string: "{}")

  /// An answer without a word that ends the connection, so that nothing more is read from it.
  private static func goodbye(_ status: HTTPResponse.Status) -> Response {
    Response(status: status, headers: [.connection: "close", .contentLength: "0"])
  }

  private static func refusal(_ status: HTTPResponse.Status, _ refusal: Refusal) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json", .connection: "close"],
      body: .init(byteBuffer: ByteBuffer(string: #"{"error":"\#(refusal.rawValue)"}"#)))
  }
}
