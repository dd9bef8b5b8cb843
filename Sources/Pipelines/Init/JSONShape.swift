internal import PipelineModel

/// How the records of a JSON file stand in it, from its first bytes.
enum JSONShape: Equatable {
  /// An object on each line.
  case lines
  /// The elements of an array, by the dotted path of that; nil: the document itself is the array, or objects stand one
  /// after another.
  case document(records: String?)

  /// - Parameter bytes: UTF-8 without a byte order mark.
  init(_ bytes: [UInt8]) {
    var scanner = JSONScanner(bytes)
    scanner.skipBlanks()
    guard scanner.next == UInt8(ascii: "{") else {
      self = .document(records: nil)
      return
    }
    let start = scanner.place
    let isWhole = scanner.skipValue()
    let object = bytes[start..<scanner.place]
    scanner.skipBlanks()
    let isOnOneLine = !object.contains(UInt8(ascii: "\n"))
    if isWhole, scanner.next == UInt8(ascii: "{") {
      self = isOnOneLine ? .lines : .document(records: nil)
      return
    }
    // One object: a record, or what is wrapped around the records.
    let wrapped = Wrapping(Array(object))
    if let path = wrapped.path, !wrapped.namesPerson {
      self = .document(records: path)
    } else {
      self = isWhole && isOnOneLine ? .lines : .document(records: nil)
    }
  }

  /// What one object says of itself.
  private struct Wrapping {
    /// The path of the first array of objects that is not inside another array.
    var path: String?
    /// Whether it has a person's fields itself.
    var namesPerson = false

    init(_ bytes: [UInt8]) {
      var scanner = JSONScanner(bytes)
      look(&scanner, [])
    }

    private mutating func look(_ scanner: inout JSONScanner, _ path: [String]) {
      guard path.count < 8, scanner.take(UInt8(ascii: "{")) else { return }
      while let key = scanner.key() {
        scanner.skipBlanks()
        switch scanner.next {
        case UInt8(ascii: "{"):
          var inner = scanner
          look(&inner, path + [key])
        case UInt8(ascii: "["):
          var inner = scanner
          _ = inner.take(UInt8(ascii: "["))
          inner.skipBlanks()
          if inner.next == UInt8(ascii: "{"), self.path == nil, !key.contains(".") {
            self.path = (path + [key]).joined(separator: ".")
          }
        default:
          let field = WellKnownHeaders.match(key)?.field
          if path.isEmpty, let field, [.firstName, .lastName, .email].contains(field) {
            namesPerson = true
          }
        }
        guard scanner.skipValue() else { return }
        scanner.skipBlanks()
        guard scanner.take(UInt8(ascii: ",")) else { return }
      }
    }
  }
}

/// Finds its way through JSON by brackets and quotes; what is wrong in it stops it and no more.
private struct JSONScanner {
  private let bytes: [UInt8]
  private(set) var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func skipBlanks() { while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 } }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// The key of a member, up to and with its colon.
  mutating func key() -> String? {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { return nil }
    let start = place + 1
    guard skipValue() else { return nil }
    let text = String(decoding: bytes[start..<place - 1], as: UTF8.self)
    return take(UInt8(ascii: ":")) ? text : nil
  }

  /// Moves behind a value; false where it does not end.
  mutating func skipValue() -> Bool {
    skipBlanks()
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard skipText() else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          place += 1
          return true
        }
      case UInt8(ascii: ","): if depth == 0 { return true }
      default: break
      }
      place += 1
    }
    return false
  }

  private mutating func skipText() -> Bool {
    place += 1
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") { place += 1 }
    }
    place = min(place, bytes.count)
    return false
  }
}
