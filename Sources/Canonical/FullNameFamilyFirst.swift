/// Names whose family stands first without a comma.
extension FullName {
  /// Takes a name whose words tell that the family stands first; false where they do not.
  mutating func takeFamilyFirst(_ name: Span<UInt8>, _ range: ArraySlice<Int>) -> Bool {
    guard let first = range.first, let last = range.last, range.count > 1 else { return false }
    let family = token(first).classes
    // Nguyen Van Linh: the given name is the last one.
    if range.count > 2, family.contains(.vietnamese), token(range[range.startIndex + 1]).classes.contains(.middle) {
      put(first, .family)
      put(last, .given)
      parts[Part.middle.rawValue].append(contentsOf: range.dropFirst().dropLast())
      return true
    }
    guard
      isSurelyFamily(name, range) || isBeforePatronymic(name, range)
        || range.count == 2 && (isEastAsian(name, first, last) || isInitials(name, first, last))
    else { return false }
    put(first, .family)
    put(range[range.startIndex + 1], .given)
    parts[Part.middle.rawValue].append(contentsOf: range.dropFirst(2))
    return true
  }

  /// Whether a name that nobody is given stands before one that no family has: `Glowacki Julie`, `Nagy István`.
  private func isSurelyFamily(_ name: Span<UInt8>, _ range: ArraySlice<Int>) -> Bool {
    // Somebody who is addressed is so in the usual order: Senator Rand Paul.
    guard range.count <= 3, parts[Part.title.rawValue].isEmpty, let last = range.last else { return false }
    let names: NameWordClass = .given | .sure | .english | .italian
    let family = token(range[range.startIndex])
    guard family.letters > 2, !family.classes.isAny(of: names | .particle) else { return false }
    let given = token(range[range.startIndex + 1]).classes
    guard !given.isAny(of: .family | .particle) else { return false }
    // Of a name that is in no table two given names behind it tell: Petroshius Douglas Joseph.
    if range.count == 3, given.isAny(of: names), token(last).classes.contains(.sure), family.letters > 4 {
      return true
    }
    guard family.classes.contains(.family) || SlavicName.isFamily(name, family.range), given.contains(.sure) else {
      return false
    }
    return range.count == 2 || token(last).isInitial || token(last).classes.isAny(of: names)
  }

  /// Whether a name ends in a patronymic that is no family name: `Иванов Иван Иванович`.
  private func isBeforePatronymic(_ name: Span<UInt8>, _ range: ArraySlice<Int>) -> Bool {
    guard range.count == 3, let last = range.last, SlavicName.isPatronymic(name, token(last).range) else {
      return false
    }
    let family = token(range[range.startIndex])
    return !SlavicName.isPatronymic(name, token(range[range.startIndex + 1]).range) && !family.isInitial
      && SlavicName.isFamily(name, family.range)
  }

  /// Whether two words are a family name and initials without dots, as libraries write them: `Smith JL`.
  private func isInitials(_ name: Span<UInt8>, _ first: Int, _ last: Int) -> Bool {
    let initials = token(last)
    guard initials.isCapitals, (2...3).contains(initials.letters), initials.range.count == initials.letters,
      token(first).hasLower, initials.classes == .none
    else { return false }
    for index in initials.range {
      switch asciiLower(name[index]) {
      case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: return false
      default: if !isASCIILetter(name[index]) { return false }
      }
    }
    return true
  }

  /// Whether two words are a family name of Korea or China and a given name of two syllables: `Kim Min-jun`,
  /// `Zhang Yimou`.
  private func isEastAsian(_ name: Span<UInt8>, _ first: Int, _ last: Int) -> Bool {
    let family = token(first).classes
    guard family.isAny(of: .korean | .chinese) else { return false }
    let word = token(last).range
    if word.contains(where: { name[$0] == 0x2D }) { return NameContext.isGivenName(name, word) }
    let given = token(last).classes
    guard !family.isAny(of: .given | .sure | .english),
      !given.isAny(of: .given | .sure | .family | .english | .korean | .chinese)
    else { return false }
    return EastAsianSyllable.areTwo(name, word)
  }

  /// How many words at the front are one given name: two where it is `Dae Hyun Kim`.
  func givenLength(_ name: Span<UInt8>, _ range: ArraySlice<Int>) -> Int {
    guard range.count == 3, let last = range.last else { return 1 }
    for index in range.dropLast() {
      let classes = token(index).classes
      guard token(index).letters > 1, !classes.isAny(of: .sure | .english | .particle | .italian),
        EastAsianSyllable.isOne(name, token(index).range)
      else { return 1 }
    }
    let family = token(last).classes
    return !family.isAny(of: .korean | .chinese) ? 1 : 2
  }

  // MARK: Han and Hangul

  /// Takes a name of one word in Chinese, Japanese or Korean letters apart where its front is a known family name.
  mutating func takeHan(_ name: Span<UInt8>, _ word: Int) {
    let range = token(word).range
    var ends: (Int, Int, Int) = (0, 0, 0)
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound {
      index += scalar(in: name, at: index).count
      count += 1
      switch count {
      case 1: ends.0 = index
      case 2: ends.1 = index
      case 3: ends.2 = index
      default: break
      }
    }
    guard (2...6).contains(count) else { return }
    let isHangul = (0xAC00...0xD7A3).contains(scalar(in: name, at: range.lowerBound).value)
    let front = range.lowerBound
    let end: Int
    if count > 3, isHan(name, front..<ends.2) {
      end = ends.2
    } else if count > (isHangul ? 3 : 2), isHan(name, front..<ends.1) {
      end = ends.1
    } else if count < 4, isHan(name, front..<ends.0) {
      end = ends.0
    } else {
      return
    }
    put(words.split(word, at: end), .given)
    put(word, .family)
  }

  private func isHan(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool { lexicon.classes(name, range).contains(.han) }

  /// Whether all letters are Chinese, Japanese or Korean.
  static func isHan(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      index += next.count
      switch next.value {
      case 0x20, 0x3005...0x3007, 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0x20000...0x3FFFF:
        continue
      default: return false
      }
    }
    return !range.isEmpty
  }
}
