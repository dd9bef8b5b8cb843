internal import CCurl
internal import PipelineModel

/// One request under way: takes curl's callbacks, all on the one thread that performs it.
final class HTTPExchange {
  /// Whether the caller has lost interest.
  let isCancelled: () -> Bool
  private let beforeSending: (() throws -> Void)?
  private let responseLimit: Int
  private var starts = 0
  private var stop: Stop?
  private var headers: [HTTPRequest.Header] = []
  private var headIsWhole = false
  private var body: [UInt8] = []

  /// Why we stopped it ourselves.
  private enum Stop {
    case refusedBeforeSending(any Error), secondStart, cancelled, responseTooLarge
  }

  init(
    beforeSending: (() throws -> Void)?, responseLimit: Int, isCancelled: @escaping () -> Bool
  ) {
    self.beforeSending = beforeSending
    self.responseLimit = responseLimit
    self.isCancelled = isCancelled
  }

  /// The connection stands; false: nothing may leave.
  func mayStart() -> Bool {
    if starts == 0 && isCancelled() {
      stop = .cancelled
      return false
    }
    if beforeSending != nil && starts > 0 {
      stop = .secondStart
      return false
    }
    do {
      try beforeSending?()
    } catch {
      stop = .refusedBeforeSending(error)
      return false
    }
    starts += 1
    return true
  }

  /// Whether to stop in the middle.
  func shouldStop() -> Bool {
    if stop == nil && isCancelled() { stop = .cancelled }
    return stop != nil
  }

  /// A line of a response's head; the head of an interim response (1xx) is forgotten with the next one.
  func take(headerLine line: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      headers.removeAll()
      headIsWhole = false
      return
    }
    if line.allSatisfy({ $0 == 13 || $0 == 10 }) { headIsWhole = true }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
    headers.append(HTTPRequest.Header(trimmed(text[..<colon]), trimmed(text[text.utf8.index(after: colon)...])))
  }

  /// A piece of the body; false: it is more than is allowed.
  func take(body piece: UnsafeBufferPointer<UInt8>) -> Bool {
    guard piece.count <= responseLimit - body.count else {
      stop = .responseTooLarge
      return false
    }
    body.append(contentsOf: piece)
    return true
  }

  /// What came of it: a response where `problem` is nil, else curl's words for what went wrong.
  func finish(status: Int, problem: String?) -> Result<HTTPResponse, HTTPFailure> {
    // A connection that closes inside the head is a whole response to curl.
    let problem = problem ?? (headIsWhole ? nil : "the response ended inside its head")
    guard let problem else {
      return .success(HTTPResponse(status: status, headers: headers, body: body))
    }
    let message =
      switch stop {
      // The error is the caller's own, but may hold anything: its type says enough.
      case .refusedBeforeSending(let error): "refused before it was sent (\(type(of: error)))"
      case .secondStart: "the connection was lost and the request is not sent a second time"
      case .cancelled: "cancelled"
      case .responseTooLarge: "the response is larger than the limit of \(responseLimit) bytes"
      case nil: problem
      }
    return .failure(HTTPFailure(stage: starts == 0 ? .notSent : .maybeSent, message: message))
  }
}

private func trimmed(_ text: Substring) -> String {
  let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
  guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else {
    return ""
  }
  return String(text[first...last])
}

extension sluice_http_request {
  /// Sends curl's callbacks to an exchange, which must outlive the call that performs the request.
  mutating func connect(to exchange: HTTPExchange) {
    context = Unmanaged.passUnretained(exchange).toOpaque()
    before_sending = { exchangeBehind($0)?.mayStart() == true ? 0 : 1 }
    is_cancelled = { exchangeBehind($0)?.shouldStop() == false ? 0 : 1 }
    on_header = { exchangeBehind($0)?.take(headerLine: UnsafeBufferPointer(start: $1, count: $2)) }
    on_body = { exchangeBehind($0)?.take(body: UnsafeBufferPointer(start: $1, count: $2)) == true ? 0 : 1 }
  }
}

private func exchangeBehind(_ context: UnsafeMutableRawPointer?) -> HTTPExchange? {
  context.map { Unmanaged<HTTPExchange>.fromOpaque($0).takeUnretainedValue() }
}

extension sluice_http_result {
  /// What went wrong, in words; nil where a whole response came.
  var problem: String? {
    if code == 0 { return nil }
    let text = withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return system_error == 0 ? text : "\(text) (\(systemErrorText(Int32(truncatingIfNeeded: system_error))))"
  }
}
