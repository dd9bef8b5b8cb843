/// Names without commas.
extension FullName {
  mutating func takePlain(_ name: Span<UInt8>, _ range: ArraySlice<Int>) {
    var range = strippedFront(range)
    range = strippedEnd(range, least: 1)
    range = strippedMiddle(range)
    if let pair = pair(in: range) {
      takePair(name, range, pair)
      return
    }
    takeNames(name, range)
  }

  mutating func takeNames(_ name: Span<UInt8>, _ range: ArraySlice<Int>) {
    guard let first = range.first, let last = range.last else { return }
    if range.count == 1 {
      if FullName.isHan(name, token(first).range) { return takeHan(name, first) }
      put(first, isFamilyAlone ? .family : .given)
      return
    }
    if FullName.isHan(name, token(first).range.lowerBound..<token(last).range.upperBound) {
      put(first, .family)
      parts[Part.given.rawValue].append(contentsOf: range.dropFirst())
      return
    }
    // van der Berg, all of it a family.
    if token(first).isParticle, !token(first).hasUpper, token(last).hasUpper {
      parts[Part.family.rawValue].append(contentsOf: range)
      return
    }
    if takeFamilyFirst(name, range) { return }
    let family = familyStart(range, name)
    let given = range.startIndex + givenLength(name, range)
    parts[Part.given.rawValue].append(contentsOf: range[..<given])
    parts[Part.middle.rawValue].append(contentsOf: range[given..<max(given, family)])
    parts[Part.family.rawValue].append(contentsOf: range[max(given, family)...])
  }

  /// Whether one word behind an honorific is a family's: Mr. Hearst, but Sir Elton.
  var isFamilyAlone: Bool {
    if let title = parts[Part.title.rawValue].last { return !token(title).classes.contains(.withGiven) }
    return parts[Part.suffix.rawValue].contains { !token($0).isAside }
  }

  /// The first particle after the first name, the word before a Spanish y, the first of two words that are one family
  /// name, or else the last word.
  func familyStart(_ range: ArraySlice<Int>, _ name: Span<UInt8>) -> Int {
    let last = range.endIndex - 1
    var place = range.startIndex + 1
    while place < last {
      let token = token(range[place])
      if token.classes.contains(.particle) && !token.endsInDot {
        guard let devotion = devotion(range, place) else { return place }
        place = devotion
        continue
      }
      if token.endsInParticle { return place }
      if token.classes.contains(.conjunction), !token.endsInDot, place > range.startIndex + 1,
        token.hasLower || !range.contains(where: { self.token($0).hasLower })
      {
        return place - 1
      }
      place += 1
    }
    return last > range.startIndex + 1 && isDoubled(name, range[last - 1], range[last]) ? last - 1 : last
  }

  /// Whether two words are one family name: Lloyd George, García Márquez.
  private func isDoubled(_ name: Span<UInt8>, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (token(first), token(second))
    if one.classes.contains(.hispanic) && other.classes.contains(.hispanic) { return true }
    guard one.letters > 1, other.letters > 1, !one.endsInDot else { return false }
    return lexicon.classes(of: NameKey(name, one.range, other.range)).contains(.doubled)
  }

  /// Where the given name goes on after `del Carmen` or `de los Ángeles`; nil where there is none.
  func devotion(_ range: ArraySlice<Int>, _ place: Int) -> Int? {
    var next = place + 1
    while next < range.endIndex, token(range[next]).isParticle, next < place + 2 { next += 1 }
    guard next < range.endIndex - 1, token(range[next]).classes.contains(.devotion) else { return nil }
    return next + 1
  }

  func pair(in range: ArraySlice<Int>) -> Int? {
    for place in range.indices.dropFirst().dropLast() where token(range[place]).classes.contains(.pair) {
      // But von und zu Guttenberg is one.
      let joinsParticles = token(range[place - 1]).isParticle && token(range[place + 1]).isParticle
      if !token(range[place]).classes.contains(.conjunction) && !joinsParticles { return place }
    }
    return nil
  }

  /// The first one of two people: `Bill & Tracy Hosmer` is Bill Hosmer, `Tio Hardiman & Brunell Donald` Tio Hardiman.
  mutating func takePair(_ name: Span<UInt8>, _ range: ArraySlice<Int>, _ pair: Int) {
    let one = range[..<pair]
    let other = range[(pair + 1)...]
    let onlyGiven = one.dropFirst().allSatisfy { token($0).isInitial }
    guard let first = one.first else { return }
    put(first, .given)
    if onlyGiven && other.count > 1 {
      parts[Part.middle.rawValue].append(contentsOf: one.dropFirst())
      parts[Part.family.rawValue].append(contentsOf: other[familyStart(other, name)...])
    } else if one.count > 1 {
      let family = familyStart(one, name)
      parts[Part.middle.rawValue].append(contentsOf: one[(one.startIndex + 1)..<family])
      parts[Part.family.rawValue].append(contentsOf: one[family...])
    }
  }
}
