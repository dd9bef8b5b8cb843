/// Where to listen: `HOST:PORT`, with an IPv6 address in brackets; port 0 takes a free one.
struct ListenAddress: Sendable, Equatable {
  var host: String
  var port: Int

  init(_ text: String) throws(ReceiverError) {
    guard let colon = text.lastIndex(of: ":") else { throw .notAnAddress(text) }
    let digits = text[text.index(after: colon)...]
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw .unbracketed(text)
    }
    let isPort = !digits.isEmpty && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let isHost = !host.isEmpty && host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@[]".utf8.contains($0) }
    guard isHost, isPort, let port = UInt16(digits) else { throw .notAnAddress(text) }
    self.host = String(host)
    self.port = Int(port)
  }

  /// As it was written.
  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
