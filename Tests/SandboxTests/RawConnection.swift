import Dispatch
import Glibc

/// A TCP connection to loopback, byte by byte.
final class RawConnection: Sendable {
  /// How the other side ended it.
  enum End: Equatable { case closed, reset, open }

  private let descriptor: Int32

  init(url: String) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = (UInt16(url.split(separator: ":").last ?? "") ?? 0).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafeMutableBytes(of: &address) {
      _ = connect(
        descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }

  deinit { close(descriptor) }

  func send(_ text: String) { _ = Glibc.send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }

  /// Reads until the text has come, or the connection has ended.
  func read(until text: String? = nil) async -> (text: String, end: End) {
    await withCheckedContinuation { continuation in
      // A queue of its own: reading blocks.
      DispatchQueue(label: "raw").async { [self] in
        var bytes: [UInt8] = []
        var end = End.open
        while end == .open {
          if let text, String(decoding: bytes, as: UTF8.self).contains(text) { break }
          var buffer = [UInt8](repeating: 0, count: 4096)
          let count = recv(descriptor, &buffer, buffer.count, 0)
          if count > 0 { bytes += buffer[..<count] } else { end = count == 0 ? .closed : .reset }
        }
        continuation.resume(returning: (String(decoding: bytes, as: UTF8.self), end))
      }
    }
  }

  /// A request's text, its body whole.
  static func request(_ line: String, body: String = "") -> String {
    "\(line) HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer t0ken\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
