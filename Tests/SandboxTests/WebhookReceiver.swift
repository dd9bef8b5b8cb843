import Dispatch
import Foundation
import Glibc
import Synchronization

/// A webhook's receiver on loopback: takes one request per connection, answers it, and keeps it.
final class WebhookReceiver: Sendable {
  struct Delivery: Sendable, Equatable {
    var path: String
    var body: JSON
    /// Who stands in it: the `row` of each result's custom data.
    var rows: [String] { body["results"].items.map { $0["custom_data"]["row"].text ?? "?" } }
  }

  let port: UInt16
  var url: String { "http://127.0.0.1:\(port)/hook" }

  private let listener: Int32
  /// What the nth delivery is answered; 200 after the last.
  private let statuses: [Int]
  private let received = Mutex<[Delivery]>([])
  private let arrivals: AsyncStream<Void>
  private let arrived: AsyncStream<Void>.Continuation

  init(statuses: [Int] = []) {
    self.statuses = statuses
    (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    withUnsafeMutableBytes(of: &address) {
      let pointer = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self)
      bind(descriptor, pointer, length)
      _ = getsockname(descriptor, pointer, &length)
    }
    port = UInt16(bigEndian: address.sin_port)
    listen(listener, 64)
    // A thread of its own: accept blocks.
    DispatchQueue(label: "receiver").async { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { return }
        serve(connection)
        close(connection)
      }
    }
  }

  /// Ends accepting.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// What has come when `count` deliveries have, in order of arrival.
  func deliveries(_ count: Int) async -> [Delivery] {
    if received.withLock({ $0.count >= count }) { return received.withLock { $0 } }
    for await _ in arrivals where received.withLock({ $0.count >= count }) { break }
    return received.withLock { $0 }
  }

  private func serve(_ connection: Int32) {
    var bytes: [UInt8] = []
    while true {
      if let delivery = Self.delivery(in: bytes) {
        let number = received.withLock {
          $0.append(delivery)
          return $0.count
        }
        let status = number <= statuses.count ? statuses[number - 1] : 200
        let answer = "HTTP/1.1 \(status) X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        _ = send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        arrived.yield()
        return
      }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return }
      bytes += buffer[..<count]
    }
  }

  /// The whole request, once it is there.
  private static func delivery(in bytes: [UInt8]) -> Delivery? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let head = text[..<end.lowerBound].split(separator: "\r\n")
    let length = head.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
    let body = text[end.upperBound...]
    guard let length, body.utf8.count >= length, let line = head.first else { return nil }
    return Delivery(path: String(line.split(separator: " ")[1]), body: JSON(String(body)))
  }
}
