import Dispatch
import Foundation
import Glibc
import Peers
import Synchronization

/// A TCP server on loopback that plays one script per connection and remembers what it read.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    /// Reads a whole request: its head, and as many bytes of body as it announces.
    case readRequest
    case send(String)
    case sendBytes([UInt8])
    /// Reads whatever comes until the client goes.
    case waitUntilClientGoes
    /// Ends the connection with a reset instead of an orderly close.
    case reset
  }

  let port: UInt16
  var url: String { "http://127.0.0.1:\(port)" }

  private let listener: Int32
  private let scripts: [[Step]]
  private let received = Mutex<[[UInt8]]>([])
  private let stopPort = Mutex<UInt16>(0)
  private let group = DispatchGroup()

  /// The last script is played again for every further connection.
  init(_ scripts: [[Step]]) {
    self.scripts = scripts
    (listener, port) = openSocket()
    listen(listener, 16)
    // A thread of its own: accept blocks.
    DispatchQueue(label: "scripted").async(group: group) { [self] in accept() }
  }

  convenience init(_ script: Step...) { self.init([script]) }

  /// Waits until every connection that was made is over, and returns the bytes each brought.
  func stop() async -> [String] {
    let (socket, port) = openSocket()
    stopPort.withLock { $0 = port }
    connectLoopback(socket, self.port)
    await withCheckedContinuation { continuation in
      group.notify(queue: .global()) { continuation.resume() }
    }
    close(socket)
    return received.withLock { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  private func accept() {
    var number = 0
    while true {
      var peer = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let connection = withUnsafeMutableBytes(of: &peer) {
        Glibc.accept(listener, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
      }
      if connection < 0 || stopPort.withLock({ $0 == UInt16(bigEndian: peer.sin_port) }) {
        close(connection)
        close(listener)
        return
      }
      let script = scripts[min(number, scripts.count - 1)]
      let index = number
      number += 1
      received.withLock { $0.append([]) }
      DispatchQueue(label: "scripted.connection").async(group: group) { [self] in
        for step in script where !play(step, connection, index) { break }
        close(connection)
      }
    }
  }

  /// False: the client has gone.
  private func play(_ step: Step, _ connection: Int32, _ index: Int) -> Bool {
    switch step {
    case .readRequest:
      let start = received.withLock { $0[index].count }
      while !isWholeRequest(received.withLock { Array($0[index][start...]) }) {
        if !receive(connection, index) { return false }
      }
    case .send(let text): return sendAll(connection, Array(text.utf8))
    case .sendBytes(let bytes): return sendAll(connection, bytes)
    case .waitUntilClientGoes: while receive(connection, index) {}
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
    return true
  }

  private func receive(_ connection: Int32, _ index: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(connection, &buffer, buffer.count, 0)
    if count <= 0 { return false }
    received.withLock { $0[index] += buffer[..<count] }
    return true
  }

  private func sendAll(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}

private func isWholeRequest(_ bytes: [UInt8]) -> Bool {
  let text = String(decoding: bytes, as: UTF8.self)
  guard let end = text.range(of: "\r\n\r\n") else { return false }
  var announced = 0
  for line in text[..<end.lowerBound].split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
    announced = Int(line.dropFirst(15).drop { $0 == " " }) ?? 0
  }
  return text[end.upperBound...].utf8.count >= announced
}
