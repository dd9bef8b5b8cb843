/// Names with commas in them.
extension FullName {
  mutating func takeSegments(_ name: Span<UInt8>) {
    let firstSegment = token(rest[0]).segment
    let front = rest.prefix { token($0).segment == firstSegment }.count
    if front == rest.count {
      takePlain(name, rest[...])
      return
    }
    let mixed = rest[..<front].contains { token($0).hasLower }
    // Segments of suffixes alone go; what is left behind the first comma is the given name.
    behind.removeAll(keepingCapacity: true)
    var start = front
    while start < rest.count {
      var end = start
      while end < rest.count, token(rest[end]).segment == token(rest[start]).segment { end += 1 }
      // Trojan, RN, LNCC, Christine
      let isInner = rest[end...].contains { !isSuffix(token($0), afterComma: front, mixed: mixed) }
      if rest[start..<end].allSatisfy({
        isSuffix(token($0), afterComma: front, mixed: mixed) || isInner && token($0).classes.contains(.capitals)
      }) {
        for index in rest[start..<end] { put(index, .suffix) }
      } else {
        behind.append(contentsOf: rest[start..<end])
      }
      start = end
    }
    if behind.isEmpty {
      takePlain(name, rest[..<front])
    } else if isMisplacedComma(front) {
      rest.replaceSubrange(front..., with: behind)
      takePlain(name, rest[...])
    } else if front > 1, behind.count == 1, token(behind[0]).isInitial, !token(rest[0]).isParticle, !isTitled(front) {
      takePlain(name, rest[..<front])
      parts[Part.middle.rawValue].append(behind[0])
    } else {
      takeInverted(name, rest[..<front], behind[...])
    }
  }

  /// `Carolyn E, Savage`.
  func isMisplacedComma(_ front: Int) -> Bool {
    front > 1 && token(rest[front - 1]).isInitial && behind.count == 1 && !token(behind[0]).isInitial
  }

  func isTitled(_ front: Int) -> Bool { token(rest[0]).isTitle(names: front - 1) }

  /// Whether a word behind a comma is a suffix; `front` words stand before the comma.
  func isSuffix(_ token: NameToken, afterComma front: Int, mixed: Bool) -> Bool {
    if token.isSuffix { return true }
    if token.classes.contains(.late) && (front > 1 || token.letters > 1) { return true }
    if token.classes.contains(.capitals) {
      return token.hasInnerDot || front > 1 || mixed && token.isLikeDegree
    }
    // Somebody's letters that no table has: John Smith, XYZ.
    return front > 1 && mixed && token.isCapitals && (2...6).contains(token.letters)
      && !(token.hasInnerDot && self.token(rest[0]).isParticle)
  }

  mutating func takeInverted(_ name: Span<UInt8>, _ before: ArraySlice<Int>, _ after: ArraySlice<Int>) {
    let before = strippedFront(strippedEnd(before, least: 1))
    var after = after
    // Smith, Jr. John
    while after.count > 1, let first = after.first, token(first).isGeneration {
      put(first, .suffix)
      after = after.dropFirst()
    }
    after = strippedFront(after)
    after = strippedEnd(after, least: 1)
    // Berg, Jan van den
    var particles = after.endIndex
    while particles > after.startIndex + 1, token(after[particles - 1]).isParticle,
      !token(after[particles - 1]).hasUpper
    {
      particles -= 1
    }
    if before.contains(where: { token($0).hasUpper }) {
      parts[Part.family.rawValue].append(contentsOf: after[particles...])
      after = after[..<particles]
    }
    parts[Part.family.rawValue].append(contentsOf: before)
    guard let given = after.first else { return }
    put(given, .given)
    parts[Part.middle.rawValue].append(contentsOf: after.dropFirst())
  }
}
