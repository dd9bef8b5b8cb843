private import CCurl
private import CZlib
private import Dispatch
internal import PipelineModel

/// What a server sends for a GET; redirects are followed.
///
/// A transfer that breaks off is resumed where the server can (`Range` with `If-Range`, so that a changed file is not
/// glued to the old one), else asked for again and compared with what was read already. It is tried six times without a
/// byte of progress, with longer and longer waits between; a status that says no is told at once.
package struct HTTPSource {
  /// How long to wait before a try that follows so many in vain, in milliseconds.
  typealias BackOff = @Sendable (Int) -> Int
  private static let tries = 6

  static func open(
    _ url: String, name: String, stop: StopSignal,
    backOff: @escaping BackOff = { min(30_000, 250 << $0) }
  ) throws -> any ByteSource {
    BackgroundSource(path: name, stop: stop) { channel in
      let transfer = Transfer(url: url, name: name, channel: channel, stop: stop)
      var failures = 0
      while true {
        let before = transfer.received
        guard let trouble = try transfer.attempt() else { return }
        failures = transfer.received > before ? 1 : failures + 1
        if failures >= tries {
          throw InputError.unreachable(name, trouble, tries: failures, received: transfer.received)
        }
        // In small steps, so that a run that stops is not held up.
        var left = backOff(failures)
        let nobody = DispatchSemaphore(value: 0)
        while left > 0 {
          if stop.isStopped { return }
          _ = nobody.wait(timeout: .now() + .milliseconds(min(left, 100)))
          left -= 100
        }
      }
    }
  }

  /// A URL as messages may show it: what stands before the host and after the path may hold secrets.
  package static func shown(_ url: String) -> String {
    let plain = url.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = plain.firstRange(of: "://") else { return String(plain) }
    let rest = plain[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return String(plain) }
    return String(plain[..<scheme.upperBound]) + String(rest[rest.index(after: at)...])
  }
}

/// One file on its way, over as many requests as it takes; used by one thread.
private final class Transfer {
  private let url: String
  private let name: String
  private let channel: ByteChannel
  private let stop: StopSignal
  /// Bytes that were handed on.
  private(set) var received = 0
  private var checksum: UInt = 0
  private var validator: String?

  // What the response that is coming in is.
  private var status = 0
  private var headers: [String: String] = [:]
  private var hasBegun = false
  /// Bytes at the front of a response that are known already, and their checksum so far.
  private var toSkip = 0
  private var skippedChecksum: UInt = 0
  private var failure: InputError?

  init(url: String, name: String, channel: ByteChannel, stop: StopSignal) {
    self.url = url
    self.name = name
    self.channel = channel
    self.stop = stop
  }

  /// Asks for what is missing; nil: it is whole, or nobody wants it any more. Else why it is worth another try.
  func attempt() throws -> String? {
    (status, headers, hasBegun, toSkip, skippedChecksum, failure) = (0, [:], false, 0, 0, nil)
    var lines: [String] = []
    if received > 0, let validator {
      lines = ["Range: bytes=\(received)-", "If-Range: \(validator)"]
    }
    guard let pool = sluice_http_pool_create() else { return "out of memory" }
    defer { sluice_http_pool_destroy(pool) }
    let result = withCStrings(lines) { lines in
      url.withCString { url in
        "GET".withCString { method in
          var raw = sluice_http_request()
          raw.method = method
          raw.url = url
          raw.headers = lines.baseAddress
          raw.header_count = lines.count
          raw.connect_timeout_ms = 20_000
          raw.follows_redirects = 1
          raw.stall_seconds = 60
          raw.context = Unmanaged.passUnretained(self).toOpaque()
          raw.before_sending = { _ in 0 }
          raw.is_cancelled = { transfer($0)?.stop.isStopped == false ? 0 : 1 }
          raw.on_header = { transfer($0)?.take(line: UnsafeBufferPointer(start: $1, count: $2)) }
          raw.on_body = { transfer($0)?.take(body: UnsafeBufferPointer(start: $1, count: $2)) == true ? 0 : 1 }
          return withExtendedLifetime(self) { sluice_http_perform(pool, &raw) }
        }
      }
    }
    if let failure { throw failure }
    if stop.isStopped { return nil }
    if status == 416 && received > 0 && headers["content-range"]?.hasSuffix("/\(received)") == true { return nil }
    if [408, 429, 500, 502, 503, 504].contains(status) { return "the server answered \(status)" }
    if status >= 300 { throw InputError.refused(name, status: status) }
    if let problem = result.problem { return problem }
    if toSkip > 0 { throw InputError.changed(name, byte: received) }
    return nil
  }

  func take(line: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      headers = [:]
      status = Int(text.split(separator: " ").dropFirst().first?.prefix(3) ?? "") ?? 0
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = text[text.index(after: colon)...].drop { $0.isWhitespace }
    headers[text[..<colon].lowercased()] = String(value.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// A piece of a body; false: stop.
  func take(body piece: UnsafeBufferPointer<UInt8>) -> Bool {
    // The page of an error is not the file.
    guard status == 200 || status == 206 else { return true }
    if !hasBegun {
      hasBegun = true
      guard begin() else { return false }
    }
    var piece = piece
    if toSkip > 0 {
      let count = min(toSkip, piece.count)
      skippedChecksum = crc32(skippedChecksum, piece.baseAddress, UInt32(count))
      toSkip -= count
      if toSkip == 0 && skippedChecksum != checksum {
        failure = .changed(name, byte: received)
        return false
      }
      piece = UnsafeBufferPointer(rebasing: piece[count...])
      if piece.isEmpty { return true }
    }
    checksum = crc32(checksum, piece.baseAddress, UInt32(piece.count))
    received += piece.count
    return channel.send(Array(piece))
  }

  /// The first byte of a body: finds out where in the file it stands.
  private func begin() -> Bool {
    let strong = headers["etag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
    if status == 206 {
      guard received > 0, headers["content-range"]?.hasPrefix("bytes \(received)-") == true else {
        failure = .changed(name, byte: received)
        return false
      }
      return true
    }
    if received > 0 { toSkip = received }
    validator = strong ?? headers["last-modified"]
    return true
  }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

extension InputError {
  static func refused(_ input: String, status: Int) -> InputError {
    let hint =
      switch status {
      case 401, 403: "it asks for permission, or a signed link has run out: get a new link"
      case 404, 410: "check the address: there is nothing of that name"
      case 300..<400: "too many redirects, or one that leads from https to http: use the address it leads to"
      default: "look at the address in a browser"
      }
    return InputError(.http, input, "the server answered \(status)", hint: hint)
  }

  static func changed(_ input: String, byte: Int) -> InputError {
    InputError(
      .http, input, "the transfer broke off at byte \(grouped(byte)), and the file is another one now",
      hint: "run again: it is read from its start then")
  }

  static func unreachable(_ input: String, _ why: String, tries: Int, received: Int) -> InputError {
    InputError(
      .http, input,
      (received == 0 ? "it cannot be had" : "the transfer broke off at byte \(grouped(received))")
        + " after \(tries) tries: \(why)",
      hint: "check the address and the network, and run again")
  }
}
