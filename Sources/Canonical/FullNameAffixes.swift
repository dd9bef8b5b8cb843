/// Honorifics before names and suffixes behind them.
extension FullName {
  /// Takes honorifics off the front; one word at least is left.
  mutating func strippedFront(_ range: ArraySlice<Int>) -> ArraySlice<Int> {
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
  func titleLength(_ range: ArraySlice<Int>) -> Int {
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
  func suffixCount(_ range: ArraySlice<Int>) -> Int {
    range.reversed().prefix { token($0).isSuffix }.count
  }

  /// Takes suffixes off the end.
  mutating func strippedEnd(_ whole: ArraySlice<Int>, least: Int) -> ArraySlice<Int> {
    var range = whole
    let mixed = range.contains { token($0).hasLower }
    var hasGeneration = false
    let end = range.endIndex
    while range.count > least, let last = range.last, isSuffix(token(last), behind: range.count - 1, mixed) {
      // Of Edward Senior II only II is a suffix.
      if token(last).classes.contains(.late), hasGeneration { break }
      hasGeneration = hasGeneration || token(last).isGeneration
      range = range.dropLast()
    }
    if range.endIndex < end { parts[Part.suffix.rawValue].insert(contentsOf: whole[range.endIndex...], at: 0) }
    return range
  }

  /// Whether the last word is a suffix; `names` words stand before it.
  func isSuffix(_ token: NameToken, behind names: Int, _ mixed: Bool) -> Bool {
    if token.isSuffix { return true }
    if token.classes.contains(.late) && names >= 2 { return !token.endsInDot || token.letters > 1 }
    if token.classes.contains(.capitals) {
      if token.hasInnerDot { return names >= 1 }
      if token.letters > 1 && mixed && token.isLikeDegree && names >= 2 { return true }
    }
    return token.classes.contains(.closing) && names >= 2
  }

  /// `David B. III Hill`.
  mutating func strippedMiddle(_ range: ArraySlice<Int>) -> ArraySlice<Int> {
    guard range.count > 2,
      let place = range.indices.dropFirst().dropLast().first(where: { token(range[$0]).classes.contains(.generation) })
    else { return range }
    put(range[place], .suffix)
    return ArraySlice(range[..<place] + range[(place + 1)...])
  }
}
