import Extractors
import Foundation
import PipelineModel
import PipelineTesting

/// What a fuzzer may feed to an extractor: the format is that of SLUICE_FUZZ.
private let format = ProcessInfo.processInfo.environment["SLUICE_FUZZ"] ?? "csv"

/// libFuzzer calls this with every input that it makes. An input is a byte that seeds the sizes of pieces, and text.
///
/// Beyond crashes and what the sanitizers see, an input fails that reads differently in pieces than whole, or whose
/// records, positions and raw bytes do not hold together (see `ExtractorContract`).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // The bytes are libFuzzer's, and only for the call.
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let seed = input.first else { return 0 }
  let text = Array(input.dropFirst())
  if format == "sniff" {
    _ = try? FileSniffer.sniff(text.span, isWhole: seed & 1 == 0)
    return 0
  }
  guard let type = Extractors.all.first(where: { $0.spec.name == format }) else {
    fatalError("SLUICE_FUZZ: no extractor is called \(format)")
  }
  // Every fourth input is in an encoding that has to be found out.
  let isGuessed = seed & 12 == 12
  var contract = ExtractorContract(type, options: options(seed, isGuessed: isGuessed))
  contract.comparesRawBytes = contract.comparesRawBytes && !isGuessed
  contract.comparesErrors = format != "xml"
  let violations = contract.violations(of: text, seeds: UInt64(seed)..<UInt64(seed) + 1)
  if !violations.isEmpty { fatalError(violations.joined(separator: "\n")) }
  return 0
}

/// The options of a format, by the seed: CSV is read as it is sniffed, strictly, and in a dialect that bends the rules.
private func options(_ seed: UInt8, isGuessed: Bool) -> ComponentOptions {
  if format == "xml" { return ComponentOptions(["record": .text("/leads/lead")]) }
  guard ["csv", "jsonl", "json"].contains(format) else { return ComponentOptions() }
  var options: [String: OptionValue] = isGuessed ? [:] : ["encoding": .text("utf-8")]
  if format == "csv" && seed & 1 == 1 { options["dialect"] = .text("rfc4180") }
  if format == "csv" && seed & 3 == 2 {
    let keys = [("delimiter", ";"), ("escape", "\\"), ("comment", "#"), ("ragged", "pad")]
    options["dialect"] = .map(keys.map { OptionValue.Entry(key: $0, value: .text($1)) })
  }
  return ComponentOptions(options)
}

/// libFuzzer's own `main`; SwiftPM wants an executable to bring one of its target's name.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Hands the command line to libFuzzer.
@_cdecl("Fuzz_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments, fuzz)
}
