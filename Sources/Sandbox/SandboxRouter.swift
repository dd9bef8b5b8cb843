internal import Hummingbird

/// The contract's routes, and what the sandbox tells about itself.
func sandboxRouter(_ desk: SandboxDesk, api: SandboxAPI) -> Router<SandboxContext> {
  let router = Router(context: SandboxContext.self)
  router.post("v1/leads/enrich") { request, context in
    try await desk.answer(.submit, request, context) { body, fault in try await desk.submit(body, fault) }
  }
  router.get("v1/jobs/:id") { request, context in
    try await desk.answer(.job, request, context) { _, _ in try api.job(context.parameters.get("id") ?? "") }
  }
  router.get("v1/credits") { request, context in
    try await desk.answer(.credits, request, context) { _, _ in try api.credits() }
  }
  router.get("_sandbox/bill") { _, _ in try desk.plainAnswer(api.bill) }
  router.get("_sandbox/requests") { _, _ in try desk.plainAnswer(desk.requests) }
  return router
}
