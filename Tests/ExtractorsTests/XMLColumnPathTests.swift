import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite("Columns of XML that a path names")
struct XMLColumnPathTests {
  private func read(
    _ inside: String, _ columns: [String], namespaces: [(String, String)] = [], chunk: () -> Int = { .max }
  ) throws -> ExtractorDriver.Reading {
    var values: [String: OptionValue] = ["record": .text("/r/p")]
    if !namespaces.isEmpty {
      values["record"] = .text("/c:r/c:p")
      values["namespaces"] = .map(namespaces.map { OptionValue.Entry(key: $0, value: .text($1)) })
    }
    var extractor = try XMLExtractor(options: ComponentOptions(values))
    extractor.expect(columns: columns)
    let root = namespaces.isEmpty ? "<r>" : "<r xmlns='urn:c' xmlns:c='urn:c' xmlns:o='urn:o'>"
    return ExtractorDriver.read(&extractor, bytes: Array("\(root)<p>\(inside)</p></r>".utf8), chunk: chunk)
  }

  /// The values of the path, nil where the record has none; whole and byte by byte.
  private func value(
    of path: String, in inside: String, namespaces: [(String, String)] = []
  ) throws -> String? {
    let reading = try read(inside, [path], namespaces: namespaces)
    #expect(reading == (try read(inside, [path], namespaces: namespaces, chunk: { 1 })))
    #expect(reading.error == nil)
    return reading.records.first?.values(reading.columns)[path]
  }

  private static let phones = """
    <phones>
      <phone type="home">1</phone><phone type="work" ext="7">2<![CDATA[ & ]]>2</phone><phone>3</phone>
      <phone type='work'/><phone type="work">4</phone>
    </phones><phones><phone type="work">5</phone></phones><phone type="work">6</phone>
    """

  @Test(
    "takes the elements that meet all conditions, joined",
    arguments: [
      ("phones/phone[@type='work']", "2 & 2; 4; 5"), ("phones.phone[@type=\"work\"]", "2 & 2; 4; 5"),
      ("phones/phone[ @type = 'home' ]", "1"), ("phones/phone", "1; 2 & 2; 3; 4; 5"),
      ("phones/phone[@type]", "1; 2 & 2; 4; 5"), ("phone[@type='work']", "6"), ("phones/phone[@type='fax']", nil),
      ("phones/phone[@type='Work']", nil), ("phones/phone[@type='wor']", nil), ("phones/phone[@type='works']", nil),
      ("phones/phone[1]", "1; 5"), ("phones[1]/phone[1]", "1"), ("phones[2]/phone[@type='work'][1]", "5"),
      ("phones/phone[2]", "2 & 2"), ("phones/phone[@type='work'][2]", ""), ("phones/phone[2][@type='work']", "2 & 2"),
      ("phones/phone[1][@type='work']", "5"), ("phones/phone[@type='work'][3]", "4"), ("phones[3]/phone", nil),
      ("phones/phone[@type='work']/@ext", "7"), ("phones/phone/@type", "home; work; work; work; work"),
      ("phones/phone[3]/@type", nil), ("phones/phone[@type='work'][@ext='7']", "2 & 2"),
      ("other/phone[@type='work']", nil), ("phones/phone[@type='work']/x", nil),
    ])
  func conditions(path: String, value: String?) throws {
    #expect(try self.value(of: path, in: Self.phones) == value)
  }

  private static let nested = """
    <address><kind>home</kind><city>Bath</city></address>
    <address><city>Leeds</city><line>1 High St</line><line>Floor 2</line><kind>wo<!-- -->rk</kind></address>
    <address><address><kind>work</kind><city>Inner</city></address><city>Outer</city></address>
    <address><kind> work </kind><city>Spaced</city></address>
    """

  @Test(
    "looks at children that come before or after what is wanted",
    arguments: [
      ("address[kind='work']/city", "Leeds"), ("address[kind='home']/city", "Bath"),
      ("address[kind='work']/line", "1 High St; Floor 2"), ("address[kind='work']/line[2]", "Floor 2"),
      ("address[kind]/city", "Bath; Leeds; Spaced"), ("address[kind='']/city", nil),
      ("address[city='Leeds'][kind='work']/line[1]", "1 High St"), ("address[line]/city", "Leeds"),
      ("address/address[kind='work']/city", "Inner"), ("address[kind='work'][1]/city", "Leeds"),
      ("address[1][kind='work']/city", nil), ("address[2][kind='work']/city", "Leeds"),
    ])
  func children(path: String, value: String?) throws {
    #expect(try self.value(of: path, in: Self.nested) == value)
  }

  @Test("stands beside the columns of the elements, and several paths beside each other")
  func beside() throws {
    let paths = ["phones/phone[@type='work']", "phones/phone[@type='home']", "phones/phone[@type='fax']"]
    let reading = try read(Self.phones, paths + paths + ["plain", "[", "phones/"])
    let own = ["phones.phone.@type", "phones.phone", "phones.phone.@ext", "phone.@type", "phone"]
    #expect(reading.columns == own + paths[..<2])
    let values = reading.records[0].values(reading.columns)
    #expect(values["phones.phone"] == "1; 2 & 2; 3; 4; 5")
    #expect(values[paths[0]] == "2 & 2; 4; 5" && values[paths[1]] == "1")
  }

  @Test("counts and forgets in each record anew")
  func records() throws {
    var extractor = try XMLExtractor(options: ComponentOptions(["record": .text("/r/p")]))
    extractor.expect(columns: ["a[@x='1']/b[1]", "@id"])
    let text = "<r><p id='1'><a x='1'><b>1</b><b>2</b></a></p><p><a><b>3</b></a></p><p><a x='1'><b>4</b></a></p></r>"
    let reading = ExtractorDriver.read(&extractor, bytes: Array(text.utf8))
    #expect(reading.records.map { $0.values(reading.columns)["a[@x='1']/b[1]"] } == ["1", nil, "4"])
  }

  @Test(
    "names with a prefix must be in its namespace, names without one may be in any",
    arguments: [
      ("c:e[@c:t='1']", "a"), ("c:e[@t='1']", "a; b"), ("e[@t='1']", "a; b; c"), ("o:e[@t='1']", "c"),
      ("o:e/@t", "1"), ("c:e/@c:t", "1"), ("e[o:k='1']/c:v", "y"), ("e[@xml:lang='en']", "d"), ("@o:id", nil),
    ])
  func namespaces(path: String, value: String?) throws {
    let inside = """
      <e c:t="1">a</e><c:e t="1">b</c:e><o:e t="1">c</o:e><e xml:lang="en" lang="de">d</e>
      <c:e><k>1</k><v>x</v></c:e><c:e><o:k>1</o:k><v>y</v><o:v>z</o:v></c:e>
      """
    #expect(try self.value(of: path, in: inside, namespaces: [("c", "urn:c"), ("o", "urn:o")]) == value)
  }

  @Test("without namespaces prefixes do not count")
  func prefixes() throws {
    #expect(try value(of: "c:e[@x:t='1']", in: "<e t='1'>a</e>") == "a")
    #expect(try value(of: "@k:id", in: "<e/>") == nil)
  }

  @Test("an entity's elements count")
  func entities() throws {
    var extractor = try XMLExtractor(options: ComponentOptions(["record": .text("/r/p")]))
    extractor.expect(columns: ["a[@x='1']"])
    let text = "<!DOCTYPE r [<!ENTITY e '<a x=\"1\">1</a>'>]><r><p>&e;<a x='1'>2</a>&e;</p></r>"
    let reading = ExtractorDriver.read(&extractor, bytes: Array(text.utf8))
    #expect(reading.records[0].values(reading.columns)["a[@x='1']"] == "1; 2; 1")
  }

  @Test("it reads the same in any pieces")
  func contract() throws {
    let inside = Self.phones + Self.nested
    let whole = try read(inside, ["address[kind='work']/city", "phones/phone[2]"])
    for size in [1, 2, 3, 7, 64] {
      #expect(try read(inside, ["address[kind='work']/city", "phones/phone[2]"], chunk: { size }) == whole)
    }
  }

  @Test(
    "that cannot be one is told with the place in it, and with what may be written",
    arguments: [
      ("phones/phone[@type='work'", "expected `]` at character 26", nil),
      ("phones/phone[@type=work]", "expected a value in quotes at character 20", "phones/phone[@type='work']"),
      ("phones/phone[@type=]", "expected a value in quotes at character 20", nil),
      ("phones/phone[@type='work]", "expected a value whose quote is closed at character 21", nil),
      ("phones/phone[]", "expected a condition such as [@type='work'] at character 14", nil),
      ("phones/phone[@]", "expected a condition such as [@type='work'] at character 15", nil),
      ("phones/phone[0]", "expected a place from 1 at character 14", nil),
      ("phones/phone[99999999999999999999]", "expected a place from 1 at character 14", nil),
      ("phones/phone[last()]", "expected a condition such as [@type='work'] at character 18", nil),
      ("phones/phone[@type!='work']", "expected a condition such as [@type='work'] at character 19", nil),
      ("phones/phone[@a='1' and @b='2']", "expected a condition such as [@type='work'] at character 21", nil),
      ("phones/phone[1]x", "expected `/` and the next step, or another condition, at character 16", nil),
      ("phones/phone]", "expected the name of a child element at character 13", nil),
      ("/leads/lead/phone", "expected the name of a child element at character 1", nil),
      ("phones//phone", "expected the name of a child element at character 8", nil),
      ("phones/", "expected the name of a child element at character 8", nil),
      ("phones/*", "expected the name of a child element at character 8", nil),
      ("../phone", "expected the name of a child element at character 1", nil),
      ("a:b:c/d", "expected the name of a child element at character 1", nil),
      ("a/@b/c", "expected nothing after the attribute at character 5", nil),
      ("a/@b[1]", "expected nothing after the attribute at character 5", nil),
      (String(repeating: "a/", count: 16) + "a", "expected at most 16 steps at character 34", nil),
      ("a" + String(repeating: "[1]", count: 9), "expected at most 8 conditions at character 29", nil),
      ("x:a/b", "expected prefixes that `namespaces` has", nil),
    ])
  func problems(path: String, message: String, instead: String?) throws {
    let options = ComponentOptions([
      "record": .text("/c:r"), "namespaces": .map([OptionValue.Entry(key: "c", value: .text("urn:c"))]),
      "fields": .map([
        OptionValue.Entry(key: "email", value: .text("email")), OptionValue.Entry(key: "phone", value: .text(path)),
      ]),
    ])
    let problem = #expect(throws: OptionProblem.self) { _ = try XMLExtractor(options: options) }
    #expect(problem?.option == "fields.phone")
    #expect(problem?.message == message)
    #expect(problem?.instead == instead)
    #expect(problem?.hint?.isEmpty == false)
  }
}
