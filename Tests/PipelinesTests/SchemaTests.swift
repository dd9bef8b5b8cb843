import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("The JSON Schema of pipeline files")
struct SchemaTests {
  private func schema() throws -> [String: Any] {
    let text = pipelineSchema(catalogue: testCatalogue)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func at(_ path: String...) throws -> [String: Any] {
    try path.reduce(schema()) { try #require($0[$1] as? [String: Any], "\(path): \($1)") }
  }

  @Test("is the same bytes every time and ends in one line break")
  func deterministic() {
    let text = pipelineSchema(catalogue: testCatalogue)
    #expect(text == pipelineSchema(catalogue: testCatalogue))
    #expect(text.hasSuffix("}\n"))
    #expect(text.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"))
  }

  @Test("closes every map and requires what lint requires")
  func strictness() throws {
    #expect(try schema()["additionalProperties"] as? Bool == false)
    #expect(try schema()["required"] as? [String] == ["extract", "output"])
    let xml = try at("$defs", "extract.xml")
    #expect(xml["required"] as? [String] == ["xml", "record"])
    #expect(xml["additionalProperties"] as? Bool == false)
    #expect(try Set(at("$defs", "extract.xml", "properties").keys) == ["xml", "record", "only_new", "fields"])
    let token = try at("$defs", "load.precept")
    #expect(token["required"] as? [String] == ["token"])
    let loaders = try #require(try at("properties", "load")["oneOf"] as? [[String: Any]])
    #expect(loaders.map { $0["required"] as? [String] } == [["precept"], ["sandbox"]])
  }

  @Test("refers to definitions that are there, each of them used")
  func references() throws {
    let text = pipelineSchema(catalogue: testCatalogue)
    let used = Set(text.matches(of: /"#\/\$defs\/([^"]+)"/).map { String($0.1) })
    #expect(try used == Set(at("$defs").keys))
  }

  @Test("tells summaries, defaults, choices and ranges")
  func details() throws {
    let limit = try at("$defs", "extract.csv", "properties", "record_limit")
    #expect(limit["description"] as? String == "Largest record, in KiB")
    #expect(limit["default"] as? Int == 1000)
    let number = try #require(limit["anyOf"] as? [[String: Any]]).first
    #expect(number?["minimum"] as? Int == 1)
    #expect(number?["maximum"] as? Int == 1000)
    let rows = try at("$defs", "output.csv", "properties", "rows")
    #expect((rows["anyOf"] as? [[String: Any]])?.first?["enum"] as? [String] == ["all", "people"])
    #expect(rows["default"] as? String == "all")
    let enrich = try at("$defs", "load.precept", "properties", "enrich")
    #expect(enrich["default"] as? [String] == ["emails", "phones"])
    #expect(try Set(at("$defs", "fieldMap", "properties").keys) == Set(LeadField.names))
  }

  @Test("refuses what lint refuses of columns, characters and shares")
  func forms() throws {
    #expect(try at("$defs", "output.csv", "properties", "columns")["minItems"] as? Int == 1)
    func patterns(_ schema: [String: Any]) throws -> [Regex<AnyRegexOutput>] {
      let alternatives = try #require(schema["anyOf"] as? [[String: Any]])
      return try alternatives.compactMap { $0["pattern"] as? String }.map { try Regex($0) }
    }
    let dialect = try at("$defs", "extract.csv", "properties", "dialect", "properties", "delimiter")
    let character = try #require(try patterns(dialect).first)
    for text in [",", "\t", "tab", "\\t", " "] { #expect(text.wholeMatch(of: character) != nil, "\(text)") }
    for text in [",,", "", "é", "tabs"] { #expect(text.wholeMatch(of: character) == nil, "\(text)") }
    let share = try at("properties", "allow_rejects")
    let pattern = try #require(try patterns(share).first)
    for text in ["1%", "0.5 %", "0", "0.01", ".5", "1.0", "${SHARE}"] {
      #expect(text.wholeMatch(of: pattern) != nil, "\(text)")
    }
    for text in ["7", "1", "x", "-1%", "2.5"] { #expect(text.wholeMatch(of: pattern) == nil, "\(text)") }
    let number = try #require(share["anyOf"] as? [[String: Any]]).last
    #expect(number?["exclusiveMaximum"] as? Int == 1 && number?["minimum"] as? Int == 0)
  }

  @Test("a value's text is escaped as JSON wants it")
  func escapes() throws {
    let text = "\"\\\n\r\t\u{1}/é\u{1F600}\u{7F}"
    let json = JSONText.array([.string(text), .integer(-1), .boolean(false)]).text()
    let array = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])
    #expect(array.first as? String == text)
    #expect(json.hasPrefix(#"["\"\\\n\r\t\u0001/é"#))
  }
}

@Suite("What is told about components")
struct DescriptionTests {
  @Test("a description shows the example, the options and those of its section")
  func description() {
    #expect(
      describe(testCatalogue.extractors[0], shared: testCatalogue.shared(.extractor)) == """
        csv (extractor)
        Comma-separated values.

        extract:
          - csv: leads.csv

        Options
          dialect            map                           How the file departs from the standard
          dialect.delimiter  character      default ,      What stands between fields
          dialect.header     true or false  default true   Whether the first row names the columns
          record_limit       number 1–1000  default 1_000  Largest record, in KiB

        Options of every extractor
          path      path                                          required       File, glob, folder or http(s) \
        address to read, relative to the pipeline file; `-` is stdin; gzip, zstd and zip are unpacked
          only_new  true or false                                 default false  Leave out files that an earlier run \
        of this pipeline has read and published, by their content
          fields    auto|salesforce|…, or lead fields to columns  default auto   Which column holds which lead field: \
        well-known names, an export (`sluice describe fields`), or the whole mapping

        """)
  }

  @Test("a description without options has no table, and a shorthand is told")
  func shortDescriptions() {
    #expect(
      describe(testCatalogue.transforms[1], shared: []) == """
        translate (transform)
        Marks names that are not in English.

        transform:
          - translate: auto

        Options
          when  auto|always|never  default auto  Which names

        `translate: VALUE` sets when.

        """)
    #expect(
      describe(testCatalogue.loaders[1], shared: []) == """
        sandbox (loader)
        Made-up answers.

        load:
          sandbox: {}

        """)
  }

  @Test("the list and the table hold every component once, by section")
  func lists() {
    let list = componentList(testCatalogue)
    #expect(list.hasPrefix("extract\n  csv        Comma-separated values\n  jsonl      JSON Lines"))
    #expect(list.contains("\n\nload\n  precept    Contact enrichment\n  sandbox    Made-up answers\n\noutput\n"))
    let table = componentTable(testCatalogue).split(separator: "\n")
    #expect(table.count == 2 + 10)
    #expect(table[2] == "| `extract` | `csv` | Comma-separated values |")
    #expect(table.last == "| `output` | `jsonl` | JSON Lines |")
  }

  @Test("a bar in a summary does not end its cell")
  func bars() {
    let spec = ComponentSpec(name: "x", kind: .writer, summary: "a|b", example: "- x: y")
    let catalogue = Catalogue(extractors: [], transforms: [], loaders: [], writers: [spec], shared: [:])
    #expect(componentTable(catalogue).hasSuffix("| `output` | `x` | a\\|b |\n"))
  }
}
