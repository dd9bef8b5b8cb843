import Foundation
import PipelineModel
import Testing

@testable import Pipelines

/// What `sluice init` writes about files of all sorts.
@Suite("A proposed pipeline")
struct InitTests {

  /// The proposal for files of a folder, which must lint clean, and whose preview must have nothing to say.
  private func proposed(
    _ files: KeyValuePairs<String, [UInt8]>, keeps: (String) -> Bool = { _ in true }
  ) throws -> (text: String, preview: Preview) {
    let folder = try RunFolder()
    for (name, bytes) in files { try folder.write(name, bytes) }
    let said = Said()
    let proposal = try PipelineProposal(
      files: files.map { folder.path + "/" + $0.key }, path: folder.path + "/p.yaml", currentFolder: folder.path
    ) { said.take(.diagnostic($0)) }
    let text = proposal.text.replacing(folder.path + "/", with: "")
    try folder.write("p.yaml", text)
    let (definition, diagnostics) = try PipelineDefinition.load(folder.path + "/p.yaml", environment: [:])
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.description))")
    let preview = try Preview(try #require(definition), limit: 10, at: 0, emit: said.take)
    #expect(said.all.filter { !$0.contains("left out") }.isEmpty, "\(said.all)")
    #expect(try folder.names() == (files.map(\.key) + ["p.yaml"]).sorted())
    return (text, preview)
  }

  /// The lines of the one source.
  private func source(_ name: String, _ bytes: [UInt8]) throws -> String {
    let text = try proposed([name: bytes]).text
    let start = try #require(text.range(of: "extract:\n"))
    let end = try #require(text.range(of: "\n\n# In order"))
    return String(text[start.upperBound..<end.lowerBound])
  }

  private func source(_ name: String, _ text: String) throws -> String { try source(name, Array(text.utf8)) }

  @Test("says how a CSV file is written, and maps its columns")
  func plain() throws {
    #expect(
      try source(
        "leads.csv", "Id,First Name,Emial,Phone,Mobile,Notes\n1,Ada,ada@acme.example,1,2,x\n2,Bo,bo@acme.example,,,\n")
          == """
            - csv: leads.csv
              dialect: {delimiter: ",", header: true}
              fields:
                contact_id: Id
                first_name: First Name
                email: Emial   # looks like Email
                phone: Phone   # or Mobile
              # Carried through: Mobile, Notes
          """)
  }

  @Test("says which encoding, delimiter and lines before the header a spreadsheet has")
  func spreadsheet() throws {
    let text =
      "Kontakte\r\nStand: März\r\n\r\nVorname;Name;Firma;Straße\r\nJörg;Müller;Größe & Söhne;Weg 1\r\nZoë;Böll;;\r\n"
    let bytes = try #require(text.data(using: .windowsCP1252))
    let source = try source("kontakte.csv", Array(bytes))
    #expect(source.contains("\n    dialect: {delimiter: \";\", skip: 3, header: true}\n"))
    #expect(source.contains(" % sure: look at letters with accents.\n    encoding: windows-1252\n"))
    #expect(
      source.hasSuffix(
        "fields:\n      first_name: Vorname\n      last_name: Name\n      company_name: Firma\n    # Carried through: Straße"
      ))
  }

  @Test("does not guess without saying so")
  func unclear() throws {
    let source = try source("odd.csv", "hello; world\nfoo\n")
    #expect(source.contains("# How it is written is not clear (") && source.contains("dialect: rfc4180"))
    let numbered = try self.source(
      "list.csv", "Ada,ada@acme.example,+44 20 7946 0001\nBo,bo@acme.example,+44 20 7946 0002\n")
    #expect(numbered.contains("header: false"))
    #expect(numbered.contains("email: \"2\"   # as its values look\n      phone: \"3\"   # as its values look"))
    #expect(!numbered.contains("Ada") && !numbered.contains("acme"))
    #expect(
      try self.source("strange.csv", "Größe,Farbe\n1,rot\n2,blau\n").contains("# fields: {email: NAME OF THE COLUMN}"))
  }

  @Test(
    "finds the records of JSON",
    arguments: [
      ("[\n {\"id\": 1, \"email\": \"a@x.example\"},\n {\"id\": 2}\n]\n", "  - json: a.json\n    fields:"),
      ("{\"id\": 1}\n{\"id\": 2}\n", "  - jsonl: a.json\n    fields:"),
      ("{\"id\": 1, \"name\": {\"given\": \"Ada\"}}\n", "  - jsonl: a.json\n    fields:"),
      ("{\n \"id\": 1\n}\n{\n \"id\": 2\n}\n", "  - json: a.json\n    fields:"),
      (
        "{\"total\": 2, \"data\": {\"items\": [{\"id\": 1}, {\"id\": 2}]}}",
        "  - json: a.json\n    records: data.items\n    fields:"
      ),
      ("{\"email\": \"a@x.example\", \"calls\": [{\"at\": 1}]}\n", "  - jsonl: a.json\n    fields:"),
      ("\u{FEFF}[{\"id\": \"}]\\\"\"}]", "  - json: a.json\n    fields:"),
    ])
  func json(text: String, start: String) throws { #expect(try source("a.json", text).hasPrefix(start)) }

  @Test("takes the first value of a list")
  func lists() throws {
    let text =
      "{\"emails\": [], \"phones\": []}\n{\"emails\": [\"a@x.example\"], \"phones\": [{\"type\": \"work\", \"number\": \"1\"}]}\n"
    #expect(
      try source("a.jsonl", text).hasSuffix(
        "email: \"emails[0]\"   # the first of them\n      phone: \"phones[0].number\"   # the first of them"))
  }

  @Test(
    "finds the records of XML",
    arguments: [
      ("<leads><lead id='1'><name>Ada</name><email>x</email></lead><lead/></leads>", "/leads/lead"),
      (
        "<?xml version='1.0'?><!DOCTYPE r [<!ELEMENT r ANY>]><!-- <a/> --><r><h a='1' b='2'/><p n='x' e='y'/><p n='z' e='w'/></r>",
        "/r/p"
      ),
      (
        "<c:r xmlns:c='urn:x'><c:m><c:f a='1' b='2'/><c:f a='1' b='2'/></c:m><c:l><n>1</n><e>2</e></c:l><c:l><n>1</n><e>2</e></c:l></c:r>",
        "/r/l"
      ),
      ("<r><p><n>1</n><phones><phone t='a'>1</phone><phone t='b'>2</phone></phones></p></r>", "/r/p"),
      ("<r><f a='1' b='2'/><f a='1' b='2'/><p><a>1</a><b>2</b><c>3</c></p><p><a>1</a></p></r>", "/r/p"),
      ("<lead><n>1 &gt; 2</n><e><![CDATA[<x><x>]]></e></lead>", "/lead"),
    ])
  func xml(text: String, record: String) throws {
    #expect(try source("a.xml", text).contains("\n    record: \(record)\n"))
  }

  @Test(
    "takes one of several elements of XML, the one for work where that is said",
    arguments: [
      (" type='work'", " type='home'", "phone: \"phones/phone[@type='work']\"   # the one for work"),
      (" type='a'", " type='b'", "phone: \"phones/phone[1]\"   # the first of them"),
      ("", "", "phone: \"phones/phone[1]\"   # the first of them"),
    ])
  func elements(one: String, other: String, line: String) throws {
    let phones = "<phones><phone\(one)>+44 20 7946 0958</phone><phone\(other)>2</phone></phones>"
    let text = "<r><p><n>1</n>\(phones)<title>a; b</title></p><p><n>2</n><phones/></p></r>"
    let source = try source("a.xml", text)
    #expect(source.contains("\n      title: title\n      \(line)"))
    #expect(!source.contains("phone_type"))
  }

  @Test("is one source for files that are alike, where a pattern stands for them and nothing else")
  func alike() throws {
    let (a, b) = (Array("Id,Email\n1,a@x.example\n".utf8), Array("Id,Email,Fax\n1,a@x.example,\n".utf8))
    let joined = try proposed(["l-9.csv": a, "l-10.csv": a, "m-1.csv": b, "m-2.csv": b])
    #expect(joined.text.contains("  - csv: \"l-*.csv\"   # 2 files, all alike\n    dialect"))
    #expect(joined.text.contains("  - csv: \"m-*.csv\"   # 2 files, all alike\n") && joined.preview.rows.count == 4)
    let apart = try proposed(["l-9.csv": a, "l-10.csv": a, "l-11.csv": b]).text
    #expect(!apart.contains("*"))
    for name in ["l-9.csv", "l-10.csv", "l-11.csv"] { #expect(apart.contains("  - csv: \(name)\n")) }
  }

  @Test(
    "names files by what their names have in common",
    arguments: [
      (["x/a1.csv", "x/a22.csv"], "x/a*.csv"), (["a-2026-01.csv.gz", "a-2026-12.csv.gz"], "a-2026-*.csv.gz"),
      (["a.csv", "b.csv"], "*.csv"), (["a.csv", "a-b.csv"], "a*.csv"), (["x/a.csv", "y/a.csv"], nil),
      (["a.csv", "a.txt"], nil), (["a[1].csv", "a[2].csv"], nil), (["/x/a", "/x/b"], nil),
    ])
  func pattern(paths: [String], pattern: String?) { #expect(FilePattern.of(paths) == pattern) }

  @Test("looks into packed files, and into each format of an archive")
  func packed() throws {
    let folder = try RunFolder()
    try folder.write("l.csv", "Vorname;Nachname\nAda;Byron\n")
    try folder.write("x.xml", "<r><p><email>a</email><n>1</n></p><p><email>b</email></p></r>")
    let zip = Process()
    zip.executableURL = URL(filePath: "/usr/bin/python3")
    zip.currentDirectoryURL = URL(filePath: folder.path)
    zip.arguments = [
      "-c",
      "import zipfile,gzip; z=zipfile.ZipFile('a.zip','w'); z.write('l.csv'); z.write('x.xml'); z.close(); "
        + "gzip.open('l.csv.gz','w').write(open('l.csv','rb').read())",
    ]
    try zip.run()
    zip.waitUntilExit()
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(filePath: folder.path + "/" + name)))
    }
    let packed = try source("l.csv.gz", bytes("l.csv.gz"))
    #expect(
      packed.hasPrefix(
        "  - csv: l.csv.gz\n    dialect: {delimiter: \";\", header: true}\n    fields:\n      first_name"))
    let (text, preview) = try proposed(["a.zip": bytes("a.zip")])
    #expect(
      text.contains("  - csv: a.zip\n    dialect: {delimiter: \";\"")
        && text.contains("  - xml: a.zip\n    record: /r/p\n"))
    #expect(preview.rows.map(\.line) == [2, 1, 1])
  }

  @Test("bears names that mean something to YAML, and values of nobody")
  func names() throws {
    let source = try source(
      "- a: #1 ${HOME}.csv",
      "\"E-Mail: #1\",\"Emial\",\"${HOME}\",\"no\"\nx,ada@acme.example,y,z\nx,b@acme.example,y,z\n")
    #expect(source.hasPrefix("  - csv: \"- a: #1 $${HOME}.csv\"\n"))
    #expect(
      source.contains("email: \"E-Mail: #1\"\n    # Carried through: Emial, ${HOME}, no") && !source.contains("ada@"))
    for text in [
      "", " ", "a: b", "no", "1", "é", "it's", "a\nb", "\u{85}\u{202E}\u{0}", "${X}", "\"\\", "-", "a, b", "#x", "@id",
    ] {
      let (node, findings) = readYAML(SourceText(file: "", text: "a: {b: \(yamlScalar(text))}"))
      guard findings.isEmpty, case .scalar(let read, _)? = node?.entries?.first?.value.entries?.first?.value.content
      else {
        Issue.record("\(text): \(findings)")
        continue
      }
      #expect(interpolate(read, [:]).value.text == text)
    }
  }

  @Test("stands where it is written to: paths are relative to it, and no output replaces an input")
  func paths() throws {
    func path(_ path: String, _ folder: String) -> String {
      PipelineProposal.path(path, from: folder, currentFolder: "/work/here")
    }
    #expect(path("a.csv", "/work/here") == "a.csv" && path("./x/../a.csv", "/work/here") == "a.csv")
    #expect(path("a.csv", "/work/here/sub") == "../a.csv" && path("/data/a.csv", "/work") == "/data/a.csv")
    #expect(path("../b/a.csv", "/work/here") == "../b/a.csv" && path("sub/a.csv", "/work/here/sub") == "a.csv")
    let folder = try RunFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
    try folder.write("out/leads.csv", "Email\na@x.example\nb@x.example\n")
    let proposal = try PipelineProposal(files: [folder.path + "/out/leads.csv"], path: nil, currentFolder: folder.path)
    { _ in }
    #expect(proposal.text.contains("\nname: leads\n") && proposal.text.contains("\n  - csv: out/leads-clean.csv\n"))
  }

  @Test("is none where nothing can be said, and says why")
  func nothing() throws {
    let folder = try RunFolder()
    let files: [(String, [UInt8], String)] = [
      ("empty.csv", [], "it is empty"), ("blank.csv", Array(" \n\t\n".utf8), "it is empty"),
      ("photo.jpg", [0xFF, 0xD8] + [UInt8](repeating: 0, count: 99), "its bytes are no text"),
      ("page.xml", Array("<p/>".utf8), "no element in it looks like a record"),
      (
        "giant.json", Array("[{\"a\": \"\(String(repeating: "x", count: 2 << 20))\"}]".utf8),
        "its first record is larger than 1 MiB"
      ),
    ]
    for (name, bytes, why) in files {
      try folder.write(name, bytes)
      let problem = #expect(throws: Diagnostic.self) {
        try PipelineProposal(files: [folder.path + "/" + name], path: nil, currentFolder: "/") { _ in }
      }
      #expect(problem?.message == "nothing can be proposed: \(why)", "\(name)")
    }
    try folder.write("a.csv", "Email\na@x.example\n")
    let said = Said()
    let both = try PipelineProposal(
      files: [folder.path + "/empty.csv", folder.path + "/a.csv"], path: nil, currentFolder: folder.path
    ) { said.take(.diagnostic($0)) }
    #expect(said.all.count == 1 && said.all[0].contains("empty.csv: warning: nothing can be proposed: it is empty"))
    #expect(both.text.contains("/a.csv\n") && !both.text.contains("csv: " + folder.path + "/empty.csv"))
  }

  @Test("comes of any prefix of a file, or none does, and nothing worse")
  func prefixes() throws {
    let folder = try RunFolder()
    let texts = [
      "Name;E-Mail\r\n\"Ada \"\"x\"\"\";a@x.example\r\n", "[{\"a\": [1, {\"b\": \"\\u00e9\"}]}, {\"a\": null}]",
      "<?xml version=\"1.0\"?><r a='1'><![CDATA[x]]><p b=\"2\" c='3'/><!-- y --></r>",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      for end in 0...bytes.count {
        try folder.write("p", Array(bytes[..<end]))
        do {
          let proposal = try PipelineProposal(files: [folder.path + "/p"], path: nil, currentFolder: "/") { _ in }
          let (definition, found) = PipelineDefinition.read(
            file: "/p.yaml", text: proposal.text, environment: [:], catalogue: .standard)
          #expect(definition != nil && found.isEmpty, "\(text.prefix(end)): \(found.map(\.description))")
        } catch is Diagnostic {}
      }
    }
  }
}
