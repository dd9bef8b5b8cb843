package import PipelineModel

/// What every extractor must do with any input, whatever its format; a promise that is broken comes back in words.
package struct ExtractorContract {
  /// The extractor.
  package var type: any StreamExtractor.Type
  /// Its options.
  package var options: ComponentOptions
  /// Whether raw bytes must be those of the input; they are not where text is decoded first.
  package var comparesRawBytes: Bool
  /// Whether an input must end with the same words at the same place however it comes, or just with an error: libxml2
  /// notices at different places of a broken declaration that it is broken.
  package var comparesErrors = true

  package init(_ type: any StreamExtractor.Type, options: ComponentOptions = ComponentOptions()) {
    self.type = type
    self.options = options
    comparesRawBytes = type.keepsRawBytes
  }

  /// Checks the spec's sample: two records, and everything `violations(of:)` and `truncationViolations(of:)` ask for.
  package func sampleViolations() -> [String] {
    let sample = Array(type.spec.sample.utf8)
    let whole = read(sample)
    var violations = self.violations(of: sample) + truncationViolations(of: sample)
    if whole.records.count != 2 { violations.append("the sample has \(whole.records.count) records") }
    if whole.refused.count != 0 { violations.append("the sample has refused records") }
    if let error = whole.error { violations.append("the sample ends with \(error)") }
    return violations
  }

  /// An input reads the same whole, byte by byte and in pieces of any size, and what is read holds together.
  package func violations(of input: [UInt8], seeds: Range<UInt64> = 1..<9) -> [String] {
    let whole = comparable(read(input))
    var violations = soundness(of: whole, input: input)
    let drip = comparable(read(input, chunk: { 1 }))
    if let difference = drip.difference(to: whole) {
      violations.append("byte by byte reads differently: \(difference)")
    }
    for seed in seeds {
      var generator = SplitMix(seed: seed)
      let largest = [3, 17, 200, 5000].randomElement(using: &generator) ?? 17
      let pieces = comparable(read(input, chunk: { Int.random(in: 1...largest, using: &generator) }))
      if let difference = pieces.difference(to: whole) {
        violations.append("pieces of at most \(largest) bytes (seed \(seed)) read differently: \(difference)")
      }
    }
    return violations
  }

  /// An input that ends anywhere gives records and refusals with positions, or an error with a place inside it; the
  /// records before the end are those of the whole input.
  package func truncationViolations(of input: [UInt8]) -> [String] {
    let whole = read(input)
    var violations: [String] = []
    for length in 0..<input.count {
      let part = Array(input[..<length])
      let reading = read(part)
      violations += soundness(of: reading, input: part).map { "cut at \(length): \($0)" }
      // The last one may have lost its end and still be one (a CSV row).
      if !whole.records.map(\.position).starts(with: reading.records.dropLast().map(\.position)) {
        violations.append("cut at \(length): records differ")
      }
    }
    return violations
  }

  /// Reads an input with a fresh extractor.
  package func read(_ input: [UInt8], chunk: () -> Int = { .max }) -> ExtractorDriver.Reading {
    do throws(OptionProblem) {
      let extractor = try type.init(options: options)
      return Self.read(extractor, input, chunk)
    } catch {
      var reading = ExtractorDriver.Reading()
      reading.violations.append("option \(error.option): \(error.message)")
      return reading
    }
  }

  private static func read(
    _ extractor: some StreamExtractor, _ input: [UInt8], _ chunk: () -> Int
  ) -> ExtractorDriver.Reading {
    var extractor = extractor
    return ExtractorDriver.read(&extractor, bytes: input, chunk: chunk)
  }

  /// A reading with as much of its error as is to be compared.
  private func comparable(_ reading: ExtractorDriver.Reading) -> ExtractorDriver.Reading {
    var reading = reading
    if !comparesErrors, reading.error != nil {
      reading.error = ScanError(.notWellFormed, offset: 0, detail: "an error")
    }
    return reading
  }

  private func soundness(of reading: ExtractorDriver.Reading, input: [UInt8]) -> [String] {
    var violations = reading.violations
    if Set(reading.columns).count != reading.columns.count { violations.append("a column name comes twice") }
    let refused = reading.refused.map(\.position)
    for positions in [reading.records.map(\.position), refused] {
      for (one, next) in zip(positions, positions.dropFirst())
      where one.offset >= next.offset || one.line > next.line || one.number >= next.number {
        violations.append("positions do not rise from \(one) to \(next)")
      }
    }
    let positions = (reading.records.map(\.position) + refused).sorted { $0.number < $1.number }
    if !positions.map(\.number).elementsEqual(1..<(UInt64(positions.count) + 1)) {
      violations.append("records are not numbered from 1 without a gap")
    }
    for position in positions where position.offset >= UInt64(input.count) || position.line < 1 {
      violations.append("\(position) is outside the input")
    }
    for (refusal, raw) in zip(reading.refused, reading.refusedBytes) where comparesRawBytes {
      let start = Int(refusal.position.offset)
      if raw.isEmpty || !input.dropFirst(start).starts(with: raw) {
        violations.append("the raw bytes of record \(refusal.position.number) are not those of the input")
      }
    }
    if let error = reading.error, error.offset > UInt64(input.count) || error.detail.isEmpty {
      violations.append("the error \(error) has no place inside the input")
    }
    return violations
  }
}

extension ExtractorDriver.Reading {
  /// What is not the same in the whole input's reading, in words.
  fileprivate func difference(to whole: Self) -> String? {
    if self == whole { return nil }
    if columns != whole.columns { return "columns \(columns), whole \(whole.columns)" }
    if error != whole.error { return "error \(error as Any), whole \(whole.error as Any)" }
    if refused != whole.refused { return "refused \(refused), whole \(whole.refused)" }
    if refusedBytes != whole.refusedBytes { return "raw bytes of refused records" }
    if violations != whole.violations { return "violations \(violations), whole \(whole.violations)" }
    let pairs = zip(records, whole.records)
    if let (one, other) = pairs.first(where: { $0 != $1 }) { return "record \(one), whole \(other)" }
    return "\(records.count) records, whole \(whole.records.count)"
  }
}

/// A small seeded generator: the same numbers on every machine (Steele, Lea, Flood 2014).
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
