import PipelineModel

/// A place in a pipeline file as the YAML reader counts: line from 1, column in Unicode scalars from 1.
struct Place: Sendable, Hashable, Comparable {
  var line: Int
  var column: Int

  static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// The text of a pipeline file with its lines, which turns places into locations.
struct SourceText: Sendable {
  let file: String
  let text: String
  private let bytes: [UInt8]
  private var lines: [Range<Int>] = []
  private var lineIsASCII: [Bool] = []

  init(file: String, text: String) {
    self.file = file
    // The YAML library takes a byte order mark for a character of the first key; an editor's column 1 is after it.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    self.text = text
    self.bytes = Array(text.utf8)
    var start = 0
    var index = 0
    while index < bytes.count {
      let length = lineBreakLength(at: index)
      if length > 0 {
        endLine(start..<index)
        start = index + length
      }
      index += max(1, length)
    }
    endLine(start..<bytes.count)
  }

  /// Where a place stands for people: columns in bytes.
  func location(_ place: Place?) -> Diagnostic.Location {
    guard let place, place.line >= 1 else { return Diagnostic.Location(file: file) }
    guard place.line <= lines.count, !lineIsASCII[place.line - 1] else {
      return Diagnostic.Location(file: file, line: place.line, column: place.column)
    }
    let line = lines[place.line - 1]
    return Diagnostic.Location(file: file, line: place.line, column: byte(of: place) - line.lowerBound + 1)
  }

  /// The rest of the line from a place on.
  func rest(from place: Place) -> Substring {
    guard place.line >= 1, place.line <= lines.count else { return "" }
    let line = lines[place.line - 1]
    return Substring(String(decoding: bytes[byte(of: place)..<line.upperBound], as: UTF8.self))
  }

  /// The whole line of a place.
  func line(of place: Place) -> Substring { rest(from: Place(line: place.line, column: 1)) }

  /// The first scalar that YAML does not allow, with its place.
  func firstForbiddenScalar() -> (scalar: Unicode.Scalar, place: Place)? {
    for (index, range) in lines.enumerated() {
      var column = 1
      for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
        if !isAllowed(scalar) { return (scalar, Place(line: index + 1, column: column)) }
        column += 1
      }
    }
    return nil
  }

  /// Where bytes that are not UTF-8 begin; `self` holds them decoded, each bad one as U+FFFD.
  func firstReplacement(in raw: [UInt8]) -> Place? {
    // The decoded text is the raw one up to the first bad byte.
    let raw = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? raw.dropFirst(3) : raw[...]
    let same = zip(bytes, raw).prefix { $0 == $1 }.count
    guard let line = lines.firstIndex(where: { same <= $0.upperBound }) else { return nil }
    let start = min(lines[line].lowerBound, same)
    return Place(line: line + 1, column: bytes[start..<same].count { $0 & 0xC0 != 0x80 } + 1)
  }

  private mutating func endLine(_ range: Range<Int>) {
    lines.append(range)
    lineIsASCII.append(bytes[range].allSatisfy { $0 < 0x80 })
  }

  /// The place's byte; the line's end where the line is shorter.
  private func byte(of place: Place) -> Int {
    let line = lines[place.line - 1]
    var scalars = 1
    var index = line.lowerBound
    while index < line.upperBound, scalars < place.column {
      index += 1
      while index < line.upperBound, bytes[index] & 0xC0 == 0x80 { index += 1 }
      scalars += 1
    }
    return index
  }

  /// What YAML 1.1 takes as a line break, so that line numbers agree with the YAML reader's.
  private func lineBreakLength(at index: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch bytes[index] {
    case UInt8(ascii: "\n"): return 1
    case UInt8(ascii: "\r"): return byte(1) == UInt8(ascii: "\n") ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// YAML 1.1, production 1, without the byte order mark.
  private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
