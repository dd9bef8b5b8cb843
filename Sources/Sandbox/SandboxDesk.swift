internal import Foundation
internal import Hummingbird
private import NIOCore

/// Where requests come in and answers go out: the one place where faults are carried out.
struct SandboxDesk: Sendable {
  let token: String
  let seed: UInt64
  let latency: Duration
  let plan: Faultiness
  let api: SandboxAPI
  let counter: RequestCounter
  let courier: Courier
  let sleep: Courier.Sleep

  private var faults: FaultPlan { plan.current }

  /// More than the largest request that keeps the contract's limits.
  private static let bodyLimit = 32 << 20

  /// Answers a request, or does not, as its fault has it. A fault comes before the token is looked at.
  func answer(
    _ endpoint: Endpoint, _ request: Request, _ context: SandboxContext,
    act: ([UInt8], Fault?) async throws -> SandboxReply
  ) async throws -> Response {
    do {
      let isReused = faults.asksForReuse ? try await context.isReuse() : false
      let number = try counter.next(endpoint.kind)
      let fault = faults.fault(at: endpoint, number: number, isReused: isReused, seed: seed)
      if let close = fault?.close, close != .afterBody { return await hangUp(context, close) }
      var body: [UInt8] = []
      if endpoint == .submit {
        guard let read = try? await request.body.collect(upTo: Self.bodyLimit) else {
          return response(.error(413, "the body is too large"))
        }
        body = Array(read.readableBytesView)
        _ = try counter.next(.submitRead)
      }
      if let close = fault?.close { return await hangUp(context, close) }
      let reply = try await reply(to: request, body, fault, act)
      if let delay = fault?.delay { try await sleep(delay) }
      return try await response(reply.changed(by: fault?.answer), as: fault?.answer, context)
    } catch let error as SandboxError {
      // Nothing was accepted, and the answer must say so: another one would leave its sender in doubt.
      var reply = SandboxReply.error(503, error.message)
      reply.retryAfter = .seconds(5)
      return response(reply)
    }
  }

  /// Asks for the token before anything else; acts unless a fault's status says otherwise.
  private func reply(
    to request: Request, _ body: [UInt8], _ fault: Fault?, _ act: ([UInt8], Fault?) async throws -> SandboxReply
  ) async throws -> SandboxReply {
    if request.headers[.authorization] != "Bearer \(token)" {
      return .error(401, "the token is missing or wrong")
    }
    if let status = fault?.status, !status.isSuccess, !status.isBilled {
      return SandboxReply.error(status.code, "").changed(by: status)
    }
    return try await act(body, fault).changed(by: fault?.status)
  }

  /// `POST /v1/leads/enrich`, with what it promises to its webhook.
  func submit(_ body: [UInt8], _ fault: Fault?) async throws -> SandboxReply {
    let submitted = try api.enrich(body, fault: fault)
    guard let accepted = submitted.accepted, var parcel = Parcel(accepted, latency: latency),
      !parcel.deliveries.isEmpty
    else { return submitted.reply }
    let first = try counter.next(.webhook, count: parcel.deliveries.count)
    for index in parcel.deliveries.indices {
      parcel.deliveries[index].fault = faults.fault(at: .webhook, number: first + index, seed: seed)
    }
    await courier.deliverNow(parcel.takeEarly(), to: parcel.url)
    courier.post(parcel)
    return submitted.reply
  }

  /// `GET /_sandbox/requests`.
  func requests() throws(SandboxError) -> SandboxReply {
    let fields = try counter.counts().map { #""\#($0.kind.name)":\#($0.count)"# }
    return SandboxReply(status: 200, body: Array("{\(fields.joined(separator: ","))}".utf8))
  }

  /// An answer without token and without faults.
  func plainAnswer(_ body: () throws(SandboxError) -> SandboxReply) throws -> Response {
    do { return response(try body()) } catch { return response(.error(500, error.message)) }
  }

  /// The fault of a new connection.
  func faultOfConnection() -> Fault? {
    // Where it cannot be counted, the requests on it will tell.
    guard let number = try? counter.next(.connection) else { return nil }
    return faults.fault(at: .connection, number: number, seed: seed)
  }

  private func response(
    _ reply: SandboxReply, as answer: Fault.Answer?, _ context: SandboxContext
  ) async throws -> Response {
    var response = response(reply)
    let bytes = ByteBuffer(bytes: reply.body)
    switch answer?.kind {
    case .some(.none): return await hangUp(context, .orderly)
    case .truncated:
      response.body = ResponseBody(contentLength: bytes.readableBytes) { writer in
        if let half = bytes.getSlice(at: 0, length: bytes.readableBytes / 2) { try await writer.write(half) }
        await context.close(.orderly)
      }
    case .drip:
      response.body = ResponseBody(contentLength: bytes.readableBytes) { [sleep] writer in
        var rest = bytes
        while let piece = rest.readSlice(length: min(answer?.piece ?? 1, rest.readableBytes)), piece.readableBytes > 0 {
          try await sleep(answer?.pause ?? .zero)
          try await writer.write(piece)
        }
        try await writer.finish(nil)
      }
    case .garbage, .withoutID, nil: break
    }
    return response
  }

  private func response(_ reply: SandboxReply) -> Response {
    var headers: HTTPFields = [.contentType: "application/json"]
    switch reply.retryAfter {
    case .seconds(let seconds): headers[.retryAfter] = String(seconds)
    case .date(let seconds): headers[.retryAfter] = httpDate(api.time + Int64(seconds) * 1000)
    case nil: break
    }
    return Response(
      status: .init(code: reply.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
  }

  /// Ends the connection; the response that is returned goes nowhere.
  private func hangUp(_ context: SandboxContext, _ manner: Fault.Close) async -> Response {
    await context.close(manner)
    return Response(status: .serviceUnavailable)
  }
}

extension Endpoint {
  fileprivate var kind: RequestCounter.Kind {
    switch self {
    case .connection: .connection
    case .submit: .submit
    case .job: .job
    case .credits: .credits
    case .webhook: .webhook
    }
  }
}

/// A time in milliseconds since 1970 as HTTP writes it (RFC 9110, 5.6.7).
private func httpDate(_ milliseconds: Int64) -> String {
  // A second that has begun counts whole: nobody is asked to come too early.
  let seconds = (milliseconds + 999) / 1000
  let formatter = DateFormatter()
  formatter.locale = Locale(identifier: "en_US_POSIX")
  formatter.timeZone = TimeZone(secondsFromGMT: 0)
  formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
  return formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
}
