internal import PipelineModel

/// The parts of a full name: whose words they are, in their order.
package struct FullName {
  /// The parts that a full name is taken apart into.
  package enum Part: Int, CaseIterable, Sendable {
    case title, given, middle, family, suffix, nickname
  }

  private var words = NameTokens()
  /// Indices of words, by part.
  private var parts: [[Int]] = Array(repeating: [], count: Part.allCases.count)
  /// Indices of words that are still to be told apart.
  private var rest: [Int] = []

  package init() {}

  /// Takes a full name apart: `First Middle Last`, `Last, First Middle`, particles, honorifics, suffixes, nicknames, and
  /// names in Chinese, Japanese or Korean letters, where the family stands first. Tells whether there is any part: text
  /// with numbers in it is no name. `name` must be clean text.
  package mutating func read(_ name: Span<UInt8>) -> Bool {
    for part in parts.indices { parts[part].removeAll(keepingCapacity: true) }
    guard words.read(name), !words.tokens.contains(where: { $0.hasDigit && !$0.isAddress && !$0.isGeneration }) else {
      return false
    }
    takeAsides(name)
    rest.removeAll(keepingCapacity: true)
    for index in words.tokens.indices where !words.tokens[index].isAside && !words.tokens[index].isAddress {
      rest.append(index)
    }
    dropNoise(name)
    if rest.isEmpty { return false }
    markPhrases(name)
    takeSegments(name)
    return parts.contains { !$0.isEmpty }
  }

  /// Whether a part has any word.
  package func has(_ part: Part) -> Bool { !parts[part.rawValue].isEmpty }

  /// Appends a part's words with a space between them, or a comma and a space where the name has a comma there.
  package func append(_ part: Part, of name: Span<UInt8>, into out: inout [UInt8]) {
    var last: NameToken?
    for index in parts[part.rawValue] {
      let token = words.tokens[index]
      if let last {
        if part == .suffix && token.segment != last.segment { out.append(0x2C) }
        out.append(0x20)
      }
      out.append(copying: name.extracting(token.range))
      last = token
    }
  }

  // MARK: What is not of the name

  private mutating func put(_ index: Int, _ part: Part) { parts[part.rawValue].append(index) }

  private func token(_ index: Int) -> NameToken { words.tokens[index] }

  /// Words in quotes or brackets: a nickname, or what can only be a suffix.
  private mutating func takeAsides(_ name: Span<UInt8>) {
    let tokens = words.tokens
    guard tokens.contains(where: \.isAside) else { return }
    // A name that stands in quotes as a whole, or up to its comma, is no nickname.
    var last: Int?
    for index in tokens.indices where tokens[index].isAside { last = index }
    let first = tokens.first(where: { !$0.isAside })
    if first == nil || tokens[0].isAside && tokens[last ?? 0].segment < (first?.segment ?? 0) {
      words.unquote(0...(last ?? 0))
      return
    }
    for index in tokens.indices where tokens[index].isAside {
      let isSuffix = !tokens[index].classes.isDisjoint(with: [.suffix, .generation])
      put(index, isSuffix ? .suffix : .nickname)
    }
  }

  /// Drops `et al.` and conjunctions that join nothing.
  private mutating func dropNoise(_ name: Span<UInt8>) {
    if rest.count > 2, isWord(rest[rest.count - 2], "et", name), isWord(rest[rest.count - 1], "al", name) {
      rest.removeLast(2)
    }
    while let last = rest.last, token(last).letters == 0 { rest.removeLast() }
    while let first = rest.first, token(first).letters == 0 { rest.removeFirst() }
  }

  private func isWord(_ index: Int, _ word: StaticString, _ name: Span<UInt8>) -> Bool {
    let range = token(index).range
    let count = token(index).endsInDot ? range.count - 1 : range.count
    return count == word.utf8CodeUnitCount && name.hasASCII(word, at: range.lowerBound)
  }

  /// `Attorney at Law` is one suffix.
  private mutating func markPhrases(_ name: Span<UInt8>) {
    guard rest.count > 3 else { return }
    for place in 1..<rest.count - 1
    where isWord(rest[place], "at", name) && isWord(rest[place + 1], "law", name) {
      for index in rest[place - 1...place + 1] { words.classify(index, as: .suffix) }
    }
  }

  // MARK: Commas

  private mutating func takeSegments(_ name: Span<UInt8>) {
    let firstSegment = token(rest[0]).segment
    let front = rest.prefix { token($0).segment == firstSegment }.count
    if front == rest.count {
      takePlain(name, rest[...])
      return
    }
    let mixed = rest[..<front].contains { token($0).hasLower }
    // Segments of suffixes alone go; what is left behind the first comma is the given name.
    var behind: [Int] = []
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
    } else if isMisplacedComma(front, behind) {
      rest.replaceSubrange(front..., with: behind)
      takePlain(name, rest[...])
    } else if front > 1, behind.count == 1, token(behind[0]).isInitial, !isParticle(rest[0]), !isTitled(front) {
      takePlain(name, rest[..<front])
      parts[Part.middle.rawValue].append(behind[0])
    } else {
      takeInverted(rest[..<front], behind[...])
    }
  }

  /// `Carolyn E, Savage`.
  private func isMisplacedComma(_ front: Int, _ behind: [Int]) -> Bool {
    front > 1 && token(rest[front - 1]).isInitial && behind.count == 1 && !token(behind[0]).isInitial
  }

  private func isTitled(_ front: Int) -> Bool { token(rest[0]).isTitle(names: front - 1) }

  /// Whether a word behind a comma is a suffix; `front` words stand before the comma.
  private func isSuffix(_ token: NameToken, afterComma front: Int, mixed: Bool) -> Bool {
    if !token.classes.isDisjoint(with: [.suffix, .generation]) { return true }
    if token.classes.contains(.late) && (front > 1 || token.letters > 1) { return true }
    if token.classes.contains(.capitals) {
      return token.hasInnerDot || front > 1 || mixed && token.isCapitals
    }
    // Somebody's letters that no table has: John Smith, XYZ.
    return front > 1 && mixed && token.isCapitals && (2...6).contains(token.letters)
  }

  private mutating func takeInverted(_ before: ArraySlice<Int>, _ after: ArraySlice<Int>) {
    let before = strippedFront(strippedEnd(before, least: 1))
    var after = after
    // Smith, Jr. John
    while after.count > 1, let first = after.first, !token(first).classes.isDisjoint(with: [.generation]) {
      put(first, .suffix)
      after.removeFirst()
    }
    after = strippedFront(after)
    after = strippedEnd(after, least: 1)
    // Berg, Jan van den
    var particles = after.endIndex
    while particles > after.startIndex + 1, isParticle(after[particles - 1]), !token(after[particles - 1]).hasUpper {
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

  // MARK: Words in their plain order

  private mutating func takePlain(_ name: Span<UInt8>, _ range: ArraySlice<Int>) {
    var range = strippedFront(range)
    range = strippedEnd(range, least: 1)
    range = strippedMiddle(range)
    if let pair = pair(in: range) {
      takePair(range, pair)
      return
    }
    takeNames(name, range)
  }

  private mutating func takeNames(_ name: Span<UInt8>, _ range: ArraySlice<Int>) {
    guard let first = range.first, let last = range.last else { return }
    if range.count == 1 {
      if FullName.isFamilyFirst(name, token(first).range) { return }
      put(first, isFamilyAlone ? .family : .given)
      return
    }
    if FullName.isFamilyFirst(name, token(first).range.lowerBound..<token(last).range.upperBound) {
      put(first, .family)
      parts[Part.given.rawValue].append(contentsOf: range.dropFirst())
      return
    }
    // van der Berg, all of it a family.
    if isParticle(first), !token(first).hasUpper, token(last).hasUpper {
      parts[Part.family.rawValue].append(contentsOf: range)
      return
    }
    let family = familyStart(range)
    put(first, .given)
    parts[Part.middle.rawValue].append(contentsOf: range[(range.startIndex + 1)..<family])
    parts[Part.family.rawValue].append(contentsOf: range[family...])
  }

  /// Whether one word behind an honorific is a family's: Mr. Hearst, but Sir Elton.
  private var isFamilyAlone: Bool {
    if let title = parts[Part.title.rawValue].last { return !token(title).classes.contains(.given) }
    return parts[Part.suffix.rawValue].contains { !token($0).isAside }
  }

  /// The first particle after the first name, the word before a Spanish y, or else the last word.
  private func familyStart(_ range: ArraySlice<Int>) -> Int {
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
    return last
  }

  /// Where the given name goes on after `del Carmen` or `de los Ángeles`; nil where there is none.
  private func devotion(_ range: ArraySlice<Int>, _ place: Int) -> Int? {
    var next = place + 1
    while next < range.endIndex, isParticle(range[next]), next < place + 2 { next += 1 }
    guard next < range.endIndex - 1, token(range[next]).classes.contains(.devotion) else { return nil }
    return next + 1
  }

  private func isParticle(_ index: Int) -> Bool { token(index).classes.contains(.particle) }

  // MARK: Two people

  private func pair(in range: ArraySlice<Int>) -> Int? {
    for place in range.indices.dropFirst().dropLast() where token(range[place]).classes.contains(.pair) {
      if !token(range[place]).classes.contains(.conjunction) { return place }
    }
    return nil
  }

  /// The first one of two people: `Bill & Tracy Hosmer` is Bill Hosmer, `Tio Hardiman & Brunell Donald` Tio Hardiman.
  private mutating func takePair(_ range: ArraySlice<Int>, _ pair: Int) {
    let one = range[..<pair]
    let other = range[(pair + 1)...]
    let onlyGiven = one.dropFirst().allSatisfy { token($0).isInitial }
    guard let first = one.first else { return }
    put(first, .given)
    if onlyGiven && other.count > 1 {
      parts[Part.middle.rawValue].append(contentsOf: one.dropFirst())
      parts[Part.family.rawValue].append(contentsOf: other[familyStart(other)...])
    } else if one.count > 1 {
      let family = familyStart(one)
      parts[Part.middle.rawValue].append(contentsOf: one[(one.startIndex + 1)..<family])
      parts[Part.family.rawValue].append(contentsOf: one[family...])
    }
  }

  // MARK: Honorifics and suffixes

  /// Takes honorifics off the front; one word at least is left.
  private mutating func strippedFront(_ range: ArraySlice<Int>) -> ArraySlice<Int> {
    var range = range
    while range.count > 1 {
      let count = titleLength(range)
      if count == 0 || count >= range.count { break }
      for index in range.prefix(count) { put(index, .title) }
      range = range.dropFirst(count)
    }
    return range
  }

  /// How many words at the front make one honorific: `Dr.`, `Right Hon.`, `Secretary of State`, `Mr. &` before `Mrs.`
  private func titleLength(_ range: ArraySlice<Int>) -> Int {
    var place = range.startIndex
    func at(_ place: Int) -> NameToken? { place < range.endIndex ? token(range[place]) : nil }
    func left(_ place: Int) -> Int { range.endIndex - place - 1 - suffixCount(range) }
    while let next = at(place), next.classes.contains(.opener), left(place) > 1 || place > range.startIndex {
      if next.isTitle(names: left(place)) && !(at(place + 1)?.isTitle(names: left(place + 1)) ?? false) { break }
      place += 1
    }
    guard let title = at(place), title.isTitle(names: left(place)) else { return 0 }
    place += 1
    if let of = at(place), of.letters == 2, of.classes.contains(.particle), left(place) > 2,
      title.classes.contains(.named)
    {
      return place + 2 - range.startIndex
    }
    if let and = at(place), and.classes.contains(.pair), let other = at(place + 1),
      other.isTitle(names: left(place + 1))
    {
      return place + 1 - range.startIndex
    }
    return place - range.startIndex
  }

  /// How many words at the end can only be suffixes.
  private func suffixCount(_ range: ArraySlice<Int>) -> Int {
    range.reversed().prefix { !token($0).classes.isDisjoint(with: [.suffix, .generation]) }.count
  }

  /// Takes suffixes off the end.
  private mutating func strippedEnd(_ range: ArraySlice<Int>, least: Int) -> ArraySlice<Int> {
    var range = range
    let mixed = range.contains { token($0).hasLower }
    var taken: [Int] = []
    while range.count > least, let last = range.last, isSuffix(token(last), behind: range.count - 1, mixed) {
      // Of Edward Senior II only II is a suffix.
      if token(last).classes.contains(.late), taken.contains(where: { token($0).isGeneration }) { break }
      taken.append(last)
      range.removeLast()
    }
    parts[Part.suffix.rawValue].insert(contentsOf: taken.reversed(), at: 0)
    return range
  }

  /// Whether the last word is a suffix; `names` words stand before it.
  private func isSuffix(_ token: NameToken, behind names: Int, _ mixed: Bool) -> Bool {
    if !token.classes.isDisjoint(with: [.suffix, .generation]) { return true }
    if token.classes.contains(.late) && names >= 2 { return !token.endsInDot || token.letters > 1 }
    if token.classes.contains(.capitals) {
      if token.hasInnerDot { return names >= 1 }
      if token.letters > 1 && mixed && token.isCapitals && names >= 2 { return true }
    }
    return token.classes.contains(.closing) && names >= 2
  }

  /// `David B. III Hill`.
  private mutating func strippedMiddle(_ range: ArraySlice<Int>) -> ArraySlice<Int> {
    guard range.count > 2,
      let place = range.indices.dropFirst().dropLast().first(where: { token(range[$0]).classes.contains(.generation) })
    else { return range }
    put(range[place], .suffix)
    return ArraySlice(range[..<place] + range[(place + 1)...])
  }

  // MARK: Scripts

  /// Whether all letters are Chinese, Japanese or Korean.
  private static func isFamilyFirst(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
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
