internal import Hummingbird
private import NIOCore

/// The contract's routes.
func sandboxRouter(api: SandboxAPI, token: String) -> Router<BasicRequestContext> {
  let router = Router()
  router.post("v1/leads/enrich") { request, _ in
    try await answer(request, token: token) {
      // More than the largest request that keeps the contract's limits.
      guard let body = try? await request.body.collect(upTo: 32 << 20) else {
        return .error(413, "the body is too large")
      }
      return try api.enrich(Array(body.readableBytesView))
    }
  }
  router.get("v1/jobs/:id") { request, context in
    try await answer(request, token: token) { try api.job(context.parameters.get("id") ?? "") }
  }
  router.get("v1/credits") { request, _ in try await answer(request, token: token) { try api.credits() } }
  router.get("_sandbox/bill") { request, _ in try await answer(request, token: nil) { try api.bill() } }
  return router
}

/// Asks for the token, where there is one to ask for, before anything else.
private func answer(
  _ request: Request, token: String?, _ body: () async throws -> SandboxAPI.Reply
) async throws -> Response {
  var reply: SandboxAPI.Reply
  if let token, request.headers[.authorization] != "Bearer \(token)" {
    reply = .error(401, "the token is missing or wrong")
  } else {
    do {
      reply = try await body()
    } catch let error as SandboxError {
      reply = .error(500, error.message)
    }
  }
  return Response(
    status: .init(code: reply.status), headers: [.contentType: "application/json"],
    body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
}
