/// An answer before it is put into HTTP.
struct SandboxReply: Sendable {
  var status: Int
  var body: [UInt8]
  var retryAfter: Fault.RetryAfter?

  init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  var isSuccess: Bool { (200..<300).contains(status) }

  /// `{"error": …}`.
  static func error(_ status: Int, _ message: String) -> SandboxReply {
    var out = Array(#"{"error":"#.utf8)
    appendJSON(message, to: &out)
    out.append(UInt8(ascii: "}"))
    return SandboxReply(status: status, body: out)
  }

  /// With the status that a fault gives it.
  func changed(by status: Fault.Status?) -> SandboxReply {
    guard let status else { return self }
    var reply = self
    if !status.isSuccess {
      reply = .error(status.code, "a fault of the faults file: status \(status.code)")
    } else if isSuccess {
      reply.status = status.code
    }
    reply.retryAfter = status.retryAfter
    return reply
  }

  /// With the body that a fault gives it.
  func changed(by answer: Fault.Answer?) -> SandboxReply {
    var reply = self
    switch answer?.kind {
    case .garbage: reply.body = Array("<html><body>a fault of the faults file</body></html>".utf8)
    case .withoutID where isSuccess: reply.body = Array(#"{"message":"enrichment started"}"#.utf8)
    default: break
    }
    return reply
  }
}
