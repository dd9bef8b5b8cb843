internal import PipelineModel

/// What the Singer extractor says when something is wrong.
enum SingerWording {
  /// Other streams that are named.
  static let streamLimit = 20

  static var noStreamName: OptionProblem {
    OptionProblem(option: "stream", message: "expected the name of a stream", hint: "`tap-… --discover` lists them")
  }

  static func ownState(_ index: Int) -> OptionProblem {
    OptionProblem(
      option: "command[\(index)]",
      message: "expected no `--state`: Sluice gives the tap the one of the last published run",
      hint: "leave it and its file out")
  }

  /// The tap sent nothing of the stream.
  static func noStream(_ name: String, among others: [String]) -> Diagnostic {
    let near = suggestion(for: name, among: others).map { "did you mean \(quoted($0))? " } ?? ""
    let list = others.map { quoted($0) }.joined(separator: ", ")
    return Diagnostic(
      .warning, code: "no_stream", "the tap sent nothing of a stream \(quoted(name))",
      hint: others.isEmpty
        ? "select streams in its catalog: `--catalog FILE`" : near + "it sent: \(list)")
  }

  static func strange(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "unknown_message",
      count == 1
        ? "the tap sent a message of a type that is not known: it is passed over"
        : "the tap sent \(grouped(count)) messages of types that are not known: they are passed over")
  }

  /// The tap's last STATE is no JSON.
  static var badState: Diagnostic {
    Diagnostic(
      .warning, code: "bad_state", "the value of the tap's last STATE is no JSON: the bookmark stays as it was",
      hint: "the next run reads the same rows again")
  }

  static func batch(at offset: UInt64, line: UInt64) -> ScanError {
    ScanError(
      .wrongFormat, offset: offset, line: line, column: 1,
      detail: "the tap hands rows over in files (a BATCH message), which are not read",
      hint: "take `batch_config` out of its configuration: then it sends them one by one")
  }
}
