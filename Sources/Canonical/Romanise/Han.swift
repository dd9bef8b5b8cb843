internal import CICU
internal import CTables

/// Han characters in Latin letters.
enum Han {
  /// Appends a word in small letters: a Chinese name by Pinyin, the family name of a full name apart; a foreign one by what
  /// its characters stand for.
  static func append(_ word: [UInt32], isFull: Bool, into out: inout [UInt8]) {
    let simple = simplified(word)
    let pinyin = pinyin(word)
    guard simple.count == word.count, pinyin.count == word.count else {
      return OtherScript.append(word, dropsLastA: false, into: &out)
    }
    if isForeign(simple) {
      appendForeign(simple, pinyin, into: &out)
      return
    }
    let family = familyLength(simple)
    for (index, syllable) in pinyin.enumerated() {
      if isFull && index == family && index > 0 { out.append(0x20) }
      out += syllable
    }
  }

  private static func isForeign(_ simple: [UInt32]) -> Bool {
    let table = HanTable.shared
    if simple.count < 2 { return false }
    let isChinese = familyLength(simple) > 0 && simple.count <= 3 && !simple[1...].contains(where: table.pure.contains)
    return !isChinese && simple.count { table.sounds[$0] != nil } * 2 > simple.count
  }

  /// How many of the first characters are a family name.
  private static func familyLength(_ simple: [UInt32]) -> Int {
    let table = HanTable.shared
    if simple.count >= 3, simple.count <= 4, table.doubleFamilies.contains(simple[0] << 16 | simple[1]) { return 2 }
    return simple.count >= 2 && simple.count <= 3 && table.families.contains(simple[0]) ? 1 : 0
  }

  private static func appendForeign(_ simple: [UInt32], _ pinyin: [[UInt8]], into out: inout [UInt8]) {
    let start = out.count
    for (index, c) in simple.enumerated() {
      var sound = HanTable.shared.sounds[c] ?? pinyin[index]
      let next = index + 1 < simple.count ? HanTable.shared.sounds[simple[index + 1]] ?? [] : []
      if sound == [0x6E], out.count > start, out.last == 0x6E { continue }
      if sound.last == 0x6E, sound.count > 1, next.first == 0x6E { sound.removeLast() }
      if index == 0 {
        switch sound {
        case [0x6C]: sound = [0x65, 0x72]
        case [0x6E]: sound = [0x65, 0x6E]
        case [0x73]: break
        default:
          let needsVowel = sound.count == 1 && !isVowel(sound[0]) && next.first != 0x6C && next.first != 0x72
          if needsVowel { sound.append(0x65) }
        }
      }
      out += sound
    }
  }

  private static func isVowel(_ byte: UInt8) -> Bool { [0x61, 0x65, 0x69, 0x6F, 0x75].contains(byte) }

  /// The simplified characters of a word.
  static func simplified(_ word: [UInt32]) -> [UInt32] {
    let bytes = transliterated(word, by: SLUICE_TRADITIONAL_SIMPLIFIED)
    var simple: [UInt32] = []
    var index = 0
    while index < bytes.count {
      let next = scalar(in: bytes.span, at: index)
      simple.append(next.value)
      index += next.count
    }
    return simple
  }

  private static func pinyin(_ word: [UInt32]) -> [[UInt8]] {
    transliterated(word, by: SLUICE_HAN_LATIN).split(separator: 0x20).map { $0.filter { isASCIILetter($0) } }
  }

  private static func transliterated(_ word: [UInt32], by rules: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for c in word { bytes.append(scalar: c) }
    var out = [UInt8](repeating: 0, count: bytes.count * 12 + 64)
    let count = Int(sluice_transliterate(Int32(rules), bytes, Int32(bytes.count), &out, Int32(out.count)))
    out.removeLast(out.count - max(0, count))
    return out
  }
}

/// What Han characters are in names.
struct HanTable: Sendable {
  static let shared = HanTable()

  /// What a character stands for in the transcription of a foreign name.
  private(set) var sounds: [UInt32: [UInt8]] = [:]
  /// Characters that hardly any Chinese name has.
  private(set) var pure: Set<UInt32> = []
  /// Family names of one character.
  private(set) var families: Set<UInt32> = []
  /// Family names of two, in one number.
  private(set) var doubleFamilies: Set<UInt32> = []

  private init() {
    TableText.forEachLine(of: sluice_table_romanise_han()) { line in
      guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count) else { return }
      let sound = (0..<tab).map { line[$0] }
      var former: UInt32 = 0x20
      var index = tab + 1
      while index < line.count {
        let next = scalar(in: line, at: index)
        index += next.count
        switch sound {
        case [0x2B]: pure.insert(next.value)
        case [0x3D]: families.insert(next.value)
        case [0x3D, 0x3D]:
          if former != 0x20, next.value != 0x20 { doubleFamilies.insert(former << 16 | next.value) }
          former = next.value
        default: sounds[next.value] = sound
        }
      }
    }
  }
}

/// Names whose Latin form is known.
enum RomanisedNames {
  /// The Latin form of a name as it stands.
  static func form(of word: [UInt32]) -> [UInt8]? { tables.names[word] }

  /// A Korean family name's form; empty where that is the Revised Romanisation's, nil where it is no family name.
  static func koreanFamily(_ syllable: UInt32) -> [UInt8]? { tables.families[syllable] }

  private static let tables: (names: [[UInt32]: [UInt8]], families: [UInt32: [UInt8]]) = {
    var names: [[UInt32]: [UInt8]] = [:]
    var families: [UInt32: [UInt8]] = [:]
    TableText.forEachLine(of: sluice_table_romanise_names()) { line in
      guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count) else { return }
      if line[0] == 0x3D {
        readFamilies(line.extracting(tab + 1..<line.count), into: &families)
      } else {
        names[scalars(line.extracting(0..<tab))] = (tab + 1..<line.count).map { line[$0] }
      }
    }
    return (names, families)
  }()

  private static func readFamilies(_ text: Span<UInt8>, into families: inout [UInt32: [UInt8]]) {
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == 0x20 {
      if index > start {
        let entry = text.extracting(start..<index)
        let name = scalar(in: entry, at: 0)
        families[name.value] = entry.count > name.count ? (name.count + 1..<entry.count).map { entry[$0] } : []
      }
      start = index + 1
    }
  }

  private static func scalars(_ text: Span<UInt8>) -> [UInt32] {
    var scalars: [UInt32] = []
    var index = 0
    while index < text.count {
      let next = scalar(in: text, at: index)
      scalars.append(next.value)
      index += next.count
    }
    return scalars
  }
}
