import Canonical
import Testing

@Suite struct NameCaseTests {
  static let familyNames: [(String, String)] = [
    ("MCDONALD", "McDonald"), ("mcgee", "McGee"), ("O'BRIEN", "O'Brien"), ("o’brien", "O’Brien"),
    ("SMITH-JONES", "Smith-Jones"), ("VAN DER BERG", "van der Berg"), ("de la cruz", "de la Cruz"),
    ("VON HUMBOLDT", "von Humboldt"), ("BIN SALMAN", "bin Salman"), ("AL-HASSAN", "al-Hassan"), ("VAN", "Van"),
    ("VAN 'T HOFF", "van 't Hoff"), ("'T HART", "'t Hart"), ("IJZERMAN", "IJzerman"), ("ijaz", "Ijaz"),
    ("MACDONALD", "MacDonald"), ("MACKENZIE", "MacKenzie"), ("MACHADO", "Machado"), ("MACEDO", "Macedo"),
    ("ORTEGA Y GASSET", "Ortega y Gasset"), ("COSTA E SILVA", "Costa e Silva"), ("D'ANGELO", "D'Angelo"),
    ("GISCARD D'ESTAING", "Giscard d'Estaing"), ("DELL'OLIO", "Dell'Olio"), ("SA'ID", "Sa'id"),
    ("DE' MEDICI", "de' Medici"), ("DUPONT DE L'EURE", "Dupont de l'Eure"), ("MIN-HO", "Min-Ho"),
    ("WINDSOR III", "Windsor III"), ("smith iv", "Smith IV"), ("WINDSOR VI", "Windsor VI"), ("ST. JOHN", "St. John"),
    ("LA ROSA", "La Rosa"),
    ("ÅKERSTRÖM", "Åkerström"), ("ПУШКИН", "Пушкин"), ("чайковский", "Чайковский"), ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "Παπαδοπουλος"),
    ("МАР'ЯНЕНКО", "Мар'яненко"), ("О'БРАЙЕН", "О'Брайен"), ("YAĞIZ", "Yağız"), ("İNCİ", "İnci"), ("ırmak", "Irmak"),
    ("STRAßER", "STRAßER"), ("strauß", "Strauß"), ("ՍԱՐՅԱՆ", "Սարյան"), ("გიორგაძე", "გიორგაძე"), ("山田", "山田"),
    ("McDONALD", "McDONALD"), ("van Gogh", "van Gogh"),
    ("von der LEYEN", "von der Leyen"), ("smith-JONES", "Smith-Jones"), ("SMITH-jones", "Smith-Jones"),
    ("o'NEIL", "O'Neil"), ("d'ANGELO", "D'Angelo"), ("windsor III", "Windsor III"), ("al-HASSAN", "al-Hassan"),
    ("de la Cruz", "de la Cruz"), ("smith JR", "smith JR"), ("Smith-JONES", "Smith-JONES"), ("NG", "Ng"),
    ("3RD", "3rd"), ("J", "J"),
  ]
  static let givenNames: [(String, String)] = [
    ("CANDACE", "Candace"), ("jean-pierre", "Jean-Pierre"), ("J.R.", "J.R."), ("j.r.", "J.R."), ("j. r.", "J. R."),
    ("MARIA DEL CARMEN", "Maria del Carmen"), ("MARÍA DE LOS ÁNGELES", "María de los Ángeles"), ("JP", "JP"),
    ("tj", "TJ"), ("MIN-JUN", "Min-jun"), ("JEAN-HO", "Jean-Ho"), ("E'TESAMI", "E'tesami"), ("AL", "Al"), ("MD", "Md"),
    ("MACKENZIE", "Mackenzie"), ("HƯƠNG", "Hương"), ("ǄEMAL", "ǅemal"),
    ("D'ARTAGNAN", "D'Artagnan"), ("ABD-AL-RAHMAN", "Abd-al-Rahman"), ("\"BOB\"", "\"Bob\""), ("VAN", "Van"),
    ("ἈΡΙΣΤΟΤΈΛΗΣ", "Ἀριστοτέλης"), ("M'HAMED", "M'hamed"), ("N'GOLO", "N'Golo"), ("ALI (ALEX)", "Ali (Alex)"),
  ]
  static let fullNames: [(String, String)] = [
    ("FUJIWARA NO TEIKA", "Fujiwara no Teika"), ("NO TEIKA", "No Teika"), ("KANG JANG-OH", "Kang Jang-oh"),
    ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven"), ("JUAN DE LA CRUZ", "Juan de la Cruz"),
    ("SEAN O'NEILL III", "Sean O'Neill III"), ("MACKENZIE MACDONALD", "Mackenzie MacDonald"),
    ("MOHAMMED BIN SALMAN AL-SAUD", "Mohammed bin Salman al-Saud"), ("JEAN DUPONT", "Jean Dupont"),
    ("Jean DUPONT", "Jean DUPONT"), ("jean DUPONT", "Jean Dupont"), ("DeShawn WARE", "DeShawn WARE"),
    ("J.R.R. TOLKIEN", "J.R.R. Tolkien"),
  ]

  @Test("a family name in one case gets its usual capitals", arguments: familyNames)
  func family(_ raw: String, _ expected: String) {
    #expect(form(raw) { NameCase.append($0, as: .family, into: &$1) } == expected)
  }

  @Test("a given name in one case gets its usual capitals", arguments: givenNames)
  func given(_ raw: String, _ expected: String) {
    #expect(form(raw) { NameCase.append($0, as: .given, into: &$1) } == expected)
  }

  @Test("a full name in one case gets its usual capitals", arguments: fullNames)
  func full(_ raw: String, _ expected: String) {
    #expect(form(raw) { NameCase.append($0, as: .full, into: &$1) } == expected)
  }

  @Test("Turkic context pairs I with ı and i with İ")
  func turkic() {
    #expect(form("YILMAZ") { NameCase.append($0, as: .family, turkic: true, into: &$1) } == "Yılmaz")
    #expect(form("ibrahim") { NameCase.append($0, as: .given, turkic: true, into: &$1) } == "İbrahim")
    #expect(form("YILMAZ") { NameCase.append($0, as: .family, into: &$1) } == "Yilmaz")
  }
}
