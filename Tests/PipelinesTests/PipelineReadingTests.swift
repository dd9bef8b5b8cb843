import PipelineModel
import Testing

@testable import Pipelines

@Suite("A pipeline file without mistakes")
struct PipelineReadingTests {
  private let whole = """
    name: q3
    extract:
      - csv: exports/*.csv
        fields: {last_name: Name, contact_id: Id}
        dialect: {delimiter: tab}
      - xml: a.xml
        record: /leads/lead
    transform:
      - normalise: {region: NO, only: [email, phone]}
      - translate: never
      - dedupe:
    load:
      precept: {token: ${TOKEN}}
      budget: {run: 1_000}
      results: {poll: 50ms}
    output:
      - csv: out/{date}.csv
        columns: [email, source.Name, sluice_person]
      - jsonl: "-"
        rows: people
    state: ../state
    allow_rejects: 5%
    """

  @Test("every option has its value, and those left out their defaults")
  func values() throws {
    let (definition, diagnostics) = read(whole, file: "p/q.yaml", environment: testEnvironment)
    #expect(diagnostics.isEmpty)
    let pipeline = try #require(definition)
    #expect(pipeline.file == "p/q.yaml")
    #expect(pipeline.name == "q3")
    #expect(pipeline.folder == "/data/p")
    #expect(pipeline.stateFolder == "/data/state")
    #expect(pipeline.allowRejects == 0.05)

    #expect(pipeline.extract.map(\.spec.name) == ["csv", "xml"])
    let csv = pipeline.extract[0].options
    #expect(csv.text("path") == "exports/*.csv")
    #expect(
      csv.map("fields") == [
        OptionValue.Entry(key: "last_name", value: .text("Name")), .init(key: "contact_id", value: .text("Id")),
      ])
    #expect(csv.object("dialect")?.byte("delimiter") == UInt8(ascii: "\t"))
    #expect(csv.object("dialect")?.boolean("header") == true)
    #expect(csv.integer("record_limit") == 1000)
    #expect(
      pipeline.extract[1].options.values == [
        "path": .text("a.xml"), "record": .text("/leads/lead"), "only_new": .boolean(false),
        "fields": .text("auto"),
      ])

    #expect(pipeline.transforms.map(\.spec.name) == ["normalise", "translate", "dedupe"])
    #expect(pipeline.transforms[0].options.text("region") == "NO")
    #expect(pipeline.transforms[0].options.texts("only") == ["email", "phone"])
    #expect(pipeline.transforms[1].options.text("when") == "never")
    #expect(pipeline.transforms[2].options.values == ["keep": .text("most_complete")])

    let load = try #require(pipeline.load)
    #expect(load.spec.name == "precept")
    #expect(load.options.text("token") == "s3cret")
    #expect(load.options.texts("enrich") == ["emails", "phones"])
    #expect(load.options.object("budget")?.integer("run") == 1000)
    #expect(load.options.object("results")?.duration("poll") == .milliseconds(50))
    #expect(load.options.object("results")?.duration("timeout") == .seconds(1800))

    #expect(pipeline.outputs.map { $0.options.text("path") } == ["out/{date}.csv", "-"])
    #expect(pipeline.outputs.map { $0.options.text("rows") } == ["all", "people"])
    #expect(pipeline.outputs[0].options.texts("columns") == ["email", "source.Name", "sluice_person"])
  }

  @Test("uses know where the file names them")
  func locations() throws {
    let pipeline = try #require(read(whole, environment: testEnvironment).definition)
    #expect(pipeline.extract.map(\.location.description) == ["p.yaml:3:5", "p.yaml:6:5"])
    #expect(pipeline.transforms.map(\.location.description) == ["p.yaml:9:5", "p.yaml:10:5", "p.yaml:11:5"])
    #expect(pipeline.load?.location.description == "p.yaml:13:3")
  }

  @Test(
    "what the file leaves out has defaults",
    arguments: [
      ("leads.yaml", "leads", "/data", "/data/.sluice"),
      ("/etc/sluice/q3.list.yaml", "q3.list", "/etc/sluice", "/etc/sluice/.sluice"),
      ("../x/./y", "y", "/x", "/x/.sluice"),
      (".hidden", ".hidden", "/data", "/data/.sluice"),
      ("-", "pipeline", "/data", "/data/.sluice"),
    ])
  func defaults(file: String, name: String, folder: String, state: String) throws {
    let (definition, diagnostics) = read("extract: [csv: a.csv]\noutput: [csv: o.csv]", file: file)
    #expect(diagnostics.isEmpty)
    let pipeline = try #require(definition)
    #expect(pipeline.name == name)
    #expect(pipeline.folder == folder)
    #expect(pipeline.stateFolder == state)
    #expect(pipeline.allowRejects == 0.01)
    #expect(pipeline.transforms.map(\.spec.name) == ["normalise", "translate", "dedupe"])
    #expect(pipeline.transforms.map(\.location.description) == [file, file, file])
    #expect(pipeline.transforms[1].options.text("when") == "auto")
    #expect(pipeline.load == nil)
  }

  @Test("an empty list of transforms means none")
  func noTransforms() {
    let pipeline = read("extract: [csv: a.csv]\ntransform: []\noutput: [csv: o.csv]").definition
    #expect(pipeline?.transforms.isEmpty == true)
  }

  @Test(
    "texts are what the file says, whatever YAML makes of them",
    arguments: [
      ("NO", "NO"), ("off", "off"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("1e3", "1e3"), ("2024-01-01", "2024-01-01"),
      ("\"null\"", "null"), ("''", ""), ("'~'", "~"), ("\"${REGION}\"", "NO"), ("\"$${REGION}\"", "${REGION}"),
      ("\"x${REGION}y${REGION}\"", "xNOyNO"), ("\"${EMPTY:-GB}\"", "GB"), ("\"${NOWHERE:-}\"", ""),
      ("\"${NOWHERE:-a:-b}\"", "a:-b"), ("\"${REGION:-GB}\"", "NO"), ("$REGION", "$REGION"), ("\"5$\"", "5$"),
      (".inf", ".inf"),
    ])
  func texts(written: String, meant: String) {
    let text = "extract: [csv: a.csv]\ntransform: [{normalise: {region: \(written)}}]\noutput: [csv: o.csv]"
    let (definition, diagnostics) = read(text, environment: testEnvironment)
    #expect(diagnostics.isEmpty)
    #expect(definition?.transforms[0].options.text("region") == meant)
  }

  @Test("what comes out of a variable is read as the option's type")
  func typedVariables() throws {
    let text = "extract: [csv: a.csv]\nload: {sandbox: , budget: {run: \"${BIG}\"}}\noutput: [csv: o.csv]"
    let pipeline = try #require(read(text, environment: testEnvironment).definition)
    #expect(pipeline.load?.options.object("budget")?.integer("run") == 5000)
  }

  @Test("merge keys fill in what an item does not say itself, and x- keys hold what is merged")
  func merging() throws {
    let text = """
      x-base: &base
        fields: {email: Mail}
        dialect: {header: false}
      x-other: &other {record_limit: 5, fields: {}}
      extract:
        - csv: a.csv
          <<: *base
          dialect: &tab {delimiter: tab}
        - csv: b.csv
          <<: [*base, *other]
        - csv: c.csv
          dialect: *tab
      output: [csv: o.csv]
      """
    let (definition, diagnostics) = read(text)
    #expect(diagnostics.isEmpty)
    let options = try #require(definition).extract.map(\.options)
    #expect(options[0].map("fields")?.map(\.key) == ["email"])
    #expect(options[0].object("dialect")?.boolean("header") == true)
    #expect(options[1].map("fields")?.map(\.key) == ["email"])
    #expect(options[1].object("dialect")?.boolean("header") == false)
    #expect(options[1].integer("record_limit") == 5)
    #expect(options[2].object("dialect")?.byte("delimiter") == UInt8(ascii: "\t"))
  }

  @Test(
    "a share is a percentage or a fraction",
    arguments: [
      ("0", 0.0), ("0%", 0), ("1%", 0.01), ("2.5%", 0.025), ("100%", 1), ("1.0", 1), ("0.01", 0.01), ("5 %", 0.05),
      (".5", 0.5),
    ])
  func shares(written: String, share: Double) {
    let text = "extract: [csv: a.csv]\noutput: [csv: o.csv]\nallow_rejects: \(written)"
    #expect(read(text).definition?.allowRejects == share)
  }

  @Test("paths are relative to the file, and - stays")
  func paths() throws {
    let pipeline = try #require(read("extract: [csv: a.csv]\noutput: [csv: o.csv]", file: "x/p.yaml").definition)
    #expect(pipeline.absolute("../a/./b.csv") == "/data/a/b.csv")
    #expect(pipeline.absolute("/a//b.csv") == "/a/b.csv")
    #expect(pipeline.absolute("-") == "-")
  }
}

@Suite("What a component has against its options")
struct ComponentCheckTests {
  private let text = """
    extract:
      - csv: a.csv
        dialect: {delimiter: "x"}
      - csv: b.csv
        colour: red
    transform:
      - dedupe:
    output: [csv: o.csv]
    """

  @Test(
    "is told at the option's place, else at the nearest one around it",
    arguments: [
      ("dialect.delimiter", "p.yaml:3:26", ", found text `x`"), ("dialect.header", "p.yaml:3:14", ""),
      ("path", "p.yaml:2:10", ", found text `a.csv`"), ("record_limit", "p.yaml:2:5", ""),
    ])
  func place(option: String, place: String, found: String) {
    let (definition, diagnostics) = read(text) { use in
      use.spec.name == "csv" && use.spec.kind == .extractor
        ? OptionProblem(option: option, message: "cannot be that", hint: "try another") : nil
    }
    #expect(definition == nil)
    #expect(
      diagnostics.map(\.description) == [
        "\(place): error: `\(option)`: cannot be that\(found)\n  hint: try another",
        """
        p.yaml:5:5: error: unknown key `colour` in `csv`
          hint: `csv` takes `dialect`, `record_limit`, `path`, `only_new` and `fields`
        """,
      ])
  }

  @Test("is asked of every use whose options fit, defaults included")
  func asked() {
    var asked: [String] = []
    _ = read(text.replacing("colour: red", with: "fields: {}")) { use in
      asked.append("\(use.spec.kind.rawValue) \(use.spec.name) \(use.options.values.count)")
      return nil
    }
    #expect(asked == ["extractor csv 5", "extractor csv 4", "transform dedupe 1", "writer csv 2"])
  }
}

@Suite("The limits of a pipeline file")
struct PipelineLimitTests {
  @Test("a file over 1 MiB is refused unread, one of exactly 1 MiB is read")
  func size() {
    let start = "extract: [csv: a.csv]\noutput: [csv: o.csv]\n#"
    let fitting = start + String(repeating: "x", count: PipelineDefinition.sizeLimit - start.utf8.count)
    #expect(read(fitting).definition != nil)
    let (definition, diagnostics) = read(fitting + "x")
    #expect(definition == nil)
    #expect(
      diagnostics.map(\.description) == [
        """
        p.yaml: error: the file is larger than 1048576 bytes, the limit of a pipeline file
          hint: is this a pipeline file?
        """
      ])
  }

  @Test("more mistakes than a person reads are counted")
  func manyMistakes() {
    let items = (0..<150).map { "  - cvs: \($0).csv\n" }.joined()
    let diagnostics = read("extract:\n" + items + "output: [csv: o.csv]").diagnostics
    #expect(diagnostics.count == 101)
    #expect(diagnostics[99].location?.description == "p.yaml:101:5")
    #expect(diagnostics[100].description == "p.yaml: note: 50 more problems are not shown")
  }

  @Test(
    "bytes that are not UTF-8 are told with their place",
    arguments: [
      ("name: x\n# caf\u{e9}: ", 0xE9, "p.yaml:2:10"), ("", 0xFF, "p.yaml:1:1"), ("\u{FEFF}name: ", 0xC0, "p.yaml:1:7"),
    ] as [(String, UInt8, String)])
  func notUTF8(start: String, byte: UInt8, place: String) {
    let (definition, diagnostics) = PipelineDefinition.read(
      file: "p.yaml", bytes: Array(start.utf8) + [byte], environment: [:], catalogue: testCatalogue, currentFolder: "/")
    #expect(definition == nil)
    #expect(
      diagnostics.map(\.description) == [
        "\(place): error: the file is not valid UTF-8\n  hint: save the file as UTF-8"
      ])
  }

  @Test("bytes and text read alike, with a byte order mark and CR LF")
  func bytes() {
    let bytes = Array("\u{FEFF}extract: [csv: a.csv]\r\noutput: [csv: o.csv]\r\n".utf8)
    let (definition, diagnostics) = PipelineDefinition.read(
      file: "p.yaml", bytes: bytes, environment: [:], catalogue: testCatalogue, currentFolder: "/")
    #expect(diagnostics.isEmpty)
    #expect(definition?.outputs.first?.options.text("path") == "o.csv")
  }

  @Test(
    "a file that is nested without end is refused",
    arguments: [
      (300, "the file has more than 200000 values with its aliases, or is nested deeper than 200 levels"),
      (100_000, "the file is nested too deeply"),
    ])
  func nesting(depth: Int, message: String) {
    let (definition, diagnostics) = read(
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    #expect(definition == nil)
    #expect(diagnostics.map(\.message) == [message])
  }

  @Test("more repeated keys than can be told apart are told one at a time")
  func manyRepeatedKeys() {
    let items = (0..<40).map { "  - csv: \($0).csv\n    csv: \($0).csv\n" }.joined()
    let (definition, diagnostics) = read("extract:\n" + items + "output: [csv: o.csv]")
    #expect(definition == nil)
    #expect(diagnostics.map(\.code) == ["duplicate_key"])
  }

  @Test("no prefix of a pipeline file brings the reader down")
  func prefixes() {
    let text = """
      x: &a {b: [1, "2", '3']}
      extract:
        - csv: "${TOKEN}"
          fields: {email: E, email: F}
          <<: *a
      load: {precept: {token: x}}
      output: [{csv: o, columns: [email]}]
      """
    for end in text.unicodeScalars.indices {
      let (definition, diagnostics) = read(String(text[..<end]), environment: testEnvironment)
      #expect((definition == nil) == diagnostics.contains { $0.severity == .error })
    }
  }
}
