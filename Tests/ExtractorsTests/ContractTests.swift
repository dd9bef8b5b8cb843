import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite struct ContractTests {
  /// Names, because an existential metatype cannot be a test's argument.
  static let names = Extractors.all.map { $0.spec.name }

  private func contract(_ name: String) throws -> ExtractorContract {
    let type = try #require(Extractors.all.first { $0.spec.name == name })
    // The raw bytes of refused records are decoded text where the encoding is another (`EncodingTests`).
    let options: [String: OptionValue] =
      switch type.spec.name {
      case "xml": ["record": .text("/leads/lead")]
      case "singer": ["stream": .text("contacts")]
      case "csv", "jsonl", "json": ["encoding": .text("utf-8")]
      default: [:]
      }
    return ExtractorContract(type, options: ComponentOptions(options))
  }

  @Test("the sample reads the same in any pieces and wherever it is cut", arguments: names)
  func sample(name: String) throws {
    #expect(try contract(name).sampleViolations() == [])
  }

  @Test("an empty input has no records and is no error", arguments: names)
  func empty(name: String) throws {
    let reading = try contract(name).read([])
    #expect(reading == ExtractorDriver.Reading())
  }

  @Test("bytes changed at random are read, refused or an error, the same in any pieces", arguments: names)
  func mutations(name: String) throws {
    let contract = try contract(name)
    let sample = Array(contract.type.spec.sample.utf8)
    let loaded: [UInt8] = Array("\"\\<>&{}[],:;\n\r\t\u{0}u0".utf8) + [0x80, 0xC3, 0xED, 0xFF]
    for seed in 1...150 as ClosedRange<UInt64> {
      var generator = SplitMix(seed: seed)
      var input = sample
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = input.indices.randomElement(using: &generator) ?? 0
        let byte = loaded.randomElement(using: &generator) ?? 0
        if Bool.random(using: &generator) { input[place] = byte } else { input.insert(byte, at: place) }
      }
      let violations = contract.violations(of: input, seeds: 1..<3)
      #expect(violations == [], "seed \(seed): \(String(decoding: input, as: UTF8.self))")
    }
  }
}
