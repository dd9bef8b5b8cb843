import Foundation
import PipelineModel
import Pipelines
import Synchronization
import Transport

/// What goes to stderr: diagnostics, and on a terminal a progress line.
final class Talk: Sendable {
  private let isTerminal = isatty(2) != 0
  private let isQuiet: Bool
  private let state = Mutex(State())

  private struct State {
    var phase = RunEvent.Phase.settle
    var shown = -1
    var hasLine = false
  }

  init(quiet: Bool) { isQuiet = quiet }

  /// Takes a run's events.
  func tell(_ event: RunEvent) {
    switch event {
    case .diagnostic(let diagnostic):
      if isQuiet && diagnostic.severity != .error { return }
      say(diagnostic.description)
    case .phase(let phase):
      state.withLock {
        $0.phase = phase
        $0.shown = -1
      }
      clear()
    case .progress(let done, let total):
      guard isTerminal, !isQuiet, let total, total > 0 else { return }
      let percent = min(100, done * 100 / total)
      let phase: RunEvent.Phase? = state.withLock {
        if $0.shown == percent { return nil }
        $0.shown = percent
        $0.hasLine = true
        return $0.phase
      }
      guard let phase else { return }
      let filled = percent * 30 / 100
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
      write("\r\(phase.rawValue) [\(bar)] \(percent) %")
    }
  }

  /// A line on stderr.
  func say(_ text: String) {
    clear()
    write(text + "\n")
  }

  /// Asks for a yes. Without a terminal nobody can answer, and the answer is no.
  func ask(_ question: String) -> Bool {
    guard isatty(0) != 0 else {
      say(question + "\n  hint: nobody is here to be asked; --yes says yes")
      return false
    }
    clear()
    write(question + " Go on? [y/N] ")
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "y" || answer == "yes"
  }

  /// Takes the progress line away.
  func clear() {
    let hadLine = state.withLock { state in
      defer { state.hasLine = false }
      return state.hasLine
    }
    if hadLine { write("\r\u{1B}[K") }
  }

  /// Nobody can be told that stderr is closed.
  private func write(_ text: String) { try? StandardOutput.error.write(text.utf8.span) }
}

/// Shows an error and ends with its exit code; a reader of stdout that went away is no error.
func end(after error: any Error, _ talk: Talk) throws {
  guard let failure = Failure.from(error) else { return }
  talk.say(failure.diagnostic.description)
  try failure.exitCode.end()
}

/// Prints data on stdout; a reader that went away is no error.
func put(_ text: String) throws {
  do {
    try StandardOutput().write((text + "\n").utf8.span)
  } catch {
    if !error.isClosedPipe { throw error }
  }
}

/// Reads a pipeline file, shows its problems and ends with exit code 3 where it has errors.
func definition(at path: String, _ talk: Talk) throws -> PipelineDefinition {
  do {
    let (definition, diagnostics) = try PipelineDefinition.load(path)
    for diagnostic in diagnostics { talk.tell(.diagnostic(diagnostic)) }
    if let definition { return definition }
  } catch {
    guard let failure = Failure.from(error) else { throw error }
    talk.say(failure.diagnostic.description)
  }
  try PipelineModel.ExitCode.invalidPipeline.end()
  throw CancellationError()
}
