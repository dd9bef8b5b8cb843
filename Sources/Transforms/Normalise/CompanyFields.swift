internal import Canonical
internal import PipelineModel

/// Names of companies: tidied, the legal form in its own field.
struct CompanyFields {
  private let splits: Bool
  private var scratch: [UInt8] = []
  private var words = CompanyWords()
  private var tidy = TidyFields()

  init(splits: Bool) { self.splits = splits }

  mutating func normalise(_ batch: inout LeadBatch) {
    tidy.normalise(.companyName, composing: true, &batch)
    guard splits, batch.has(.companyName) else { return }
    for record in 0..<batch.count where !batch.slice(.companyName, record: record).isEmpty {
      let parts = CompanyName(batch.value(.companyName, record: record), using: &words)
      if !parts.steps.isEmpty { apply(parts, record, &batch) }
    }
  }

  private mutating func apply(_ parts: CompanyName, _ record: Int, _ batch: inout LeadBatch) {
    if !parts.legalForm.isEmpty {
      scratch.empty()
      scratch.append(copying: batch.value(.companyName, record: record).extracting(parts.legalForm))
      while let last = scratch.last, last == 0x20 || last == 0x2C { scratch.removeLast() }
      batch.set(.companyLegalForm, record: record, to: scratch.span)
    }
    appendName(parts, of: batch.value(.companyName, record: record))
    if scratch.isEmpty {
      batch.clear(.companyName, record)
    } else {
      batch.set(.companyName, record: record, to: scratch.span)
    }
    if parts.steps.contains(.legalForm) { batch.note(.companyLegalForm, .companyName, record: record) }
    if parts.steps.contains(.tradingName) { batch.note(.companyTradingName, .companyName, record: record) }
    if parts.steps.contains(.location) { batch.note(.companyLocation, .companyName, record: record) }
    if parts.steps.contains(.placeholder) { batch.note(.companyPlaceholder, .companyName, record: record) }
  }

  /// Puts the name itself into `scratch`.
  private mutating func appendName(_ parts: CompanyName, of value: Span<UInt8>) {
    scratch.empty()
    if parts.cut.isEmpty || parts.cut.upperBound > parts.name.upperBound {
      scratch.append(copying: value.extracting(parts.name))
    } else {
      scratch.append(copying: value.extracting(parts.name.lowerBound..<parts.cut.lowerBound))
      scratch.append(copying: value.extracting(parts.cut.upperBound..<parts.name.upperBound))
    }
  }
}
