import Ledger
import PipelineModel
import Testing

/// Keys that stand for the same person because rules of normalisation have changed.
@Suite("key aliases")
struct KeyAliasTests {
  private func key(_ text: String) -> UInt128 { SubmissionKey(text: text).id }

  @Test("everybody who was ever claimed is looked at once for each version of the rules")
  func renewal() throws {
    var desk = try Desk()
    let names = (0..<5000).map { "n\($0)" }
    _ = try desk.intend(names)
    var seen: [String] = []
    let renew = { (texts: [String]) in
      seen += texts
      return texts.map { text -> Set<UInt128> in [key(text), key(text.uppercased())] }
    }
    try desk.ledger.renewKeys(rules: 2, renew)
    #expect(seen == names)
    try desk.ledger.renewKeys(rules: 2, renew)
    try desk.ledger.renewKeys(rules: 1, renew)
    try desk.reopen()
    try desk.ledger.renewKeys(rules: 2, renew)
    #expect(seen.count == names.count)
    #expect(
      try desk.ledger.otherKeys(of: [key("N7"), key("n8"), key("z")], destination: "sandbox")
        == [key("N7"): [key("n7")], key("n8"): [key("N8")]])
    #expect(try desk.ledger.otherKeys(of: [key("N7")], destination: "elsewhere").isEmpty)
    #expect(try desk.ledger.verify() == [])
    try desk.ledger.renewKeys(rules: 3, renew)
    #expect(seen.count == 2 * names.count)
  }

  @Test("what is held under an old key is not granted under the new one, nor the other way")
  func intent() throws {
    let desk = try Desk()
    _ = try desk.intend(["old"], fields: [.email])
    try desk.ledger.renewKeys(rules: 1) { $0.map { _ in [key("new")] } }
    #expect(
      try desk.intend(["new"], batch: "b2").claims == [Claim(key: SubmissionKey(text: "new"), fields: [.phone])])
    try desk.ledger.remember(aliases: [(key("a"), key("b")), (key("c"), key("c"))], destination: "sandbox")
    _ = try desk.intend(["b"], batch: "b3")
    #expect(try desk.intend(["a", "c"], batch: "b4").claims.map(\.key.text) == ["c"])
  }

  @Test("where the renewal fails nothing of it is kept")
  func failure() throws {
    struct Refused: Error {}
    let desk = try Desk()
    _ = try desk.intend(["old"])
    #expect(throws: Refused.self) { try desk.ledger.renewKeys(rules: 1) { _ in throw Refused() } }
    var count = 0
    try desk.ledger.renewKeys(rules: 1) {
      count += $0.count
      return $0.map { _ in [] }
    }
    #expect(count == 1)
  }
}
