internal import CICU
internal import Foundation

/// A text as letter models look at it: each code point with its kind.
struct LetterSequence {
  struct Item {
    /// In lower case; nil for bytes that could not be decoded.
    var scalar: UInt32?
    var kind: Int32
  }

  private(set) var items: [Item] = []

  /// How often a sequence of small letters stands in it; `|` is a word's edge.
  func count(of letters: [UInt32]) -> Int {
    var count = 0
    for start in 0..<max(0, items.count - letters.count + 1) where matches(letters, at: start) { count += 1 }
    return count
  }

  private func matches(_ letters: [UInt32], at start: Int) -> Bool {
    for (index, letter) in letters.enumerated() {
      let item = items[start + index]
      if letter == 0x7C ? (1...4).contains(item.kind) : item.scalar != letter { return false }
    }
    return true
  }

  init(_ text: [UInt8]) {
    EncodingDetector.eachScalar(text) { scalar in
      guard let scalar else { return items.append(Item(scalar: nil, kind: 0)) }
      items.append(Item(scalar: sluice_to_lower(scalar), kind: sluice_kind(scalar)))
    }
  }
}

/// How often letters beyond ASCII are used in some languages. The shares are rough, from common knowledge of the
/// languages' orthographies: what decides is that they differ by factors, not by percents.
struct LetterModel {
  /// Logarithms of shares of the small letters.
  private var shares: [UInt32: Double] = [:]
  /// Whether words mix these letters with those of ASCII.
  let mixesASCII: Bool
  /// Whether the letters have case.
  private let hasCase: Bool
  /// Endings and other sequences that tell the languages from those whose encodings share bytes with theirs.
  private let telling: [[UInt32]]

  /// - Parameter letters: letters with one share each, in thousandths.
  init(_ letters: [(String, Double)], telling: [String] = [], mixesASCII: Bool = true, hasCase: Bool = true) {
    self.telling = telling.map { $0.unicodeScalars.map(\.value) }
    self.mixesASCII = mixesASCII
    self.hasCase = hasCase
    var total = 0.0
    for (text, share) in letters { total += share * Double(text.unicodeScalars.count) }
    for (text, share) in letters {
      for scalar in text.unicodeScalars { shares[scalar.value] = log(0.96 * share / total) }
    }
  }

  /// Signs that stand in text of any language.
  private static let signs: [UInt32: Double] = {
    let shares: [(String, Double)] = [
      ("\u{2019}", 0.004), ("\u{2013}\u{20AC}\u{A0}\u{AB}\u{BB}", 0.002), ("\u{201C}\u{201D}\u{201E}£°\u{2026}", 0.001),
      ("\u{2014}\u{2018}©®\u{2122}§·\u{2022}ºª½", 0.0004), ("¿¡¼¾²³±×µ¢¥", 0.0002),
    ]
    var signs: [UInt32: Double] = [:]
    for (text, share) in shares { for scalar in text.unicodeScalars { signs[scalar.value] = log(share) } }
    return signs
  }()

  private static let unheard: [[UInt32]] = ["ñs", "ñc", "ñk", "ñ|"].map { $0.unicodeScalars.map(\.value) }
  private static let strangeLetter = log(0.00006)
  private static let strangeSign = log(0.00003)
  private static let impossible = log(0.0000001)

  /// Logarithm of the likelihood of the code points beyond ASCII, and of the case of the letters around them.
  func score(_ text: LetterSequence) -> Double {
    let items = text.items
    var score = 0.0
    for letters in telling { score += 2.5 * Double(text.count(of: letters)) }
    // No language writes it before these, or last.
    if shares[0xF1] != nil { for letters in Self.unheard { score -= 3 * Double(text.count(of: letters)) } }
    for index in items.indices {
      let item = items[index]
      guard let scalar = item.scalar else {
        score += Self.impossible
        continue
      }
      let before = index > 0 ? items[index - 1] : nil
      let isInWord = before.map { (1...4).contains($0.kind) } ?? false
      let isBeyond = scalar >= 0x80
      let touchesBeyond = isBeyond || isInWord && before?.scalar.map { $0 >= 0x80 } ?? false
      guard touchesBeyond else { continue }
      switch item.kind {
      case 1...4:
        if isBeyond { score += shares[scalar] ?? Self.strangeLetter }
        if isInWord, !mixesASCII, let other = before?.scalar, other < 0x80 || !isBeyond { score += log(0.01) }
        if hasCase { score += caseScore(item.kind, before: before, isInWord: isInWord, index, items) }
      case 0:
        if isBeyond { score += Self.impossible }
      default:
        guard isBeyond else { continue }
        score += Self.signs[scalar] ?? Self.strangeSign
        let follows = index + 1 < items.count && (1...3).contains(items[index + 1].kind)
        // Inside a word only an apostrophe is at home.
        if isInWord && follows && scalar != 0x2019 { score += log(0.03) }
      }
    }
    return score
  }

  /// Words are small, or begin with a capital, or are capitals.
  private func caseScore(
    _ kind: Int32, before: LetterSequence.Item?, isInWord: Bool, _ index: Int, _ items: [LetterSequence.Item]
  ) -> Double {
    guard isInWord, let before else { return kind == 2 ? log(0.6) : log(0.3) }
    if kind == 2 { return before.kind == 2 ? log(0.3) : log(0.004) }
    // A small letter behind two capitals.
    if kind == 1 && before.kind == 2 && index > 1 && items[index - 2].kind == 2 { return log(0.05) }
    return 0
  }
}

extension LetterModel {
  /// French, German, Spanish, Portuguese, Italian, Nordic languages, and all of them together.
  static let western: [LetterModel] = [
    LetterModel(
      [
        ("é", 180), ("áüäöíó", 75), ("è", 45), ("ñç", 45), ("ãàøå", 30), ("êßúë", 20), ("ïâô", 14), ("æõòîùû", 8),
        ("ìýðþœšž", 2.5), ("ÿ", 1),
      ], telling: ["ção", "ñez|", "ués|", "çois", "øn|", "ström", "sön", "|ánge", "|élo"]),
    LetterModel([("é", 500), ("èàç", 110), ("êô", 40), ("îâëïûùœ", 20), ("ÿü", 2), ("öä", 1)]),
    LetterModel([("ü", 400), ("äö", 270), ("ß", 60), ("é", 10)]),
    LetterModel([("íóáé", 200), ("ñú", 90), ("ü", 10), ("àèçòï", 4)]),
    LetterModel([("ãçáé", 170), ("íóêú", 80), ("õâàô", 30), ("ü", 2)]),
    LetterModel([("äöåøé", 170), ("æ", 90), ("üáíóúýðþ", 20)]),
  ]
  /// Czech and Slovak, Polish, Hungarian, Romanian, South Slavic, and all of them together.
  static let eastern: [LetterModel] = [
    LetterModel(
      [
        ("áé", 80), ("íčšł", 60), ("žóřě", 45), ("ęćżńśă", 35), ("ýöőü", 25), ("ůúâşţșțđźň", 13), ("űîľťďô", 7),
        ("ą", 6), ("äŕĺ", 2),
      ], telling: eastEndings),
    LetterModel(
      [("áí", 160), ("éěřšžč", 90), ("ýů", 55), ("ú", 20), ("ňťďóľô", 12), ("äĺŕ", 3)], telling: eastEndings),
    LetterModel([("łó", 160), ("ężąść", 110), ("ńź", 60)], telling: eastEndings),
    LetterModel([("áé", 280), ("öóő", 100), ("üí", 60), ("úű", 25)], telling: eastEndings),
    LetterModel([("ă", 320), ("îșşțţ", 110), ("â", 110)], telling: eastEndings),
    LetterModel([("ćčš", 220), ("ž", 180), ("đ", 80)], telling: eastEndings),
  ]
  private static let eastEndings = ["ńsk", "ić|", "ič|", "ová|", "ský|", "čík|", "őr", "ść", "ań|", "liš", "ošk"]
  static let turkish = LetterModel([("ışü", 180), ("ğöç", 115), ("i\u{307}", 30), ("âîû", 3)])
  /// Latvian, Lithuanian, Estonian, and all of them together.
  static let baltic: [LetterModel] = [
    LetterModel(
      [("āš", 110), ("īėž", 85), ("ēūčņų", 50), ("ļķģįąäõüö", 30), ("ę", 12), ("ō", 2)], telling: balticEndings),
    LetterModel([("ā", 280), ("īē", 150), ("šņ", 90), ("ūļž", 60), ("čķģ", 40), ("ō", 2)]),
    LetterModel([("ėš", 220), ("žų", 150), ("čū", 90), ("įąę", 50)]),
    LetterModel([("äõüö", 230), ("šž", 15)]),
  ]
  private static let balticEndings = [
    "ienė|", "aitė|", "ytė|", "ūtė|", "ilė|", "čius|", "iņš|", "iņa|", "ītis|", "ēja|",
  ]
  /// Russian, Ukrainian and Belarusian, South Slavic.
  static let cyrillic: [LetterModel] = [
    cyrillic([("ё", 1), ("ъ", 0.4)]),
    cyrillic([("і", 57), ("є", 6), ("ї", 6), ("ґ", 0.3), ("ў", 6)]),
    cyrillic([("ъ", 15), ("ј", 40), ("ђ", 2), ("ћ", 8), ("љ", 5), ("њ", 7), ("џ", 1)]),
  ]
  static let greek = LetterModel(
    [
      ("α", 100), ("οι", 90), ("ετνς", 65), ("ηρσυκπλμ", 40), ("άίόέ", 22), ("ήώύω", 15), ("γδθ", 15), ("βχφζξψ", 7),
      ("ϊϋΐΰ", 1),
    ], mixesASCII: false)
  static let hebrew = LetterModel(
    [("יוהלאר", 80), ("מבנשתד", 45), ("קכחעפג", 22), ("סזטצםןף", 13), ("ךץ", 4)], mixesASCII: false, hasCase: false)
  static let arabic = LetterModel(
    [
      ("ا", 130), ("لينمر", 65), ("دهعبوت", 45), ("سحفقكجشص", 25), ("خطةأزذضءغظثىإئؤآ", 9),
      ("\u{67E}\u{686}\u{6AF}", 2),
    ],
    mixesASCII: false, hasCase: false)
  static let thai = LetterModel(
    [
      ("นารกเงอมยลวดทสต", 40), ("ะัีิ่้์ปคบหพชจขแ", 20), ("ไใโุูื็ผถซศธณภฉญฐฏฎฑฒฤ", 6), ("ฟฝฮฬๆฯำฆฌฅฃ", 3),
    ], mixesASCII: false, hasCase: false)
  static let vietnamese = LetterModel([
    ("\u{301}\u{300}\u{303}\u{309}\u{323}", 60), ("đêâôươăàáéíóúý", 35), ("èìòùãõ", 12),
  ])

  private static func cyrillic(_ others: [(String, Double)]) -> LetterModel {
    LetterModel(
      [
        ("оа", 95), ("еи", 80), ("нв", 60), ("тсрл", 48), ("км", 33), ("дпу", 28), ("яыьгзб", 17), ("чйхжш", 10),
        ("юцщэф", 5),
      ] + others, mixesASCII: false)
  }
}
