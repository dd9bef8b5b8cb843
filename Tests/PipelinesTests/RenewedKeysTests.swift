import PipelineModel
import Testing

@testable import Pipelines

/// Keys that other rules of normalisation made are found again by the rules as they are.
@Suite("Renewed submission keys") struct RenewedKeysTests {
  private func key(_ text: String) -> UInt128 { SubmissionKey(text: text).id }

  @Test(
    "the key of the same facts by the rules as they are is among them",
    arguments: [
      // As the first Sluice sent them.
      ("Blaise|Pascal|Pascaline SA", "Blaise|Pascal|Pascaline"),
      ("Hedy|Lamarr|Hopping Ltd", "Hedy|Lamarr|Hopping"),
      ("Ada|Byron|shop.example.co.uk", "Ada|Byron|example.co.uk"),
      ("Ada|Byron|Analytical Engines", "Ada|Byron|Analytical Engines"),
      (#"Ada|Byron|A\|B \\ Mills Ltd"#, #"Ada|Byron|A\|B \\ Mills"#),
      ("https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
    ])
  func renewed(text: String, now: String) { #expect(RenewedKeys.of([text])[0].contains(key(now)), "\(text)") }

  @Test("a text that is no key has none", arguments: ["", "|", "a|b", "a|b|c|d", "||", #"a|b\"#])
  func none(text: String) { #expect(RenewedKeys.of([text]) == [[]]) }

  @Test("keys stand at the places of their texts")
  func places() {
    let texts = ["x", "Hedy|Lamarr|Hopping Ltd", "y", "Grace|Hopper|Navy"]
    let keys = RenewedKeys.of(texts)
    #expect(keys.count == 4 && keys[0].isEmpty && keys[2].isEmpty)
    #expect(keys[1].contains(key("Hedy|Lamarr|Hopping")) && keys[3].contains(key("Grace|Hopper|Navy")))
  }

  @Test("what comes out of the rules has not changed under their version")
  func version() {
    let texts = [
      "ADA|BYRON|ANALYTICAL ENGINES, INC.", "jürgen|müller|müller & söhne gmbh", "Ludwig|van der Rohe|Bauhaus AG",
      "Mary-Ann|O'Brien|O'Brien Bros. Ltd (UK)", "IVAN|ПЕТРОВ|ООО Завод", "Jan|de la Cruz|shop.example.co.uk",
      "Ronald|McDonald|Smith d/b/a Acme", "Henry|Tudor VIII|S.p.A. Fiat", "山田|太郎|株式会社山田", "Ann|Lee|Lee",
      "Dr. Ada|Byron PhD|the Engines Company Limited", "https://www.linkedin.com/in/Ada-Byron",
    ]
    let hash = RenewedKeys.of(texts).flatMap { $0.sorted() }.reduce(UInt128(0)) { $0 &* 31 &+ $1 }
    #expect(
      String(hash, radix: 16) == "1dc0e7c9d12ba36013a04b11cee70cb8",
      "Rules have changed: raise Normalise.rules by one, so that whoever was bought by the old ones is found, and put this number here."
    )
  }
}
