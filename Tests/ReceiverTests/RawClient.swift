import Dispatch
import Glibc

/// One TCP connection on which a test says what it likes. Every call blocks a thread of its own, none of the pool's.
final class RawClient: Sendable {
  private let socket: Int32
  private let queue = DispatchQueue(label: "raw")

  init(port: Int, isIPv6: Bool = false) {
    socket = Glibc.socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    if isIPv6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = in_port_t(port).bigEndian
      address.sin6_addr = in6addr_loopback
      connect(&address, MemoryLayout<sockaddr_in6>.size)
    } else {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      connect(&address, MemoryLayout<sockaddr_in>.size)
    }
  }

  deinit { close(socket) }

  private func connect<Address>(_ address: inout Address, _ count: Int) {
    _ = withUnsafeMutableBytes(of: &address) {
      Glibc.connect(socket, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(count))
    }
  }

  /// Sends everything; false: the other side has gone.
  @discardableResult func send(_ text: String) async -> Bool {
    await onThread { self.sendAll(Array(text.utf8)) }
  }

  /// Everything that comes until the other side ends or resets the connection.
  func readToEnd() async -> String {
    await onThread {
      var all: [UInt8] = []
      while let piece = self.receive() { all += piece }
      return String(decoding: all, as: UTF8.self)
    }
  }

  /// What comes until it holds `words`, or until the end.
  func read(until words: String) async -> String {
    await onThread {
      var all: [UInt8] = []
      while !String(decoding: all, as: UTF8.self).contains(words), let piece = self.receive() { all += piece }
      return String(decoding: all, as: UTF8.self)
    }
  }

  /// Sends a byte, waits for a moment, and so on, until the other side has ended the connection.
  func dripUntilCutOff() async {
    await onThread {
      while true {
        if !self.sendAll([UInt8(ascii: "a")]) { return }
        var poll = pollfd(fd: self.socket, events: Int16(POLLIN), revents: 0)
        if Glibc.poll(&poll, 1, 10) > 0 && self.receive() == nil { return }
      }
    }
  }

  /// Ends this side: the other reads the end.
  func finish() { shutdown(socket, Int32(SHUT_WR)) }

  private func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body()) } }
  }

  private func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(socket, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  private func sendAll(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}
