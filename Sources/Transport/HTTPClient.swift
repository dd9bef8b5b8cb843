private import CCurl
private import Dispatch
package import PipelineModel
private import Synchronization

/// Carries out HTTP requests so that a failure always tells whether the service may have acted on the request.
///
/// A request that buys something is given `beforeSending`: it gets a connection of its own (HTTP/1.1), and the closure
/// runs once, when the connection stands and before the first byte of the request leaves. Other requests reuse
/// connections. Redirects are never followed.
///
/// A request crosses a proxy in a tunnel (CONNECT), whether it is encrypted or not, unless it follows redirects: a proxy
/// that reads a request may send it twice, and its own errors pass for the service's. Until the tunnel stands nothing is
/// sent, so a proxy that refuses or fails leaves a request `.notSent`. Its password is never part of a message.
package final class HTTPClient: Sendable {
  // An opaque pointer is not Sendable by itself; the pool behind it locks for itself and lives as long as the client.
  private nonisolated(unsafe) let pool: OpaquePointer?
  private let caFile: String?
  private let proxy: String?
  private let responseLimit: Int

  /// A client that trusts the system's authorities, or only those of `caFile` (PEM); a response body of more than
  /// `responseLimit` bytes is refused.
  ///
  /// `proxy` is a URL (`http://user:password@host:port`; also `https://`, `socks5h://`) and holds for every request; ""
  /// is no proxy whatever the environment says. Without it the environment decides (`https_proxy`, `http_proxy`,
  /// `no_proxy`, …), save that no proxy is used to this machine itself.
  package init(caFile: String? = nil, proxy: String? = nil, responseLimit: Int = 64 << 20) {
    self.pool = sluice_http_pool_create()
    self.caFile = caFile
    self.proxy = proxy
    self.responseLimit = responseLimit
  }

  deinit { sluice_http_pool_destroy(pool) }

  /// Sends a request and returns the whole response, whatever its status.
  ///
  /// Where `beforeSending` throws, nothing is sent. Cancelling the task stops the request within a second or so.
  /// A failure is `.notSent` only if no byte of the request can have left.
  package func send(
    _ request: HTTPRequest, beforeSending: (@Sendable () throws -> Void)? = nil
  ) async throws(HTTPFailure) -> HTTPResponse {
    if let problem = request.problem { throw HTTPFailure(stage: .notSent, message: problem) }
    let cancellation = Cancellation()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Performing blocks. A serial queue of its own has a thread of its own; a concurrent queue would take one from
        // the default pool, which on Linux is also the one that Swift's tasks run on.
        DispatchQueue(label: "sluice.http").async { [self] in
          let exchange = HTTPExchange(
            beforeSending: beforeSending, responseLimit: responseLimit, isCancelled: { cancellation.isCancelled })
          continuation.resume(returning: perform(request, isSingle: beforeSending != nil, exchange))
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }

  private func perform(
    _ request: HTTPRequest, isSingle: Bool, _ exchange: HTTPExchange
  ) -> Result<HTTPResponse, HTTPFailure> {
    guard let pool else { return .failure(HTTPFailure(stage: .notSent, message: "out of memory")) }
    if exchange.isCancelled() { return .failure(HTTPFailure(stage: .notSent, message: "cancelled")) }
    let lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    let result = withCStrings(lines) { lines in
      request.method.withCString { method in
        request.url.withCString { url in
          withOptionalCString(caFile) { caFile in
            withOptionalCString(proxy) { proxy in
              withOptionalBytes(request.body) { body in
                var raw = sluice_http_request()
                raw.method = method
                raw.url = url
                raw.headers = lines.baseAddress
                raw.header_count = lines.count
                raw.body = body?.baseAddress
                raw.body_count = body?.count ?? 0
                raw.connect_timeout_ms = request.connectTimeout.wholeMilliseconds
                raw.timeout_ms = request.timeout.wholeMilliseconds
                // Whatever may change something on the other side is never left to curl to send again.
                raw.is_single = isSingle || !["GET", "HEAD"].contains(request.method) ? 1 : 0
                raw.ca_file = caFile
                raw.proxy = proxy
                raw.connect(to: exchange)
                return withExtendedLifetime(exchange) { sluice_http_perform(pool, &raw) }
              }
            }
          }
        }
      }
    }
    return exchange.finish(status: result.status, problem: result.problem)
  }
}

/// Set by the task, read by the thread that performs.
private final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  var isCancelled: Bool { flag.load(ordering: .relaxed) }
  func cancel() { flag.store(true, ordering: .relaxed) }
}

extension HTTPRequest {
  /// Why it cannot be sent as it is: a line break or NUL would end a header, or the URL, early.
  fileprivate var problem: String? {
    func isPlain(_ text: String) -> Bool { !text.utf8.contains { $0 == 10 || $0 == 13 || $0 == 0 } }
    let isToken = !method.isEmpty && method.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    if !isToken { return "the request's method is not a word of capital letters" }
    if !isPlain(url) { return "the request's URL holds a line break" }
    if !headers.allSatisfy({ isPlain($0.name) && isPlain($0.value) }) {
      return "a header of the request holds a line break"
    }
    return nil
  }
}

extension Duration {
  /// Rounded up, so that a short wait does not become "for ever" (0).
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}

// The pointers of these three live as long as the closures they are given to.

func withCStrings<R>(
  _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> R
) -> R {
  var bytes: [CChar] = []
  var starts: [Int] = []
  for string in strings {
    starts.append(bytes.count)
    bytes.append(contentsOf: string.utf8CString)
  }
  return bytes.withUnsafeBufferPointer { bytes in
    starts.map { start in bytes.baseAddress.map { $0 + start } }.withUnsafeBufferPointer(body)
  }
}

private func withOptionalCString<R>(_ string: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
  if let string { string.withCString(body) } else { body(nil) }
}

private func withOptionalBytes<R>(_ bytes: [UInt8]?, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R {
  if let bytes { bytes.withUnsafeBufferPointer(body) } else { body(nil) }
}
