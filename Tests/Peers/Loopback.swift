internal import Glibc

/// A loopback port at which nobody listens.
package func unusedPort() -> UInt16 {
  let (socket, port) = openSocket()
  close(socket)
  return port
}

/// Whether somebody listens at a loopback port.
package func isListening(_ port: UInt16) -> Bool {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  defer { close(socket) }
  return connectLoopback(socket, port)
}

/// A socket that is bound to a free loopback port.
package func openSocket() -> (socket: Int32, port: UInt16) {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = loopback(0)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutableBytes(of: &address) { raw in
    let pointer = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self)
    bind(socket, pointer, length)
    _ = getsockname(socket, pointer, &length)
  }
  return (socket, UInt16(bigEndian: address.sin_port))
}

/// Connects to a loopback port; false where nobody listens.
@discardableResult package func connectLoopback(_ socket: Int32, _ port: UInt16) -> Bool {
  var address = loopback(port)
  return withUnsafeMutableBytes(of: &address) { raw in
    connect(
      socket, raw.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
  }
}

private func loopback(_ port: UInt16) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}
