import Canonical
import Testing

@Suite struct NameCaseTests {
  static let familyNames: [(String, String)] = [
    ("MCDONALD", "McDonald"), ("mcgee", "McGee"), ("O'BRIEN", "O'Brien"), ("o’brien", "O’Brien"),
    ("SMITH-JONES", "Smith-Jones"), ("VAN DER BERG", "van der Berg"), ("de la cruz", "de la Cruz"),
    ("VON HUMBOLDT", "von Humboldt"), ("BIN SALMAN", "bin Salman"), ("AL-HASSAN", "al-Hassan"), ("VAN", "Van"),
    ("VAN 'T HOFF", "van 't Hoff"), ("'T HART", "'t Hart"), ("IJZERMAN", "IJzerman"), ("ijaz", "Ijaz"),
    ("MACDONALD", "MacDonald"), ("MACGREGOR", "MacGregor"), ("MACKENZIE", "Mackenzie"), ("MACHADO", "Machado"),
    ("MACEDO", "Macedo"),
    ("ORTEGA Y GASSET", "Ortega y Gasset"), ("COSTA E SILVA", "Costa e Silva"), ("D'ANGELO", "D'Angelo"),
    ("GISCARD D'ESTAING", "Giscard d'Estaing"), ("DELL'OLIO", "Dell'Olio"), ("SA'ID", "Sa'id"),
    ("DE' MEDICI", "de' Medici"), ("DUPONT DE L'EURE", "Dupont de l'Eure"), ("MIN-HO", "Min-Ho"),
    ("WINDSOR III", "Windsor III"), ("smith iv", "Smith IV"), ("WINDSOR VI", "Windsor VI"), ("ST. JOHN", "St. John"),
    ("LA ROSA", "La Rosa"),
    ("ÅKERSTRÖM", "Åkerström"), ("ПУШКИН", "Пушкин"), ("чайковский", "Чайковский"), ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "Παπαδοπουλος"),
    ("МАР'ЯНЕНКО", "Мар'яненко"), ("О'БРАЙЕН", "О'Брайен"), ("YAĞIZ", "Yağız"), ("İNCİ", "İnci"), ("ırmak", "Irmak"),
    ("STRAßER", "Straßer"), ("GROẞ", "Groß"), ("strauß", "Strauß"), ("ՍԱՐՅԱՆ", "Սարյան"), ("გიორგაძე", "გიორგაძე"),
    ("山田", "山田"),
    ("McDONALD", "McDONALD"), ("van Gogh", "van Gogh"),
    ("von der LEYEN", "von der Leyen"), ("smith-JONES", "Smith-Jones"), ("SMITH-jones", "Smith-Jones"),
    ("o'NEIL", "O'Neil"), ("d'ANGELO", "D'Angelo"), ("windsor III", "Windsor III"), ("al-HASSAN", "al-Hassan"),
    ("de la Cruz", "de la Cruz"), ("smith JR", "smith JR"), ("Smith-JONES", "Smith-JONES"), ("NG", "Ng"),
    ("3RD", "3rd"), ("J", "J"), ("DEMILLE", "DeMille"), ("DEMPSEY", "Dempsey"), ("FITZROY", "FitzRoy"),
    ("FITZGERALD", "Fitzgerald"), ("BEN-GURION", "Ben-Gurion"), ("HA-LEVI", "ha-Levi"), ("D'SOUZA", "D'Souza"),
    ("D'ORMESSON", "D'Ormesson"), ("JEAN D'ORMESSON", "Jean d'Ormesson"), ("ʿOMAR", "ʿOmar"),
  ]
  static let givenNames: [(String, String)] = [
    ("CANDACE", "Candace"), ("jean-pierre", "Jean-Pierre"), ("J.R.", "J.R."), ("j.r.", "J.R."), ("j. r.", "J. R."),
    ("MARIA DEL CARMEN", "Maria del Carmen"), ("MARÍA DE LOS ÁNGELES", "María de los Ángeles"), ("JP", "JP"),
    ("tj", "TJ"), ("MIN-JUN", "Min-jun"), ("JEAN-HO", "Jean-Ho"), ("E'TESAMI", "E'tesami"), ("AL", "Al"), ("MD", "Md"),
    ("MACKENZIE", "Mackenzie"), ("HƯƠNG", "Hương"), ("ǄEMAL", "ǅemal"),
    ("D'ARTAGNAN", "D'Artagnan"), ("ABD-AL-RAHMAN", "Abd-al-Rahman"), ("\"BOB\"", "\"Bob\""), ("VAN", "Van"),
    ("ἈΡΙΣΤΟΤΈΛΗΣ", "Ἀριστοτέλης"), ("M'HAMED", "M'hamed"), ("TZU-FANG", "Tzu-fang"),
    ("DESHAWN", "DeShawn"), ("MARY-JO", "Mary-Jo"), ("ANN-MARIE", "Ann-Marie"), ("YC", "YC"), ("TY", "Ty"),
    ("N'GOLO", "N'Golo"), ("ALI (ALEX)", "Ali (Alex)"),
  ]
  static let fullNames: [(String, String)] = [
    ("FUJIWARA NO TEIKA", "Fujiwara no Teika"), ("NO TEIKA", "No Teika"), ("KANG JANG-OH", "Kang Jang-oh"),
    ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven"), ("JUAN DE LA CRUZ", "Juan de la Cruz"),
    ("SEAN O'NEILL III", "Sean O'Neill III"), ("MACKENZIE MACDONALD", "Mackenzie MacDonald"),
    ("MOHAMMED BIN SALMAN AL-SAUD", "Mohammed bin Salman al-Saud"), ("JEAN DUPONT", "Jean Dupont"),
    ("Jean DUPONT", "Jean DUPONT"), ("jean DUPONT", "Jean Dupont"), ("DeShawn WARE", "DeShawn WARE"),
    ("J.R.R. TOLKIEN", "J.R.R. Tolkien"), ("KIM DAE-JUNG", "Kim Dae-jung"), ("DAE-JUNG KIM", "Dae-Jung Kim"),
    ("KIM, DAE-JUNG", "Kim, Dae-Jung"), ("THOMAS KIM DAE-JUNG", "Thomas Kim Dae-jung"),
    ("LEE ANN-MARIE", "Lee Ann-Marie"),
    ("CHIANG CHING-KUO", "Chiang Ching-kuo"), ("NGUYEN VAN THIEU", "Nguyen Van Thieu"), ("LI DE", "Li De"),
    ("GIUSEPPE DE SANTIS", "Giuseppe De Santis"), ("LUCA DELLA ROBBIA", "Luca della Robbia"),
    ("LORENZO DE' MEDICI", "Lorenzo de' Medici"), ("DIEGO DE LA VEGA", "Diego de la Vega"),
    ("JAMES VAN HEUSEN", "James Van Heusen"), ("WILLEM VAN HEUSEN", "Willem van Heusen"),
    ("JAMES VAN DER ZEE", "James van der Zee"), ("JOSEPH BEN JUDAH", "Joseph ben Judah"),
    ("DAVID BEN ARI", "David Ben Ari"),
    ("BEN KINGSLEY", "Ben Kingsley"), ("JORDI PUIG I FERRER", "Jordi Puig i Ferrer"),
    ("JOHN PAUL I SMITH", "John Paul I Smith"),
    ("TOM Y BAKER", "Tom Y Baker"), ("SANTIAGO RAMÓN Y CAJAL", "Santiago Ramón y Cajal"), ("BAKER RW", "Baker RW"),
    ("SMITH, JOHN (Dr.)", "Smith, John (Dr.)"), ("Dr. JOHN SMITH PhD", "Dr. John Smith PhD"),
    ("Dr. john smith", "Dr. John Smith"),
    ("Dr. John SMITH", "Dr. John SMITH"), ("Dr. DeShawn WARE", "Dr. DeShawn WARE"), ("Prof.", "Prof."),
    ("ALFONSO XI OF CASTILE", "Alfonso XI of Castile"), ("ÖZLEM IŞIK", "Özlem Işik"),
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
    #expect(form("YILMAZ") { NameCase.append($0, as: .family, in: NameContext(turkic: true), into: &$1) } == "Yılmaz")
    #expect(form("ibrahim") { NameCase.append($0, as: .given, in: NameContext(turkic: true), into: &$1) } == "İbrahim")
    #expect(form("YILMAZ") { NameCase.append($0, as: .family, into: &$1) } == "Yilmaz")
  }

  @Test(
    "a Turkish I without its dot follows the vowels, but where İ stands too it is ı",
    arguments: [
      ("ISMET", "İsmet"), ("IRMAK", "Irmak"), ("METIN", "Metin"), ("AYDIN", "Aydın"), ("KADIR", "Kadir"),
      ("ISIK", "Isık"),
      ("DİLEK AYDIN", "Dilek Aydın"), ("İNCİ METIN", "İnci Metın"),
    ])
  func turkishI(_ raw: String, _ expected: String) {
    #expect(form(raw) { NameCase.append($0, as: .family, in: NameContext(turkic: true), into: &$1) } == expected)
  }
}
