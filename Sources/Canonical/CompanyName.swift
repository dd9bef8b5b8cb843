internal import PipelineModel

/// A company's name taken apart: the name itself, its legal form, what stood around it.
package struct CompanyName {
  /// What was done to the name.
  package struct Steps: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A legal form was split off.
    package static let legalForm = Steps(rawValue: 1)
    /// The name that the company trades under was taken.
    package static let tradingName = Steps(rawValue: 2)
    /// A country behind the name was taken off.
    package static let location = Steps(rawValue: 4)
    /// It is a legal form and no name.
    package static let placeholder = Steps(rawValue: 8)
  }

  /// Where the name stands; a legal form inside it (`Acme Inc of Ohio`) is `cut`.
  package private(set) var name: Range<Int>
  /// Where a legal form inside the name stands, with the blank behind it; empty mostly.
  package private(set) var cut: Range<Int>
  /// Where the legal form stands; empty where there is none.
  package private(set) var legalForm: Range<Int>
  /// What was done.
  package private(set) var steps: Steps

  /// Takes a tidy name apart; any bytes will do. Never leaves a name empty that held one. `words` is room that one name
  /// after another may use.
  package init(_ text: Span<UInt8>, using words: inout CompanyWords) {
    name = 0..<text.count
    cut = text.count..<text.count
    legalForm = text.count..<text.count
    steps = []
    guard text.count <= CompanyName.longest, CompanyName.mayHoldForm(text) else { return }
    words.begin()
    if !text.isASCII && isFormsAlone(text, &words) { return }
    takeTradingName(text)
    takeLocation(text)
    if !takeEdge(text, &words) && !takeInside(text, &words) {
      takeAlone(text, &words)
    } else {
      steps.insert(.legalForm)
      takeLocation(text)
      trim(text)
      takeFurther(text, &words)
      if cut.isEmpty { takeAlone(text, &words) }
    }
  }

  /// Leaves no name where what is left is a form that never names a company: another look would leave none.
  private mutating func takeAlone(_ text: Span<UInt8>, _ words: inout CompanyWords) {
    guard isFormAlone(text, &words) else { return }
    if legalForm.isEmpty { legalForm = name }
    name = name.lowerBound..<name.lowerBound
    steps.insert(.placeholder)
  }

  /// Takes a form before or behind the name.
  private mutating func takeEdge(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    takeJoined(text) || takeTail(text, &words) || takeHead(text, &words) || takeMisspelt(text, &words)
  }

  /// Takes what another look would take, so that looking twice changes nothing; the first form is the one that is told.
  private mutating func takeFurther(_ text: Span<UInt8>, _ words: inout CompanyWords) {
    let form = legalForm
    while takeEdge(text, &words) {
      trim(text)
      takeLocation(text)
      trim(text)
    }
    if cut.isEmpty { _ = takeInside(text, &words) }
    legalForm = form
  }

  /// A name that is longer is none.
  private static let longest = 1000

  // MARK: Words

  /// One look at each word: most names hold nothing that a legal form might be made of.
  private static func mayHoldForm(_ text: Span<UInt8>) -> Bool {
    let forms = CompanyForms.shared
    var hash = TextHash()
    var beginning: UInt64 = 0
    var length = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x80 || byte == 0x28 { return true }
      if byte == 0x20 || byte == 0x2C {
        if length > 0 && (length <= 1 || forms.mayBelong(hash.value)) { return true }
        if length >= CompanyForms.beginning && forms.mayBegin(beginning) { return true }
        hash = TextHash()
        length = 0
      } else if isASCIILetter(byte) || isASCIIDigit(byte) {
        hash.add(asciiLower(byte))
        length += 1
        if length == CompanyForms.beginning { beginning = hash.value }
      }
      index += 1
    }
    if length >= CompanyForms.beginning && forms.mayBegin(beginning) { return true }
    return length > 0 && (length <= 1 || forms.mayBelong(hash.value))
  }

  private static func hasName(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where isASCIILetter(text[index]) || isASCIIDigit(text[index]) { return true }
    if !text.indices.contains(where: { text[$0] >= 0x80 }) { return false }
    var letters: [UInt8] = []
    CompanyForms.appendLetters(text, into: &letters)
    return !letters.isEmpty
  }

  // MARK: Legal forms

  /// Scripts without blanks join the form to the name.
  private mutating func takeJoined(_ text: Span<UInt8>) -> Bool {
    guard name.contains(where: { text[$0] >= 0xE0 }) else { return false }
    for form in CompanyForms.shared.joined where form.count < name.count {
      let length = form.count
      if text.extracting(name.upperBound - length..<name.upperBound).equals(form.span),
        CompanyName.hasName(text.extracting(name.lowerBound..<name.upperBound - length))
      {
        legalForm = name.upperBound - length..<name.upperBound
        name = name.lowerBound..<name.upperBound - length
        return true
      }
      if text.extracting(name.lowerBound..<name.lowerBound + length).equals(form.span),
        CompanyName.hasName(text.extracting(name.lowerBound + length..<name.upperBound))
      {
        legalForm = name.lowerBound..<name.lowerBound + length
        name = name.lowerBound + length..<name.upperBound
        return true
      }
    }
    return false
  }

  /// The longest run of forms behind the name.
  private mutating func takeTail(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    var first = words.count
    // Forms may follow one another: Co., Ltd.
    while let longer = formStart(endingAt: first, words, text), longer > 0 { first = longer }
    if let phrase = words.phraseStart, phrase < first, !isOpen(text, words[phrase - 1]) { first = phrase }
    guard first > 0, first < words.count else { return false }
    if words.count - first > 1, let longer = misspeltStart(before: first, words, text) { first = longer }
    let rest = name.lowerBound..<words[first - 1].upperBound
    guard CompanyName.hasName(text.extracting(rest)) else { return false }
    legalForm = words[first].lowerBound..<name.upperBound
    name = rest
    return true
  }

  /// The first word of the longest form that ends before a word.
  private func formStart(endingAt end: Int, _ words: borrowing CompanyWords, _ text: Span<UInt8>) -> Int? {
    guard end > 1 else { return nil }
    var start = end
    while start > max(1, end - 12), words.mayBelong(start - 1) { start -= 1 }
    for first in start..<end where words.hasLetters(first) {
      let range = words[first].lowerBound..<words[end - 1].upperBound
      if let flags = CompanyForms.shared.flags(of: words.hash(first..<end)),
        !flags.contains(.doubtful) || isWrittenAsForm(range, text), !flags.contains(.endsOnly) || end == words.count,
        !isOpen(text, words[first - 1])
      {
        return first
      }
    }
    return nil
  }

  /// Whether what may be a word is written as a legal form: with full stops or a slash, in capitals within the word, or
  /// all in capitals beside a name that is not.
  private func isWrittenAsForm(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    var hasLower = false
    var capitals = 0
    for index in range {
      let byte = text[index]
      if (byte == 0x2E && index < range.upperBound - 1) || byte == 0x2F { return true }
      hasLower = hasLower || byte &- 0x61 < 26
      if byte &- 0x41 < 26 { capitals += index == range.lowerBound ? 1 : 2 }
    }
    if hasLower { return capitals > 1 }
    if capitals == 0 { return true }
    for index in name where !range.contains(index) && text[index] &- 0x61 < 26 { return true }
    return !name.contains { !range.contains($0) && text[$0] &- 0x41 < 26 } || range.lowerBound > name.lowerBound
  }

  /// The longest run of forms in front of the name.
  private mutating func takeHead(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    guard words.count > 1 else { return false }
    var end = words.phraseEnd ?? 0
    var longest = 0
    while longest < min(12, words.count - 1), words.mayBelong(longest) { longest += 1 }
    for last in stride(from: longest, to: end, by: -1) {
      let range = words[0].lowerBound..<words[last - 1].upperBound
      guard let flags = CompanyForms.shared.flags(of: words.hash(0..<last)) else { continue }
      let isShort = flags.contains(.doubtful) && isHeadWritten(range, text)
      if flags.contains(.leads) || isShort || range.count >= 10 && !flags.contains(.doubtful) {
        end = last
        break
      }
    }
    guard end > 0, end < words.count else { return false }
    let rest = words[end].lowerBound..<name.upperBound
    guard CompanyName.hasName(text.extracting(rest)) else { return false }
    legalForm = words[0].lowerBound..<words[end - 1].upperBound
    name = rest
    return true
  }

  /// The first word of a long form with a slip in it that goes on to the end and begins before a word.
  private func misspeltStart(before first: Int, _ words: borrowing CompanyWords, _ text: Span<UInt8>) -> Int? {
    for start in stride(from: max(1, words.count - CompanyWords.mostMisspelt), to: first, by: 1) {
      if words.isMisspelt(start..<words.count, edge: start, leading: false), !isOpen(text, words[start - 1]) {
        return start
      }
    }
    return nil
  }

  /// A long form with a slip in it, behind the name or in front.
  private mutating func takeMisspelt(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    guard words.count > 1 else { return false }
    for count in stride(from: min(CompanyWords.mostMisspelt, words.count - 1), to: 0, by: -1) {
      let first = words.count - count
      let rest = name.lowerBound..<words[first - 1].upperBound
      if words.isMisspelt(first..<words.count, edge: first, leading: false), !isOpen(text, words[first - 1]),
        CompanyName.hasName(text.extracting(rest))
      {
        legalForm = words[first].lowerBound..<name.upperBound
        name = rest
        return true
      }
      let behind = words[count].lowerBound..<name.upperBound
      if words.isMisspelt(0..<count, edge: count - 1, leading: true), CompanyName.hasName(text.extracting(behind)) {
        legalForm = words[0].lowerBound..<words[count - 1].upperBound
        name = behind
        return true
      }
    }
    return false
  }

  /// Whether a short word in front is written as a legal form: in capitals, before a name that is not.
  private func isHeadWritten(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    for index in range where text[index] &- 0x61 < 26 { return false }
    for index in name where !range.contains(index) && text[index] &- 0x61 < 26 { return true }
    for index in range where text[index] == 0x2E || text[index] == 0x2F { return true }
    return false
  }

  /// A form inside the name that can be nothing else: Acme Inc. of Ohio.
  private mutating func takeInside(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    guard words.count > 2 else { return false }
    for index in 1..<words.count - 1 where words.mayBelong(index) {
      guard let flags = CompanyForms.shared.flags(of: words.hash(index..<index + 1)),
        flags.contains(.neverNames), words[index].count <= 5, !isOpen(text, words[index - 1]),
        (0..<index).contains(where: words.hasLetters)
      else { continue }
      legalForm = words[index]
      cut = words[index].lowerBound..<words[index + 1].lowerBound
      return true
    }
    return false
  }

  /// Whether two forms are all that there is, each of which may stand around a name: that would leave none.
  private func isFormsAlone(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    guard words.count == 2, let first = CompanyForms.shared.flags(of: words.hash(0..<1)), first.contains(.leads),
      let last = CompanyForms.shared.flags(of: words.hash(1..<2))
    else { return false }
    return first.isDisjoint(with: [.doubtful, .neverNames]) && last.isDisjoint(with: [.doubtful, .neverNames])
  }

  private func isFormAlone(_ text: Span<UInt8>, _ words: inout CompanyWords) -> Bool {
    words.read(name, of: text)
    return CompanyForms.shared.flags(of: words.hash(0..<words.count))?.contains(.neverNames) ?? false
  }

  /// Whether a word asks for another one: Tiffany & Co. is a name.
  private func isOpen(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    if text[word.upperBound - 1] == 0x26 { return true }
    let word = text.extracting(word)
    switch word.count {
    case 1: return word[0] | 0x20 == 0x65 || word[0] | 0x20 == 0x79 || word[0] == 0x2B
    case 2: return word.hasASCII("et", at: 0) || word.hasASCII("og", at: 0)
    case 3: return word.hasASCII("and", at: 0) || word.hasASCII("und", at: 0) || word.hasASCII("och", at: 0)
    default: return false
    }
  }

  // MARK: What stands around

  /// `Acme Holdings Ltd t/a Acme Pizza`: people know the company by the second name.
  private mutating func takeTradingName(_ text: Span<UInt8>) {
    var index = name.lowerBound + 1
    while index < name.upperBound {
      if text[index - 1] == 0x20 || text[index - 1] == 0x2C {
        for sign in CompanyName.tradingSigns where text.hasASCII(sign, at: index) {
          let rest = index + sign.utf8CodeUnitCount..<name.upperBound
          guard CompanyName.hasName(text.extracting(rest)) else { continue }
          name = rest
          steps.insert(.tradingName)
          trim(text)
          return
        }
      }
      index += 1
    }
  }

  private static let tradingSigns: [StaticString] = [
    "dba ", "d/b/a ", "d.b.a. ", "t/a ", "doing business as ", "trading as ", "operating as ", "o/a ",
  ]

  /// `Acme (UK)`, `Acme - Germany`: a country behind the name.
  private mutating func takeLocation(_ text: Span<UInt8>) {
    guard name.count > 4 else { return }
    var start = 0
    var end = name.upperBound
    if text[end - 1] == 0x29 {
      end -= 1
      start = end
      while start > name.lowerBound, text[start - 1] != 0x28 { start -= 1 }
      guard start > name.lowerBound else { return }
      let place = text.extracting(start..<end)
      guard isCountry(place), CompanyName.hasName(text.extracting(name.lowerBound..<start)) else { return }
      name = name.lowerBound..<start - 1
    } else {
      start = end
      while start > name.lowerBound, text[start - 1] != 0x2C, !isDash(text, start - 1) { start -= 1 }
      guard start > name.lowerBound, start < end, text[start] == 0x20 else { return }
      let place = text.extracting(start + 1..<end)
      guard place.count > 3, isCountry(place) else { return }
      guard CompanyName.hasName(text.extracting(name.lowerBound..<start - 1)) else { return }
      name = name.lowerBound..<start - 1
    }
    steps.insert(.location)
    trim(text)
  }

  private func isDash(_ text: Span<UInt8>, _ index: Int) -> Bool {
    text[index] == 0x2D && index > name.lowerBound && text[index - 1] == 0x20
  }

  private func isCountry(_ place: Span<UInt8>) -> Bool {
    guard place.count <= 60 else { return false }
    // Short ones only in capitals: (in), (me).
    if place.count < 4 && place.indices.contains(where: { place[$0] &- 0x61 < 26 }) { return false }
    var scratch: [UInt8] = []
    return Country.append(place, into: &scratch) != .none
  }

  /// Takes punctuation off that parted the name from what is gone, and quotes that were around all of it.
  private mutating func trim(_ text: Span<UInt8>) {
    var start = name.lowerBound
    var end = name.upperBound
    while start < end, isEdge(text[start]) { start += 1 }
    while end > start, isEdge(text[end - 1]) || text[end - 1] == 0x21 || text[end - 1] == 0x28 { end -= 1 }
    name = start..<end
    for (open, close) in CompanyName.quotes {
      let opens = open.utf8CodeUnitCount
      let closes = close.utf8CodeUnitCount
      guard name.count > opens + closes, text.hasASCII(open, at: start),
        text.hasASCII(close, at: end - closes),
        CompanyName.hasName(text.extracting(start + opens..<end - closes))
      else { continue }
      name = start + opens..<end - closes
      return
    }
  }

  private static let quotes: [(StaticString, StaticString)] = [
    ("\"", "\""), ("«", "»"), ("“", "”"), ("„", "“"), ("„", "”"), ("「", "」"), ("'", "'"), ("‘", "’"),
  ]

  private func isEdge(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2C, 0x2D, 0x3A, 0x3B, 0x2F, 0x7C, 0x26: true
    default: false
    }
  }
}
