@testable import Loading
import PipelineModel
import Testing

@Suite("batches and prices")
struct BatcherTests {
  @Test(
    "batches hold at most 1,000, apart by translation, in the order of arrival", arguments: [1, 999, 1000, 1001, 2500])
  func batching(count: Int) throws {
    var batcher = Batcher()
    var batches: [Batch] = []
    for index in 0..<count {
      if let full = batcher.add(try #require(lead("p\(index)")), translate: index % 3 == 0) { batches.append(full) }
    }
    batches += batcher.finish()
    #expect(batches.allSatisfy { 1...1000 ~= $0.leads.count })
    for translate in [true, false] {
      let slugs = batches.filter { $0.translate == translate }.flatMap(\.leads).map(\.key.text)
      let expected = (0..<count).filter { ($0 % 3 == 0) == translate }
        .map { "https://www.linkedin.com/in/p\($0)" }
      #expect(slugs == expected)
    }
    #expect(batcher.finish().isEmpty)
  }

  @Test("somebody who comes twice is asked for once; somebody with nothing to look for not at all")
  func once() throws {
    var batcher = Batcher()
    let ada = try #require(lead("ada"))
    #expect(batcher.add(ada, translate: false) == nil)
    #expect(batcher.add(ada, translate: true) == nil)
    #expect(batcher.add(try #require(lead("bob", fields: [])), translate: false) == nil)
    #expect(batcher.finish() == [try #require(Batch(translate: false, leads: [ada]))])
  }

  @Test("a batch that breaks the contract cannot be made")
  func limits() throws {
    let leads = try (0...1000).map { try #require(lead("p\($0)")) }
    #expect(Batch(translate: false, leads: leads) == nil)
    #expect(Batch(translate: false, leads: []) == nil)
    #expect(Batch(translate: false, leads: [try #require(lead("ada", fields: []))]) == nil)
    #expect(Batch(translate: false, leads: Array(leads.prefix(1000)))?.claims.count == 1000)
  }

  @Test("only what the journal granted stays in a batch")
  func granted() throws {
    let leads = try ["a", "b", "c"].map { try #require(lead($0)) }
    let batch = try #require(Batch(translate: true, leads: leads))
    let granted = batch.granted([
      Claim(key: leads[2].key, fields: [.phone]), Claim(key: leads[0].key, fields: [.email]),
    ])
    let left = [try #require(lead("a", fields: [.email])), try #require(lead("c", fields: [.phone]))]
    #expect(granted == Batch(translate: true, leads: left))
    #expect(batch.granted([]) == nil)
  }

  @Test("a batch key is readable and fits into custom data")
  func batchKey() {
    #expect(Batch.key(run: "r000042", number: 3, random: 0x9F86) == "r000042-3-0000000000009f86")
    #expect(Batch.key(run: String(repeating: "r", count: 300), number: .max, random: .max).count <= 100)
  }
}
