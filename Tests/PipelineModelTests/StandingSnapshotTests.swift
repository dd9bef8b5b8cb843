import Testing

@testable import PipelineModel

@Suite("A snapshot of the ledger says what the ledger says")
struct StandingSnapshotTests {
  /// Somebody of whom an e-mail was found and no phone.
  private static let answered: Standings = [
    .email: FieldStanding(
      .answered, answer: Answer(value: "a@b.example", sequence: 7, renewed: 9, at: 100, enrichmentID: "job 1"),
      enrichmentID: "job 1"),
    .phone: FieldStanding(
      .answered, answer: Answer(value: nil, sequence: 8, at: 200, enrichmentID: "job 2"), enrichmentID: "job 3"),
  ]

  private func snapshot(_ people: [(key: UInt128, standings: Standings)]) -> StandingSnapshot {
    var snapshot = StandingSnapshot(capacity: 0)
    var places: [String: UInt32] = [:]
    func place(_ id: String?) -> UInt32 {
      guard let id else { return 0 }
      if let place = places[id] { return place }
      places[id] = snapshot.add(enrichmentID: id)
      return places[id] ?? 0
    }
    for (key, standings) in people {
      for field in ContactField.allCases {
        guard let one = standings[field] else { continue }
        let (holder, answerer) = (place(one.enrichmentID), place(one.answer?.enrichmentID))
        Array((one.answer?.value ?? "").utf8).withUnsafeBytes { bytes in
          let answer = one.answer.map {
            StandingSnapshot.PackedAnswer(
              value: $0.value == nil ? nil : bytes, sequence: $0.sequence, renewed: $0.renewed, at: $0.at,
              enrichmentID: answerer)
          }
          snapshot.add(key, field, one.state, holder: holder, answer: answer)
        }
      }
    }
    return snapshot
  }

  private func text(_ append: (inout [UInt8]) -> Void) -> String {
    var bytes = Array("|".utf8)
    append(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("everybody stands in it as they were added, however many there are")
  func many() {
    // Keys that want the same slot, and more than there was room for.
    let keys = (0..<3_000).map { UInt128($0) << 64 | UInt128($0 % 7) }
    let people = keys.enumerated().map { number, key in
      (
        key: key,
        standings: [
          .email: FieldStanding(
            .answered,
            answer: Answer(value: "\(number)", sequence: Int64(number), at: 1, enrichmentID: "e\(number % 9)"),
            enrichmentID: "e\(number % 9)")
        ] as Standings
      )
    }
    let snapshot = snapshot(people)
    #expect(snapshot.count == keys.count)
    for (key, standings) in people { #expect(snapshot.standing(of: key) == standings) }
    #expect(snapshot.place(of: 5_000) == 0)
    #expect(snapshot.standing(of: 5_000) == Standings())
    #expect(snapshot.held(at: 0, [.email], by: .forever) == nil)
  }

  @Test("answers are told as bytes, the job by the last field that one answered")
  func bytes() {
    let snapshot = snapshot([(1, Self.answered), (2, [.phone: .init(.lost, enrichmentID: "job 4")])])
    let place = snapshot.place(of: 1)
    #expect(snapshot.standing(at: place) == Self.answered)
    #expect(text { snapshot.appendValue(of: .email, at: place, to: &$0) } == "|a@b.example")
    #expect(text { snapshot.appendValue(of: .phone, at: place, to: &$0) } == "|")
    #expect(text { snapshot.appendEnrichmentID(at: place, [.email, .phone], to: &$0) } == "|job 2")
    #expect(text { snapshot.appendEnrichmentID(at: place, [.email], to: &$0) } == "|job 1")
    #expect(text { snapshot.appendEnrichmentID(at: snapshot.place(of: 2), [.phone], to: &$0) } == "|")
    #expect(snapshot.sequence(at: place, [.email, .phone]) == 8)
    #expect(snapshot.sequence(at: place, [.email]) == 7)
    #expect(snapshot.sequence(at: snapshot.place(of: 2), [.email, .phone]) == 0)
  }

  @Test(
    "what is held is answered and may not be bought, and nothing else is",
    arguments: [
      .forever, Freshness(found: [.email: 100]), Freshness(found: [.email: 101]), Freshness(found: [.phone: 999]),
      Freshness(notFound: 200), Freshness(notFound: 201), Freshness(retakesUpTo: 7), Freshness(retakesUpTo: 8),
      Freshness(retakesUpTo: 9), Freshness(retakesLost: true),
    ])
  func held(freshness: Freshness) {
    var people: [(key: UInt128, standings: Standings)] = [(1, Self.answered)]
    for state in [FieldStanding.State.free, .inFlight, .unknown, .lost] {
      for answer in [nil, Self.answered[.phone]?.answer] {
        var standings = Self.answered
        standings[.phone] = FieldStanding(state, answer: answer)
        people.append((UInt128(people.count + 1), standings))
      }
    }
    let snapshot = snapshot(people)
    for (key, standings) in people {
      for fields in [[.email], [.phone], [.email, .phone]] as [[ContactField]] {
        let all = fields.map { standings[$0] ?? .free }
        let holds = zip(fields, all).allSatisfy { $1.state == .answered && !freshness.mayBuy($0, $1) }
        let held = snapshot.held(at: snapshot.place(of: key), fields, by: freshness)
        #expect((held != nil) == holds)
        guard let held else { continue }
        #expect(held.from == all.compactMap(\.answer?.at).min())
        #expect(held.to == all.compactMap(\.answer?.at).max())
      }
    }
  }
}
