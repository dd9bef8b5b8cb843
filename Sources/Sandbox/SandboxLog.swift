private import Glibc

/// The account's jobs on disk: `sandbox.jsonl`, a line per job, written before the job is confirmed.
///
/// Several processes may share one: whoever works holds the file's lock and reads first what others appended. A torn
/// last line, left by a process that was killed while it wrote, never counted and is cut off.
struct SandboxLog: ~Copyable {
  let path: String
  private let descriptor: Int32
  /// Everything before this has been read.
  private var offset = 0

  /// Opens or makes it, with its folder.
  init(folder: String) throws(SandboxError) {
    path = "\(folder)/sandbox.jsonl"
    descriptor = try openStateFile(path, in: folder, flags: O_APPEND)
  }

  deinit { close(descriptor) }

  /// Waits for the lock, which `unlock()` or the end of the process releases.
  func lock() throws(SandboxError) {
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw failure("lock") }
    }
  }

  func unlock() { flock(descriptor, LOCK_UN) }

  /// The whole lines that were appended since the last time; under the lock.
  mutating func newLines() throws(SandboxError) -> [[UInt8]] {
    let size = lseek(descriptor, 0, SEEK_END)
    if size < 0 { throw failure("read") }
    if size == offset { return [] }
    var bytes = [UInt8](repeating: 0, count: max(0, size - offset))
    var filled = 0
    while filled < bytes.count {
      // pread fills the array from where it stopped; the pointer does not leave the closure.
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, offset + filled)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { throw failure("read") }
      filled += count
    }
    let end = bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0
    if end < bytes.count && ftruncate(descriptor, offset + end) != 0 { throw failure("write") }
    offset += end
    return bytes[..<end].split(separator: 10).map(Array.init)
  }

  /// Appends a line (without its end) with one write; under the lock, after `newLines()`.
  mutating func append(_ line: [UInt8]) throws(SandboxError) {
    let line = line + [10]
    var written = -1
    repeat {
      written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    } while written < 0 && errno == EINTR
    guard written == line.count else {
      let error = failure("write", code: written < 0 ? errno : ENOSPC)
      // What got through of the line is taken back: the job was not accepted.
      ftruncate(descriptor, offset)
      throw error
    }
    offset += line.count
  }

  private func failure(_ step: String, code: Int32 = errno) -> SandboxError {
    SandboxError("\(path): cannot \(step): \(String(cString: strerror(code)))")
  }
}

/// Opens or makes a file of the state folder, and the folder.
func openStateFile(_ path: String, in folder: String, flags: Int32) throws(SandboxError) -> Int32 {
  makeFolders(folder)
  // 0600: the log holds the leads that were sent.
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0o600)
  guard descriptor >= 0 else {
    throw SandboxError(
      "\(path): cannot open: \(String(cString: strerror(errno)))", hint: "give the sandbox a folder it may write to")
  }
  return descriptor
}

/// Makes a folder and those above it; what cannot be made shows when the file is opened.
private func makeFolders(_ path: String) {
  var made = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    made += (made.isEmpty || made == "/" ? "" : "/") + part
    mkdir(made, 0o777)
  }
}
