internal import PipelineModel

/// What the value of a cell looks like, by its bytes.
enum CSVCellKind: UInt8, CaseIterable {
  case empty, integer, decimal, date, time, email, url, text
  /// Holds what separates or quotes cells in other dialects, or no word at all.
  case odd

  /// Whether such a value is data wherever it stands: no header is called that.
  var isTelling: Bool { self == .email || self == .url || self == .date || self == .time }

  /// How well it speaks for the cell having been cut out right, from 0 to 1.
  var weight: Double {
    switch self {
    case .integer, .decimal, .date, .time, .email, .url: 1
    case .empty: 0.85
    case .text: 0.9
    case .odd: 0.35
    }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
    var rest = bytes[...]
    while let first = rest.first, first == Byte.space { rest.removeFirst() }
    while let last = rest.last, last == Byte.space { rest.removeLast() }
    guard let first = rest.first, let last = rest.last else {
      self = .empty
      return
    }
    var digits = 0, letters = 0, signs = 0, separators = 0, at = 0, dots = 0, spaces = 0, dates = 0, colons = 0
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: letters += 1
      case UInt8(ascii: "@"): at += 1
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "-"), UInt8(ascii: "/"): dates += 1
      case UInt8(ascii: ","), UInt8(ascii: ";"), Byte.tab, UInt8(ascii: "|"): separators += 1
      case Byte.space: spaces += 1
      case Byte.quote: signs += first == byte || last == byte ? 100 : 1
      default: signs += 1
      }
    }
    let isPlain = signs == 0 && spaces == 0
    if at == 1, dots > 0, letters > 1, spaces == 0, separators == 0, signs < 100 {
      self = .email
    } else if letters > 4, spaces == 0, Self.startsLikeAddress(rest) {
      self = .url
    } else if separators > 0 && !isQuoted {
      // A number with a comma in it is one that was cut out right, where commas do not separate.
      self = digits > 0 && letters == 0 && separators == 1 && isPlain && dates + colons < 2 ? .decimal : .odd
    } else if signs >= 100 && !isQuoted {
      self = .odd
    } else if digits > 0 && letters == 0 {
      if dates + dots == 2 && digits >= 4 && digits <= 8 && spaces == 0 || dates == 2 && colons > 0 && digits >= 8 {
        self = .date
      } else if colons > 0 && colons < 3 && digits <= 6 && isPlain {
        self = .time
      } else if isPlain && dots == 0 && dates == (first == UInt8(ascii: "-") ? 1 : 0) && colons == 0 {
        self = separators == 0 ? .integer : .decimal
      } else if signs + spaces <= 3 {
        self = .decimal
      } else {
        self = .odd
      }
    } else if letters > 0 {
      self = dates == 2 && colons >= 1 && letters <= 2 && digits >= 10 ? .date : .text
    } else {
      self = signs + dates + dots + colons + at == 1 ? .text : .odd
    }
  }

  private static func startsLikeAddress(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.starts(with: "http://".utf8) || bytes.starts(with: "https://".utf8) || bytes.starts(with: "www.".utf8)
  }
}
