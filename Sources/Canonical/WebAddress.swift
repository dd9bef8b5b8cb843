/// Where the parts of a web address stand, as far as a person typed them.
struct WebAddress {
  /// Without user and port.
  let host: Range<Int>
  /// From the slash after the host to the query or fragment; empty where there is none.
  let path: Range<Int>
  /// Whether a page is named.
  var hasPath: Bool { path.count > 1 }

  /// Takes an address apart; the scheme may be missing.
  init(_ text: Span<UInt8>) {
    let start = WebAddress.hostStart(text)
    var end = start
    var from = start
    var portColon: Int?
    loop: while end < text.count {
      switch text[end] {
      case 0x2F, 0x3F, 0x23, 0x5C, 0x20, 0x2C, 0x3B: break loop
      case 0x40:
        from = end + 1
        portColon = nil
      case 0x3A: portColon = portColon ?? end
      default: break
      }
      end += 1
    }
    host = from..<(portColon ?? end)
    var pathEnd = end
    if end < text.count, text[end] == 0x2F {
      while pathEnd < text.count, text[pathEnd] != 0x3F, text[pathEnd] != 0x23 { pathEnd += 1 }
    }
    path = end..<pathEnd
  }

  /// Past `https://`, `//` or any other scheme.
  private static func hostStart(_ text: Span<UInt8>) -> Int {
    var index = 0
    while index < text.count, isASCIILetter(text[index]) || isASCIIDigit(text[index]) { index += 1 }
    if index < text.count, text[index] == 0x3A { index += 1 } else { index = 0 }
    guard text.hasASCII("//", at: index) else { return 0 }
    while index < text.count, text[index] == 0x2F { index += 1 }
    // A scheme pasted twice: http://https://x.com
    for twice in 0..<2 where text.hasASCII(twice == 0 ? "http://" : "https://", at: index) { index += 7 + twice }
    return index
  }
}
