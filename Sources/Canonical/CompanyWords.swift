internal import PipelineModel

/// The words of a company's name, and what each may be of a legal form: room that one name after another uses.
package struct CompanyWords {
  /// A word and its letters, case folded and without accents.
  private struct Word {
    var place: Range<Int>
    var letters: Range<Int>
    var mayBelong: Bool
  }

  private var words: [Word] = []
  private var letters: [UInt8] = []
  /// What was read; nil before anything of a text was.
  private var name: Range<Int>?
  /// Whether a word is one that long legal forms are made of, or may have an ending of one.
  private var mayHoldPhrase = false
  /// Whether a word begins as one of a long legal form does.
  private var mayBeMisspelt = false

  package init() {}

  /// Begins with another text.
  mutating func begin() { name = nil }

  /// Takes the words of a part of the text: what stands between blanks and commas.
  mutating func read(_ name: Range<Int>, of text: Span<UInt8>) {
    if self.name == name { return }
    self.name = name
    mayHoldPhrase = false
    mayBeMisspelt = false
    words.removeAll(keepingCapacity: true)
    letters.empty()
    var start = name.lowerBound
    for index in name.lowerBound...name.upperBound
    where index == name.upperBound || text[index] == 0x20 || text[index] == 0x2C {
      if index > start { append(start..<index, of: text) }
      start = index + 1
    }
  }

  private mutating func append(_ place: Range<Int>, of text: Span<UInt8>) {
    let start = letters.count
    CompanyForms.appendLetters(text.extracting(place), into: &letters)
    let hash = TextHash(letters.span.extracting(start..<letters.count)).value
    // One or two letters may be a piece of a form that others write in one: s r.o.
    let mayBelong = letters.count - start <= 2 || CompanyForms.shared.mayBelong(hash)
    words.append(Word(place: place, letters: start..<letters.count, mayBelong: mayBelong))
    let isLatin = start == letters.count || letters[start] < 0x80
    let begins = mayBegin(start)
    mayBeMisspelt = mayBeMisspelt || begins
    mayHoldPhrase =
      mayHoldPhrase || begins || !isLatin || letters.count - start > 10
      || CompanyForms.shared.mayBelongToPhrase(hash)
  }

  private func mayBegin(_ start: Int) -> Bool {
    guard letters.count - start >= CompanyForms.beginning else { return false }
    let beginning = letters.span.extracting(start..<start + CompanyForms.beginning)
    return CompanyForms.shared.mayBegin(TextHash(beginning).value)
  }

  var count: Int { words.count }

  /// Where a word stands in the text.
  subscript(index: Int) -> Range<Int> { words[index].place }

  /// Whether a legal form may hold the word.
  func mayBelong(_ index: Int) -> Bool { words[index].mayBelong }

  /// Whether a word is more than a dash.
  func hasLetters(_ index: Int) -> Bool { !words[index].letters.isEmpty }

  /// The hash of the letters of some words together; 0 where they have none.
  func hash(_ range: Range<Int>) -> UInt64 {
    guard let first = range.first, let last = range.last else { return 0 }
    let run = words[first].letters.lowerBound..<words[last].letters.upperBound
    return run.isEmpty ? 0 : TextHash(letters.span.extracting(run)).value
  }

  /// Whether some words are a long legal form with a slip in it; the one at the edge stands next to the name.
  func isMisspelt(_ range: Range<Int>, edge: Int, leading: Bool) -> Bool {
    guard mayBeMisspelt, let first = range.first, let last = range.last else { return false }
    let run = words[first].letters.lowerBound..<words[last].letters.upperBound
    guard run.count >= 6, run.count <= CompanyWords.longestMisspelt else { return false }
    let isLatin = letters[run.lowerBound] < 0x80
    return CompanyForms.shared.misspeltForms.contains(
      letters.span.extracting(run), words: range.count,
      edge: isLatin ? words[edge].letters.count : words[edge].letters.count / 2, leading: leading)
  }

  /// No long form that is known with slips has more words, or more bytes.
  static let mostMisspelt = 8
  private static let longestMisspelt = 160

  // MARK: Long legal forms, told by the words that they are made of
  // Of Latin words one at least must be long, or be written as it stands in the table.

  /// No legal form has more words.
  private static let most = 26

  private func kind(_ index: Int) -> CompanyForms.WordKind {
    // A dash between the words, a number.
    if words[index].letters.isEmpty { return .connector }
    return CompanyForms.shared.kind(ofWord: letters.span.extracting(words[index].letters))
  }

  /// The end of the longest run of words that long legal forms are made of, in front of the name.
  var phraseEnd: Int? {
    if !mayHoldPhrase { return nil }
    var found: Int?
    var seen = Seen()
    for index in 0..<min(count, CompanyWords.most) {
      let kind = kind(index)
      if kind.isEmpty || kind.contains(.connector) && index == 0 { break }
      if kind == .qualifier {
        if found == nil { break }
        found = index + 1
      } else if seen.isPhrase(with: kind) {
        found = index + 1
      }
    }
    return found
  }

  /// The first word of the longest such run behind the name.
  var phraseStart: Int? {
    if !mayHoldPhrase { return nil }
    var found: Int?
    var seen = Seen()
    for index in stride(from: count - 1, through: max(1, count - CompanyWords.most), by: -1) {
      let kind = kind(index)
      if kind.isEmpty || kind.contains(.connector) && index == count - 1 { break }
      if seen.isPhrase(with: kind) && !kind.contains(.ending) { found = index }
    }
    return found
  }

  /// What a run of words has so far.
  private struct Seen {
    private var count = 0
    private var kinds: CompanyForms.WordKind = []

    /// Whether the run is a legal form with one word more; a connector makes none.
    mutating func isPhrase(with kind: CompanyForms.WordKind) -> Bool {
      if kind.contains(.connector) || kind == .qualifier { return false }
      count += 1
      kinds.formUnion(kind)
      return count >= 2 && kinds.contains([.noun, .attribute])
    }
  }
}
