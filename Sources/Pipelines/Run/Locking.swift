internal import PipelineModel
internal import Transport

extension PipelineRun {
  /// Takes the lock that one live run of a pipeline holds on its state; the kernel lets go of it when the run dies.
  func lockPipeline() throws -> FileLock {
    switch try FileLock.tryLock(lockPath(of: definition.name), note: "\(definition.name) since \(environment.now())") {
    case .acquired(let lock): return lock
    case .held(let holder):
      throw Failure(
        Diagnostic(
          code: "locked", "another run of this pipeline is at work: \(holder)",
          hint: "wait until it has ended, then run again"), exitCode: .tryAgainLater)
    }
  }

  /// Whether no live run of a pipeline is at work; our own lock is ours, so our earlier runs are dead.
  func isDead(_ pipeline: String) throws -> Bool {
    if pipeline == definition.name { return true }
    switch try FileLock.tryLock(lockPath(of: pipeline), note: "settled by \(definition.name)") {
    case .acquired: return true
    case .held: return false
    }
  }

  /// Pipelines are told apart by name; a name can hold what a file name cannot.
  private func lockPath(of pipeline: String) -> String {
    let plain = pipeline.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": String(scalar)
      default: "%" + String(scalar.value, radix: 16) + "."
      }
    }
    return definition.stateFolder + "/locks/" + plain.joined() + ".lock"
  }
}
