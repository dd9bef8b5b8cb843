import PipelineModel
import Testing
import Transforms

/// Full names of many languages as they come in lists, and all that becomes of them:
/// full | salutation | first | middle | last | suffix | nickname.
@Suite struct NameLanguageTests {
  static let names: [(raw: String, expected: String)] = [
    // English
    ("SMITH, JOHN (Dr.)", "Smith, John (Dr.)|Dr.|John||Smith||"),
    ("mr. john q. public jr.", "Mr. John Q. Public Jr.|Mr.|John|Q.|Public|Jr.|"),
    ("Robert \"Bob\" O'NEIL III", "Robert \"Bob\" O'NEIL III||Robert||O'Neil|III|Bob"),
    ("JOHN SMITH PHD, MBA", "John Smith Phd, Mba||John||Smith|PhD, MBA|"), ("Smith JL", "Smith JL||JL||Smith||"),
    ("J. R. R. TOLKIEN", "J. R. R. Tolkien||J.|R. R.|Tolkien||"),
    ("MCDONALD, RONALD", "McDonald, Ronald||Ronald||McDonald||"),
    ("Mr. & Mrs. George Byron", "Mr. & Mrs. George Byron|Mr. & Mrs.|George||Byron||"),
    ("John and Jane Smith", "John and Jane Smith||John||Smith||"),
    ("Dr Jane Goodall DBE", "Dr Jane Goodall DBE|Dr|Jane||Goodall|DBE|"),
    ("Madonna", "Madonna||Madonna||||"), ("JEAN-LUC MACDONALD", "Jean-Luc MacDonald||Jean-Luc||MacDonald||"),
    // German, Dutch, Nordic
    ("Prof. Dr. Dr. h.c. Hans Müller", "Prof. Dr. Dr. h.c. Hans Müller|Prof. Dr. Dr. h.c.|Hans||Müller||"),
    (
      "Karl-Theodor Freiherr von und zu Guttenberg",
      "Karl-Theodor Freiherr von und zu Guttenberg||Karl-Theodor|Freiherr|von und zu Guttenberg||"
    ),
    ("FRAU ANNA GROß", "Frau Anna Groß|Frau|Anna||Groß||"),
    ("Dipl.-Ing. Max Meier", "Dipl.-Ing. Max Meier|Dipl.-Ing.|Max||Meier||"),
    ("JAN VAN DER BERG", "Jan van der Berg||Jan||van der Berg||"),
    ("IJZERMAN, PIETER", "IJzerman, Pieter||Pieter||IJzerman||"),
    ("van den Heuvel, J.P.", "van den Heuvel, J.P.||J.P.||van den Heuvel||"),
    ("GERARD 'T HOOFT", "Gerard 't Hooft||Gerard||'t Hooft||"),
    ("BJÖRN ÅKERSTRÖM", "Björn Åkerström||Björn||Åkerström||"),
    // French, Italian, Spanish, Portuguese
    ("M. JEAN DE LA FONTAINE", "M. Jean de la Fontaine||M.|Jean|de la Fontaine||"),
    ("Mme MARIE DUPONT", "Mme Marie Dupont|Mme|Marie||Dupont||"),
    ("VALÉRY GISCARD D'ESTAING", "Valéry Giscard d'Estaing||Valéry|Giscard|D'Estaing||"),
    ("GIUSEPPE DE SANTIS", "Giuseppe De Santis||Giuseppe||De Santis||"),
    ("dott.ssa Anna Rossi", "dott.ssa Anna Rossi|Dott.ssa|Anna||Rossi||"),
    ("GABRIEL GARCÍA MÁRQUEZ", "Gabriel García Márquez||Gabriel||García Márquez||"),
    ("MARÍA DEL CARMEN GARCÍA LÓPEZ", "María del Carmen García López||María|del Carmen|García López||"),
    ("JOSÉ ORTEGA Y GASSET", "José Ortega y Gasset||José||Ortega y Gasset||"),
    ("JOÃO DA SILVA FILHO", "João da Silva Filho||João||da Silva|Filho|"),
    ("Sra. Ana Souza", "Sra. Ana Souza|Sra.|Ana||Souza||"),
    // Slavic, Hungarian, Greek
    ("ИВАНОВ ИВАН ИВАНОВИЧ", "Иванов Иван Иванович||Иван|Иванович|Иванов||"),
    ("Иван Иванович Иванов", "Иван Иванович Иванов||Иван|Иванович|Иванов||"),
    ("Петрова Мария", "Петрова Мария||Мария||Петрова||"), ("Мария Петрова", "Мария Петрова||Мария||Петрова||"),
    ("Ivanova Anna Petrovna", "Ivanova Anna Petrovna||Anna|Petrovna|Ivanova||"),
    ("Roman Arkadyevich Abramovich", "Roman Arkadyevich Abramovich||Roman|Arkadyevich|Abramovich||"),
    ("г-н Иван Жуков", "г-н Иван Жуков|г-н|Иван||Жуков||"), ("ЛАРС ФОН ТРИР", "Ларс фон Трир||Ларс||фон Трир||"),
    ("Nagy István", "Nagy István||István||Nagy||"), ("NAGY ISTVÁN", "Nagy István||István||Nagy||"),
    ("István Nagy", "István Nagy||István||Nagy||"),
    ("JUDr. PETR NOVÁK", "JUDr. Petr Novák|JUDr.|Petr||Novák||"),
    ("ΓΙΏΡΓΟΣ ΣΕΦΈΡΗΣ", "Γιώργος Σεφέρης||Γιώργος||Σεφέρης||"),
    // Turkish, Arabic, Hebrew, Indian
    ("YILDIZ İNCİ", "Yıldız İnci||Yıldız||İnci||"), ("ŞÜKRÜ SARAÇOĞLU", "Şükrü Saraçoğlu||Şükrü||Saraçoğlu||"),
    ("MOHAMMED BIN SALMAN AL-SAUD", "Mohammed bin Salman al-Saud||Mohammed||bin Salman al-Saud||"),
    ("Sheikh Ahmed Zaki", "Sheikh Ahmed Zaki|Sheikh|Ahmed||Zaki||"),
    ("الدكتور محمد بن سلمان", "الدكتور محمد بن سلمان|الدكتور|محمد||بن سلمان||"),
    ("דוד בן גוריון", "דוד בן גוריון||דוד||בן גוריון||"),
    ("Shri Narendra Modi", "Shri Narendra Modi|Shri|Narendra||Modi||"),
    ("Smt. ANITA DESAI", "Smt. Anita Desai|Smt.|Anita||Desai||"), ("डॉ राजेश कुमार", "डॉ राजेश कुमार|डॉ|राजेश||कुमार||"),
    // East Asian
    ("王小明", "王小明||小明||王||"), ("欧阳 娜娜", "欧阳 娜娜||娜娜||欧阳||"), ("佐藤健", "佐藤健||健||佐藤||"), ("山田 太郎", "山田 太郎||太郎||山田||"),
    ("김민준", "김민준||민준||김||"), ("KIM MIN-JUN", "Kim Min-jun||Min-jun||Kim||"),
    ("Min-jun Kim", "Min-jun Kim||Min-jun||Kim||"),
    ("Zhang Yimou", "Zhang Yimou||Yimou||Zhang||"), ("NGUYỄN VĂN THIỆU", "Nguyễn Văn Thiệu||Thiệu|Văn|Nguyễn||"),
    ("Tan Ah Kow", "Tan Ah Kow||Tan|Ah|Kow||"), ("Dato' Lee Chong Wei", "Dato' Lee Chong Wei||Dato'|Lee Chong|Wei||"),
    // What is no name
    ("★ Ada Byron ★", "Ada Byron||Ada||Byron||"), ("Ada Byron <ada@example.com>", "Ada Byron||Ada||Byron||"),
    ("unknown", "||||||"),
    ("Acme GmbH", "||||||"), ("Ada\\nByron", "Ada Byron||Ada||Byron||"),
  ]

  @Test("a full name of any language is taken apart and recased, and stays so", arguments: names)
  func fullName(_ raw: String, _ expected: String) throws {
    var leads = batch([.fullName], [[raw]])
    let normalise = try Normalise(options: ComponentOptions())
    normalise.transform(&leads)
    #expect(line(leads) == expected)
    normalise.transform(&leads)
    #expect(line(leads) == expected)
  }

  private func line(_ leads: LeadBatch) -> String {
    [LeadField.fullName, .salutation, .firstName, .middleName, .lastName, .suffix, .nickname].map { leads.text($0) }
      .joined(separator: "|")
  }
}
