import Canonical
import Testing

/// Full names taken apart: title | given | middle | family | suffix | nickname.
@Suite struct FullNameTests {
  private func parts(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var name = FullName()
    guard name.read(bytes.span) else { return "" }
    return FullName.Part.allCases.map { part in
      var out: [UInt8] = []
      name.append(part, of: bytes.span, into: &out)
      return String(decoding: out, as: UTF8.self)
    }.joined(separator: "|")
  }

  @Test(
    "honorifics stand in front, in several words and languages",
    arguments: [
      ("Dr. Ada Byron", "Dr.|Ada||Byron||"), ("Prof. Dr. Emmy Noether", "Prof. Dr.|Emmy||Noether||"),
      ("The Right Hon. Ada Byron", "The Right Hon.|Ada||Byron||"), ("Lt.Gen. Ada Byron", "Lt.Gen.|Ada||Byron||"),
      ("Rev.Dr. Ada Byron", "Rev. Dr.|Ada||Byron||"), ("State Senator Ada Byron", "State Senator|Ada||Byron||"),
      ("Secretary of State Ada Byron", "Secretary of State|Ada||Byron||"), ("Mr. Byron", "Mr.|||Byron||"),
      ("Sir Isaac", "Sir|Isaac||||"), ("Mr. & Mrs. George Byron", "Mr. & Mrs.|George||Byron||"),
      ("Herr Georg Büchner", "Herr|Georg||Büchner||"), ("г-н Иван Жуков", "г-н|Иван||Жуков||"),
      ("Queen Byron", "|Queen||Byron||"), ("Queen Ada Byron", "Queen|Ada||Byron||"), ("D.R. Byron", "|D.R.||Byron||"),
      ("M. Ada Byron", "|M.|Ada|Byron||"),
    ] as [(String, String)])
  func honorifics(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "suffixes stand behind, with commas and without",
    arguments: [
      ("Ada Byron, PhD, MBA", "|Ada||Byron|PhD, MBA|"), ("George Byron Jr. M.D.", "|George||Byron|Jr. M.D.|"),
      ("George Noel Byron Senior", "|George|Noel|Byron|Senior|"), ("George Senior", "|George||Senior||"),
      ("George Senior III", "|George||Senior|III|"), ("Ada Ma", "|Ada||Ma||"), ("Ada Byron, MA", "|Ada||Byron|MA|"),
      ("Ada Byron MA", "|Ada||Byron|MA|"), ("ADA J MA", "|ADA|J|MA||"), ("Ada Byron, XYZQ", "|Ada||Byron|XYZQ|"),
      ("Ada Byron attorney at law", "|Ada||Byron|attorney at law|"), ("george b. iii byron", "|george|b.|byron|iii|"),
      ("BYRON, RN, BSN, ADA", "|ADA||BYRON|RN, BSN|"), ("Byron, Jr.", "|||Byron|Jr.|"),
    ] as [(String, String)])
  func suffixes(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "a comma turns a name round, unless it is misplaced",
    arguments: [
      ("Byron, Ada", "|Ada||Byron||"), ("Byron,Ada K.", "|Ada|K.|Byron||"),
      ("Byron Jr., George", "|George||Byron|Jr.|"),
      ("Byron, George, Jr.", "|George||Byron|Jr.|"), ("Byron, Dr. Ada, FRS, PhD", "Dr.|Ada||Byron|FRS, PhD|"),
      ("Byron, Jr. George", "|George||Byron|Jr.|"), ("Berg, Jan van den", "|Jan||van den Berg||"),
      ("Ada K, Byron", "|Ada|K|Byron||"), ("ada byron,", "|ada||byron||"), ("Ada Byron, k", "|Ada|k|Byron||"),
      ("\"Byron King\", Ada", "|Ada||Byron King||"), ("de la Cruz, Ada", "|Ada||de la Cruz||"),
    ] as [(String, String)])
  func commas(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "nicknames stand in quotes or brackets",
    arguments: [
      ("Ada (Addie) Byron", "|Ada||Byron||Addie"), ("Ada \"The Count\" Byron", "|Ada||Byron||The Count"),
      ("Ada 'Addie' O'Byron", "|Ada||O'Byron||Addie"), ("Ada “Addie” K. Byron", "|Ada|K.|Byron||Addie"),
      ("Ada ''Addie'' Byron", "|Ada||Byron||Addie"), ("Ada («Addie») Byron", "|Ada||Byron||Addie"),
      ("Ada Byron (Jr.)", "|Ada||Byron|Jr.|"), ("BYRON, ADA (Dr.)", "Dr.|ADA||BYRON||"),
      ("Pe'er D'Angelo", "|Pe'er||D'Angelo||"),
    ] as [(String, String)])
  func nicknames(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "particles and conjunctions belong to the family",
    arguments: [
      ("Jan van der Berg", "|Jan||van der Berg||"), ("Van Berg", "|Van||Berg||"), ("Ada Van", "|Ada||Van||"),
      ("van der Berg", "|||van der Berg||"), ("Ada María Ortega y Gasset", "|Ada|María|Ortega y Gasset||"),
      ("Ada y Gasset", "|Ada|y|Gasset||"), ("María del Carmen García", "|María|del Carmen|García||"),
      ("María de los Ángeles de la Cruz", "|María|de los Ángeles|de la Cruz||"),
      ("Anneke Bakker-de Vries", "|Anneke||Bakker-de Vries||"),
    ] as [(String, String)])
  func particles(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "of two people the first is taken",
    arguments: [
      ("Ada & George Byron", "|Ada||Byron||"), ("Ada K. and George L. Byron", "|Ada|K.|Byron||"),
      ("Ada King & George Byron", "|Ada||King||"), ("Ada Byron &", "|Ada||Byron||"),
      ("Ada Byron et al.", "|Ada||Byron||"),
    ] as [(String, String)])
  func pairs(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "the family stands first where the words tell so for certain",
    arguments: [
      ("Kowalski Robert", "|Robert||Kowalski||"), ("Kowalski Robert J.", "|Robert|J.|Kowalski||"),
      ("Kowalski Robert James", "|Robert|James|Kowalski||"), ("Robert Kowalski", "|Robert||Kowalski||"),
      ("Mr. Kowalski Robert", "Mr.|Kowalski||Robert||"), ("Carter Thomas", "|Carter||Thomas||"),
      ("Nagy István", "|István||Nagy||"), ("Kim Dae-jung", "|Dae-jung||Kim||"), ("Dae-jung Kim", "|Dae-jung||Kim||"),
      ("Zhang Yimou", "|Yimou||Zhang||"), ("Yimou Zhang", "|Yimou||Zhang||"), ("Li Na", "|Li||Na||"),
      ("Nguyen Van Thieu", "|Thieu|Van|Nguyen||"), ("Dae Jung Kim", "|Dae Jung||Kim||"),
      ("Mac Donald", "|Mac||Donald||"),
    ] as [(String, String)])
  func familyFirst(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "two words are one family name where they are known to be",
    arguments: [
      ("David Lloyd George", "|David||Lloyd George||"), ("Gabriel García Márquez", "|Gabriel||García Márquez||"),
      ("Juan Carlos Pérez López", "|Juan|Carlos|Pérez López||"), ("Lloyd George", "|Lloyd||George||"),
      ("Hillary Rodham Clinton", "|Hillary|Rodham|Clinton||"),
    ] as [(String, String)])
  func doubled(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "a name in Han characters or Hangul is parted behind a known family name",
    arguments: [
      ("山田太郎", "|太郎||山田||"), ("長谷川健", "|健||長谷川||"), ("王小明", "|小明||王||"), ("欧阳娜娜", "|娜娜||欧阳||"),
      ("김민준", "|민준||김||"), ("남궁민수", "|민수||남궁||"), ("황보라", "|보라||황||"), ("林太郎", "|太郎||林||"),
      ("人民大会", ""), ("王", ""), ("山田 太郎", "|太郎||山田||"),
    ] as [(String, String)])
  func han(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test(
    "what is no name goes to no part",
    arguments: [
      ("Acme Widgets Inc.", ""), ("Byron GmbH", ""), ("Ada unknown Byron", "|Ada||Byron||"), ("unknown", ""),
      ("Ada Byron (n/a)", "|Ada||Byron||n/a"), ("Ada Byron ada@example.com", "|Ada||Byron||"),
    ] as [(String, String)])
  func foreign(_ name: String, _ expected: String) { #expect(parts(name) == expected) }

  @Test("text with numbers in it is no name, nor is one without letters", arguments: ["local 881", "# 4", "---", ""])
  func noName(_ text: String) { #expect(parts(text) == "") }
}
