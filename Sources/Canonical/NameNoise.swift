internal import PipelineModel

/// What people and programs put into a name that is none of it: decoration, addresses, telephone numbers.
package struct NameNoise {
  /// What was found.
  package struct Found: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Emoji, symbols, stray punctuation, escapes of programs.
    package static let decoration = Found(rawValue: 1)
    /// A mail or web address, a telephone number, or what stands behind a bar.
    package static let foreign = Found(rawValue: 2)
  }

  /// The first mail address and telephone number of the name that was read last, as they stood; empty where there were
  /// none.
  package private(set) var email: [UInt8] = []
  package private(set) var phone: [UInt8] = []
  var found: Found = []
  /// Up to where no telephone number can begin, as what stands there was looked at.
  private var phoneless = 0

  package init() {}

  /// Appends a name without its noise where it has any; what was found tells whether anything was appended at all.
  /// `name` must be clean text, and may be none afterwards; noise may stand in noise, as an address between stars. No
  /// letter goes but those of addresses and behind a bar.
  package mutating func append(_ name: Span<UInt8>, into out: inout [UInt8]) -> Found {
    if NameNoise.isPlain(name) { return [] }
    email.removeAll(keepingCapacity: true)
    phone.removeAll(keepingCapacity: true)
    found = []
    phoneless = 0
    let start = out.count
    appendWords(name, into: &out)
    trim(&out, from: start)
    if found.isEmpty { out.removeLast(out.count - start) }
    return found
  }

  // MARK: Plain names

  /// Whether a name is nothing but ASCII letters and what belongs between them, as nearly all are: clean text without
  /// noise.
  @inline(__always)
  package static func isPlain(_ name: Span<UInt8>) -> Bool {
    if name.isEmpty { return true }
    var before: UInt8 = 0x20
    for index in name.indices {
      let byte = name[index]
      if (byte | 0x20) &- 0x61 >= 26 {
        switch byte {
        case 0x20: if before == 0x20 { return false }
        case 0x27, 0x2C, 0x2D, 0x2E: break
        default: return false
        }
      }
      before = byte
    }
    let last = name[name.count - 1]
    return isASCIILetter(name[0]) && (isASCIILetter(last) || last == 0x2E && isASCIILetter(name[name.count - 2]))
  }

  // MARK: Words

  private mutating func appendWords(_ name: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var index = 0
    while index < name.count {
      if name[index] == 0x20 {
        index += 1
        continue
      }
      if let end = phoneEnd(name, index) {
        if phone.isEmpty { phone.append(copying: name.extracting(index..<end)) }
        found.insert(.foreign)
        index = end
        continue
      }
      let end = name.firstIndex(of: 0x20, in: index..<name.count) ?? name.count
      let isBar = end - index == 1 && (name[index] == 0x7C || name[index] == 0x40)
      if isBar && out.count > start {
        found.insert(.foreign)
        return
      }
      if isAddress(name, index..<end) {
        found.insert(.foreign)
      } else {
        let length = out.count
        if length > start { out.append(0x20) }
        let wordStart = out.count
        appendWord(name, index..<end, into: &out)
        if out.count == wordStart { out.removeLast(out.count - length) }
      }
      index = end
    }
  }

  /// Whether a word is a mail or web address; the first mail address is kept.
  private mutating func isAddress(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    var core = word
    while let first = core.first, isBracket(name[first]) { core = core.dropFirst() }
    while let last = core.last, isBracket(name[last]) || name[last] == 0x2E { core = core.dropLast() }
    if name.hasASCII("mailto:", at: core.lowerBound) { core = core.dropFirst(7) }
    if core.count < 5 { return false }
    if let at = name.firstIndex(of: 0x40, in: core), at > core.lowerBound {
      guard let dot = name.firstIndex(of: 0x2E, in: at..<core.upperBound), dot > at + 1, dot < core.upperBound - 1
      else { return false }
      if email.isEmpty { email.append(copying: name.extracting(core)) }
      return true
    }
    return name.hasASCII("www.", at: core.lowerBound) || name.hasASCII("http://", at: core.lowerBound)
      || name.hasASCII("https://", at: core.lowerBound) || name.hasASCII("linkedin.com/", at: core.lowerBound)
  }

  private func isBracket(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D: true
    default: false
    }
  }

  /// Where a telephone number ends that begins here: seven to fifteen digits and what stands between them.
  private mutating func phoneEnd(_ name: Span<UInt8>, _ start: Int) -> Int? {
    guard isASCIIDigit(name[start]) || name[start] == 0x2B || name[start] == 0x28, start >= phoneless else {
      return nil
    }
    var digits = 0
    var index = start
    var end = start
    scan: while index < min(name.count, start + 40), digits <= 15 {
      switch name[index] {
      case 0x30...0x39:
        digits += 1
        index += 1
        end = index
      case 0x20, 0x28, 0x2B, 0x2D, 0x2E, 0x2F: index += 1
      case 0x29:
        index += 1
        end = index
      default: break scan
      }
    }
    let isWord = end == name.count || name[end] == 0x20 || name[end] == 0x2C || name[end] == 0x3B
    if (7...15).contains(digits) && isWord { return end }
    phoneless = index
    return nil
  }
}
