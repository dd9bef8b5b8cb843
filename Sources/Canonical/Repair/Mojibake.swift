/// Text in UTF-8 that was read in a single-byte code page, once or more often: `GÃ¼nther`, `РЎРёРЅ`, `Ram√≥n`.
///
/// Taken back only where it is certain. All of a text that comes out as UTF-8 again is evidence, and so is what each
/// broken character looks like between its neighbours: a symbol or a capital inside a word of small letters, letters of
/// two scripts in a word, boxes. One broken letter that may be meant as it stands (`É™`) is left alone.
struct Mojibake {
  /// A text with broken characters, as scalars.
  private let text: [UInt32]
  private let name: Codepage.Name
  private let page: Codepage
  private var read: [UInt32] = []
  private var sequences: [BrokenCharacter] = []

  private init(_ text: [UInt32], _ name: Codepage.Name) {
    self.text = text
    self.name = name
    page = Codepages.shared[name]
  }

  /// More times than anybody has read a text wrongly.
  private static let deepest = 3

  /// The text as it was meant; nil where it is fine, or where that is not certain.
  static func repaired(_ text: [UInt32], depth: Int = 0) -> [UInt32]? {
    for name in Codepage.Name.allCases {
      var mojibake = Mojibake(text, name)
      guard mojibake.readAll() else { continue }
      if depth < deepest, let deeper = repaired(mojibake.read, depth: depth + 1) { return deeper }
      if mojibake.isCertain { return mojibake.read }
    }
    if depth > 0 { return nil }
    return repairedWords(text) ?? repairedCharacters(text)
  }

  /// Repairs the words that are broken, among others that are fine.
  private static func repairedWords(_ text: [UInt32]) -> [UInt32]? {
    guard text.contains(0x20) else { return nil }
    var out: [UInt32] = []
    var isRepaired = false
    for (index, word) in text.split(separator: 0x20, omittingEmptySubsequences: false).enumerated() {
      if index > 0 { out.append(0x20) }
      if word.contains(where: { $0 >= 0x80 }), let meant = repaired(Array(word), depth: 1) {
        out += meant
        isRepaired = true
      } else {
        out += word
      }
    }
    return isRepaired ? out : nil
  }

  /// Repairs the characters that are broken, among others that are fine.
  private static func repairedCharacters(_ text: [UInt32]) -> [UInt32]? {
    for name in Codepage.Name.allCases {
      var mojibake = Mojibake(text, name)
      if mojibake.readCertain() { return mojibake.read }
    }
    return nil
  }

  // MARK: Reading

  /// Reads everything beyond ASCII as bytes of UTF-8; false where that is not all of it, or nothing.
  private mutating func readAll() -> Bool {
    var index = 0
    while index < text.count {
      if text[index] < 0x80 {
        read.append(text[index])
        index += 1
      } else if let character = BrokenCharacter(text, at: index, page, mayBeBlank: true) {
        take(character)
        index = character.end
        if character.keepsBlank { read.append(0x20) }
      } else {
        return false
      }
    }
    return !sequences.isEmpty
  }

  private mutating func take(_ character: BrokenCharacter) {
    var character = character
    character.place = read.count
    sequences.append(character)
    // The mark that a text is UTF-8 is no part of it.
    if character.scalar != 0xFEFF { read.append(character.scalar) }
  }

  /// Reads only the characters that are certain where they stand, among others that are fine.
  private mutating func readCertain() -> Bool {
    var index = 0
    while index < text.count {
      if text[index] >= 0x80, let character = BrokenCharacter(text, at: index, page, mayBeBlank: false) {
        var trial = character
        trial.place = read.count
        let before = read.last ?? 0
        let after = character.end < text.count ? meaning(at: character.end) : 0
        switch trial.evidence(text, name, before: before, after: after) {
        case .strong where trial.count > 2 || UsualLetter.isLatin(trial.scalar):
          take(character)
          index = character.end
          continue
        case .none, .foreign: return false
        case .strong, .weak, .lost: break
        }
      }
      read.append(text[index])
      index += 1
    }
    return !sequences.isEmpty
  }

  /// The scalar at an index, or what it is the first part of.
  private func meaning(at index: Int) -> UInt32 {
    text[index] < 0x80 ? text[index] : BrokenCharacter(text, at: index, page, mayBeBlank: false)?.scalar ?? text[index]
  }

  // MARK: Judging

  /// Whether what was read is what was meant.
  private var isCertain: Bool {
    var strong = 0
    var foreign = 0
    var lost = 0
    var script: NameScript.Kind?
    for sequence in sequences {
      let before = sequence.place > 0 ? read[sequence.place - 1] : 0
      let after = sequence.place + 1 < read.count ? read[sequence.place + 1] : 0
      switch sequence.evidence(text, name, before: before, after: after) {
      case .none: return false
      case .weak: break
      case .strong: strong += 1
      case .lost: lost += 1
      case .foreign:
        foreign += 1
        let kind = NameScript.kind(of: sequence.scalar)
        if kind != .common && kind != .inherited {
          if let script, kind != script, !script.isEastAsian || !kind.isEastAsian { return false }
          script = kind
        }
        // Letters of two scripts in one word are what mojibake looks like, not what it comes from.
        if strong == 0, sequences.count < 3, isLatin(before) || isLatin(after) { return false }
      }
    }
    if strong > 0 || foreign > 1 { return true }
    // A single character is all that there is: many Chinese names.
    return foreign == 1 && lost == 0 && sequences.count == 1 && sequences[0].count > 2 && read.count == 1
      && sequences[0].isOdd(text)
  }

  private func isLatin(_ scalar: UInt32) -> Bool { scalar < 0x80 && LetterCase.isLetter(scalar) }
}
