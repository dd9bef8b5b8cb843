internal import PipelineModel

/// The parts of a full name: whose words they are, in their order.
package struct FullName {
  /// The parts that a full name is taken apart into.
  package enum Part: Int, CaseIterable, Sendable {
    case title, given, middle, family, suffix, nickname
  }

  let lexicon: NameLexicon
  var words: NameTokens
  /// Indices of words, by part.
  var parts: [[Int]] = Array(repeating: [], count: Part.allCases.count)
  /// Indices of words that are still to be told apart, and those that stand behind a comma.
  var rest: [Int] = []
  var behind: [Int] = []

  package init(lexicon: NameLexicon = .standard) {
    self.lexicon = lexicon
    words = NameTokens(lexicon: lexicon)
  }

  /// Takes a full name apart: `First Middle Last`, `Last, First Middle`, particles, honorifics, suffixes, nicknames, and
  /// names in Chinese, Japanese or Korean letters, where the family stands first. Tells whether there is any part: text
  /// with numbers in it is no name, and neither is a company. `name` must be clean text.
  package mutating func read(_ name: Span<UInt8>) -> Bool {
    for part in parts.indices { parts[part].removeAll(keepingCapacity: true) }
    rest.removeAll(keepingCapacity: true)
    guard words.read(name), !words.tokens.contains(where: { $0.hasDigit && !$0.isAddress && !$0.isGeneration }) else {
      return false
    }
    takeAsides(name)
    for index in words.tokens.indices {
      let token = words.tokens[index]
      if !token.isAside && !token.isAddress && !token.isPlaceholder { rest.append(index) }
    }
    dropNoise(name)
    if rest.isEmpty || isCompany { return false }
    markPhrases(name)
    takeSegments(name)
    return parts.contains { !$0.isEmpty }
  }

  /// Whether what was read is a company's name: it ends in a legal form that is nothing else.
  package var isCompany: Bool {
    guard rest.count > 1, let last = rest.last else { return false }
    return token(last).classes.contains(.form)
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

  mutating func put(_ index: Int, _ part: Part) { parts[part.rawValue].append(index) }

  func token(_ index: Int) -> NameToken { words.tokens[index] }

  /// Words in quotes or brackets: a nickname, or what can only be a suffix.
  mutating func takeAsides(_ name: Span<UInt8>) {
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
    let asides = tokens.reduce(0) { $0 + ($1.isAside ? 1 : 0) }
    for index in tokens.indices where tokens[index].isAside {
      let token = tokens[index]
      if token.isPlaceholder || token.isAddress { continue }
      // SMITH, JOHN (Dr.)
      let isTitle = asides == 1 && token.isTitle(names: 1)
      put(index, token.isSuffix ? .suffix : isTitle ? .title : .nickname)
    }
  }

  /// Drops `et al.` and conjunctions that join nothing.
  mutating func dropNoise(_ name: Span<UInt8>) {
    if rest.count > 2, isWord(rest[rest.count - 2], "et", name), isWord(rest[rest.count - 1], "al", name) {
      rest.removeLast(2)
    }
    while let last = rest.last, token(last).letters == 0 { rest.removeLast() }
    while let first = rest.first, token(first).letters == 0 { rest.removeFirst() }
  }

  func isWord(_ index: Int, _ word: StaticString, _ name: Span<UInt8>) -> Bool {
    let range = token(index).range
    let count = token(index).endsInDot ? range.count - 1 : range.count
    return count == word.utf8CodeUnitCount && name.hasASCII(word, at: range.lowerBound)
  }

  /// `Attorney at Law` is one suffix.
  mutating func markPhrases(_ name: Span<UInt8>) {
    guard rest.count > 3 else { return }
    for place in 1..<rest.count - 1
    where isWord(rest[place], "at", name) && isWord(rest[place + 1], "law", name) {
      for index in rest[place - 1...place + 1] { words.classify(index, as: .suffix) }
    }
  }
}
