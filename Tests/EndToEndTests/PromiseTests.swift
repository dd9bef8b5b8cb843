import Foundation
import Testing

/// What must hold whatever the wording.
@Suite("promises of the command line")
struct PromiseTests {
  @Test("outputs fed back in again and again never have two columns of one name", .timeLimit(.minutes(5)))
  func generations() async throws {
    let place = try Place()
    try place.write("first_name,email\nANN,Ann@One.example\n", to: "g0.csv")
    for generation in 1...4 {
      try place.write(
        """
        extract: [{csv: g\(generation - 1).csv, fields: {first_name: first_name, email: email}}]
        output: [{csv: g\(generation).csv}]
        """, to: "p.yaml")
      let result = try await Sluice.run(["run", "p.yaml"], in: place)
      #expect(result.exitCode == 0, "\(result.talk)")
      let header = try #require(place.text("g\(generation).csv")?.split(separator: "\n").first)
      let names = header.split(separator: ",")
      #expect(Set(names).count == names.count, "generation \(generation): \(header)")
      #expect(names.count == 2 + 3 * generation)
    }
  }

  @Test("a pipeline from stdin cannot read its rows from there too", .timeLimit(.minutes(5)))
  func stdinTwice() async throws {
    let place = try Place()
    try place.write("extract: [{csv: \"-\"}]\ntransform: []\noutput: [{csv: out.csv}]\n", to: "p.yaml")
    let pipeline = try FileHandle(forReadingFrom: place.work.appending(path: "p.yaml"))
    let result = try await Sluice.run(["run", "-"], in: place, stdin: pipeline)
    #expect(result.exitCode == 3)
    #expect(result.talk.contains("stdin is read twice"), "\(result.talk)")
    #expect(place.text("out.csv") == nil)
  }

  @Test("an unknown subcommand is a usage error that names it, and runs nothing", .timeLimit(.minutes(5)))
  func unknownSubcommand() async throws {
    let place = try Place()
    let result = try await Sluice.run(["rnu", "p.yaml"], in: place)
    #expect(result.exitCode == 2)
    #expect(result.out == "")
    #expect(result.talk.contains("rnu"))
    #expect(try place.files().isEmpty)
  }

  @Test("a header that cannot be read never publishes another row as the header", .timeLimit(.minutes(5)))
  func brokenHeader() async throws {
    let place = try Place()
    try place.write("Id,\"Na\nme\n1,a\n", to: "in.csv")
    try place.write("as it was\n", to: "out.csv")
    try place.write(
      "extract: [{csv: in.csv, dialect: rfc4180}]\ntransform: []\noutput: [{csv: out.csv}]\n", to: "p.yaml")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1)
    #expect(result.talk.hasPrefix("in.csv:1:"), "\(result.talk)")
    #expect(place.text("out.csv") == "as it was\n")
  }

  @Test("any bytes at all are read to the end or refused, never a crash", .timeLimit(.minutes(5)), arguments: 1...12)
  func noise(_ seed: UInt64) async throws {
    let place = try Place()
    var random = Noise(state: seed)
    let alphabet = Array("\",\n\r;<>/&{}[]:\\\u{FEFF}aé0".utf8) + [0, 0xFF, 0xC3]
    let bytes = (0..<5000).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
    try place.write(bytes, to: "in.bin")
    for source in ["csv: in.bin", "jsonl: in.bin", "xml: in.bin, record: /a/b"] {
      try place.write("extract: [{\(source)}]\noutput: [{csv: o.csv}, {jsonl: o.jsonl}, {xml: o.xml}]\n", to: "p.yaml")
      let result = try await Sluice.run(["run", "p.yaml"], in: place)
      #expect(result.signal == nil)
      #expect([0, 1, 4].contains(result.exitCode), "\(source): \(result.talk)")
      #expect(try place.leftovers() == [])
    }
  }

  @Test("one core and all cores write the same bytes", .timeLimit(.minutes(5)))
  func sameBytes() async throws {
    var random = Noise(state: 42)
    var rows = "Id,First Name,Last Name,Company,Website,Email\n"
    for id in 1...30_000 {
      // A tenth as many people as rows.
      let person = id <= 3000 ? UInt64(id) : 1 + random.next() % 3000
      let email = random.next() % 2 == 0 ? "p\(person)@x\(person % 7).example" : ""
      rows += "\(id),FIRST\(person),last \(person),Firm \(person % 50),firm\(person % 50).example,\(email)\n"
    }
    var written: [[String: Data]] = []
    for prefix in ["", "taskset -c 0 "] {
      let place = try Place()
      try place.write(rows, to: "in.csv")
      try place.write(
        "extract: [{csv: in.csv}]\noutput: [{csv: all.csv}, {jsonl: one.jsonl, rows: people}]\n", to: "p.yaml")
      let result = try await Sluice.shell("\(prefix)'\(try Sluice.binary().path)' run p.yaml --quiet", in: place)
      #expect(result.exitCode == 0, "\(result.talk)")
      written.append(try place.files())
    }
    #expect(written[0] == written[1])
    #expect(written[0]["all.csv"]?.count { $0 == UInt8(ascii: "\n") } == 30_001)
    #expect(written[0]["one.jsonl"]?.count { $0 == UInt8(ascii: "\n") } == 3000)
  }

  /// SplitMix64: the same noise for the same seed.
  private struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
