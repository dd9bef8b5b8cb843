private import Glibc
internal import PipelineModel
private import Synchronization

/// Numbers what comes in, each kind from 1.
///
/// With a state folder the numbers stand in `sandbox.requests` there, a line per kind: several processes count together
/// and a restart goes on. Without one they are this process's own.
final class RequestCounter: Sendable {
  /// What is counted.
  enum Kind: Int, Sendable, CaseIterable {
    case connection, submit
    /// Submissions whose body was read whole.
    case submitRead
    case job, credits
    /// Deliveries that were promised to webhooks.
    case webhook

    var name: String { self == .submitRead ? "submit_read" : "\(self)" }
  }

  private let state: Mutex<State>

  private struct State: ~Copyable {
    var counts = [Int](repeating: 0, count: Kind.allCases.count)
    var file: CountFile?
  }

  init(folder: String?) throws(SandboxError) {
    state = Mutex(State(file: try folder.map { path throws(SandboxError) in try CountFile(folder: path) }))
  }

  /// Counts `count` more and returns the first one's number.
  func next(_ kind: Kind, count: Int = 1) throws(SandboxError) -> Int {
    try state.withLock { state throws(SandboxError) in
      let before = try state.file?.add(count, at: kind.rawValue, name: kind.name) ?? state.counts[kind.rawValue]
      state.counts[kind.rawValue] = before + count
      return before + 1
    }
  }

  /// How many there were of each kind, other processes' included.
  func counts() throws(SandboxError) -> [(kind: Kind, count: Int)] {
    try state.withLock { state throws(SandboxError) in
      var counts: [(kind: Kind, count: Int)] = []
      for kind in Kind.allCases {
        counts.append((kind, try state.file?.add(0, at: kind.rawValue, name: kind.name) ?? state.counts[kind.rawValue]))
      }
      return counts
    }
  }
}

/// Lines of 32 bytes: a name, blanks, a number. Written in place, under the file's lock, and not forced to the disk:
/// numbers survive the end of a process, and a machine that crashes counts anew from what it has.
private struct CountFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private static let width = 32

  init(folder: String) throws(SandboxError) {
    path = "\(folder)/sandbox.requests"
    descriptor = try openStateFile(path, in: folder)
  }

  deinit { close(descriptor) }

  /// Adds to the number of a line and returns what it was before.
  func add(_ count: Int, at index: Int, name: String) throws(SandboxError) -> Int {
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw failure("lock") }
    }
    defer { flock(descriptor, LOCK_UN) }
    var line = [UInt8](repeating: 0, count: Self.width)
    let read = pread(descriptor, &line, line.count, index * Self.width)
    if read < 0 { throw failure("read") }
    let digits = line.prefix(read).filter { (0x30...0x39).contains($0) }
    let before = Int(String(decoding: digits, as: UTF8.self)) ?? 0
    if count == 0 { return before }
    let number = String(before + count)
    let blanks = String(repeating: " ", count: max(1, Self.width - 1 - name.utf8.count - number.utf8.count))
    line = Array("\(name)\(blanks)\(number)\n".utf8)
    if pwrite(descriptor, line, line.count, index * Self.width) != line.count { throw failure("write") }
    return before
  }

  private func failure(_ step: String) -> SandboxError {
    SandboxError("\(path): cannot \(step): \(String(cString: strerror(errno)))")
  }
}
