package import PipelineModel

/// Why bytes could not be had from something that is there: the input's name, what was found, and what to do.
package struct InputError: DiagnosableError, Sendable, Equatable {
  /// What is wrong.
  package enum Code: String, Sendable {
    /// Compressed bytes end too early.
    case truncated = "truncated_input"
    /// Compressed bytes are not what they should be.
    case corrupt = "corrupt_input"
    /// It is encrypted, or packed in a way that is not read.
    case unsupported = "unsupported_input"
    /// A command could not be started, or failed.
    case command = "command_failed"
    /// A server could not be reached, refused, or changed the file under our hands.
    case http = "http_input"
  }

  package var code: Code
  package var input: String
  package var message: String
  package var hint: String?

  init(_ code: Code, _ input: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.input = input
    self.message = message
    self.hint = hint
  }

  package var diagnostic: Diagnostic {
    Diagnostic(code: code.rawValue, at: Diagnostic.Location(file: input), message, hint: hint)
  }
}

// The wording of this folder.
extension InputError {
  private static let exportAgain = "rows before it were read; get the file again: it was cut off or damaged on its way"

  static func truncated(_ input: String, format: String, byte: Int) -> InputError {
    InputError(.truncated, input, "the \(format) data end early, at byte \(grouped(byte))", hint: exportAgain)
  }

  static func corrupt(_ input: String, format: String, byte: Int) -> InputError {
    InputError(.corrupt, input, "the \(format) data are damaged near byte \(grouped(byte))", hint: exportAgain)
  }

  static func trailing(_ input: String, byte: Int) -> InputError {
    InputError(
      .corrupt, input, "what follows the gzip data at byte \(grouped(byte)) is not gzip",
      hint: "a file that was appended to is compressed as a whole: decompress its parts and compress them together")
  }

  static func window(_ input: String) -> InputError {
    InputError(
      .unsupported, input, "the zstd data need more than 128 MiB of memory",
      hint: "they were compressed with --long or --ultra: pipe them through `zstd -dc --long=31`")
  }

  static func zipWithoutDirectory(_ input: String, byte: Int) -> InputError {
    InputError(
      .truncated, input, "the zip archive has no directory at its end (byte \(grouped(byte)))",
      hint: "it was cut off: get the file again")
  }

  static func zipDamaged(_ input: String, byte: Int) -> InputError {
    InputError(
      .corrupt, input, "the zip archive's directory is damaged at byte \(grouped(byte))", hint: "get the file again")
  }

  static func zipTooManyFiles(_ input: String, limit: Int) -> InputError {
    InputError(.unsupported, input, "the zip archive holds more than \(grouped(limit)) files", hint: "unpack it first")
  }

  static func zipInParts(_ input: String) -> InputError {
    InputError(.unsupported, input, "the zip archive is one part of several", hint: "join its parts: zip -s 0")
  }

  static func bomb(_ input: String, entry: String, ratio: Int, limit: Int) -> InputError {
    InputError(
      .unsupported, input,
      "its file `\(entry)` unpacks to \(grouped(ratio)) times its size; the limit is \(grouped(limit))",
      hint: "no export is like that: it may be made to fill the memory; unpack it first and look at it")
  }

  static func encrypted(_ input: String) -> InputError {
    InputError(
      .unsupported, input, "it is encrypted", hint: "Sluice knows no passwords of archives: unpack it first")
  }

  static func method(_ input: String, _ method: Int) -> InputError {
    let names = [9: "deflate64", 12: "bzip2", 14: "LZMA", 93: "zstd", 95: "xz", 98: "PPMd"]
    return InputError(
      .unsupported, input, "it is packed by method \(method)" + (names[method].map { " (\($0))" } ?? ""),
      hint: "stored and deflated files are read: unpack it first")
  }

  static func checksum(_ input: String) -> InputError {
    InputError(.corrupt, input, "its checksum is wrong: the archive is damaged", hint: "get the file again")
  }

  static func notStarted(_ input: String, program: String, reason: String) -> InputError {
    InputError(
      .command, input, "cannot start `\(program)`: \(reason)",
      hint: "`run` is a program and its arguments, without a shell; relative paths are relative to the pipeline file")
  }

  static func ended(_ input: String, how: String, said: String) -> InputError {
    InputError(
      .command, input, "the command \(how)",
      hint: said.isEmpty ? "it said nothing on stderr" : "its last words: \(said)")
  }
}
