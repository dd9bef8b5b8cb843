private import CLinux
private import Glibc

/// The account's jobs on disk: `sandbox.jsonl`, a line per job, written before the job is confirmed.
///
/// Several processes may share one: whoever works holds the file's lock and looks first at what others appended. A torn
/// last line, left by a process that was killed while it wrote, never counted and is cut off.
///
/// A line begins with what the balance needs and says how long its request is, so that requests are passed over unread.
struct SandboxLog: ~Copyable {
  /// A line: what it says of its job, and where its request stands in the file.
  struct Line {
    var job: LoggedJob
    var request: Range<Int>
  }

  let path: String
  private let descriptor: Int32
  /// The lines before this are known.
  private var end = 0

  /// Opens or makes it, with its folder; without a folder it lies in memory and is gone with the process.
  init(folder: String?) throws(SandboxError) {
    if let folder {
      path = "\(folder)/sandbox.jsonl"
      descriptor = try openStateFile(path, in: folder)
    } else {
      path = "the sandbox's memory"
      descriptor = try opened(path, hint: nil) { sluice_memory_file("sandbox") }
    }
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
  mutating func newLines() throws(SandboxError) -> [Line] {
    let size = lseek(descriptor, 0, SEEK_END)
    if size < 0 { throw failure("read") }
    var lines: [Line] = []
    while end < size {
      guard let line = try line(at: end, fileSize: size) else {
        if ftruncate(descriptor, end) != 0 { throw failure("write") }
        break
      }
      lines.append(line)
      end = line.request.upperBound + LoggedJob.lineEnd.count
    }
    return lines
  }

  /// Appends a job's line with one write; under the lock, after `newLines()`. Returns where the request stands in it.
  mutating func append(_ job: LoggedJob, request: [UInt8]) throws(SandboxError) -> Range<Int> {
    let line = job.line(request)
    var written = -1
    repeat {
      written = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, end) }
    } while written < 0 && errno == EINTR
    guard written == line.count else {
      let error = failure("write", code: written < 0 ? errno : ENOSPC)
      // What got through of the line is taken back: the job was not accepted.
      ftruncate(descriptor, end)
      throw error
    }
    end += line.count
    let requestEnd = end - LoggedJob.lineEnd.count
    return requestEnd - request.count..<requestEnd
  }

  /// Bytes of the file.
  func read(_ range: Range<Int>) throws(SandboxError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var filled = 0
    while filled < bytes.count {
      // pread fills the array from where it stopped; the pointer does not leave the closure.
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, range.lowerBound + filled)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { throw failure("read") }
      filled += count
    }
    return bytes
  }

  /// That a line is not what it should be.
  var unreadable: SandboxError {
    SandboxError("\(path) holds a line that cannot be read", hint: "move the file away to start afresh")
  }

  /// The line that begins at a place; nil where it is torn.
  private func line(at start: Int, fileSize: Int) throws(SandboxError) -> Line? {
    var length = 512
    while true {
      let bytes = try read(start..<min(fileSize, start + length))
      if let head = LoggedJob.Head(bytes) {
        guard let job = head.job else { throw unreadable }
        let request = start + head.length
        guard let end = try requestEnd(of: job, from: request, fileSize: fileSize) else { return nil }
        return Line(job: job, request: request..<end)
      }
      if start + length >= fileSize {
        if bytes.contains(UInt8(ascii: "\n")) { throw unreadable }
        return nil
      }
      length *= 16
    }
  }

  /// Where the request that begins at a place ends; nil where its line is torn.
  private func requestEnd(of job: LoggedJob, from start: Int, fileSize: Int) throws(SandboxError) -> Int? {
    let tail = LoggedJob.lineEnd
    if let size = job.size, size >= 0, size <= fileSize - start - tail.count {
      guard try read(start + size..<start + size + tail.count) == tail else { throw unreadable }
      return start + size
    }
    // An older line does not say how long it is; a torn one has no end.
    guard let end = try read(start..<fileSize).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    if job.size != nil || end == 0 { throw unreadable }
    return start + end + 1 - tail.count
  }

  private func failure(_ step: String, code: Int32 = errno) -> SandboxError {
    SandboxError("\(path): cannot \(step): \(String(cString: strerror(code)))")
  }
}

/// Opens or makes a file of the state folder, and the folder.
func openStateFile(_ path: String, in folder: String) throws(SandboxError) -> Int32 {
  makeFolders(folder)
  // 0600: the log holds the leads that were sent.
  return try opened(path, hint: "give the sandbox a folder it may write to") {
    open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  }
}

private func opened(_ path: String, hint: String?, _ open: () -> Int32) throws(SandboxError) -> Int32 {
  let descriptor = open()
  if descriptor < 0 { throw SandboxError("\(path): cannot open: \(String(cString: strerror(errno)))", hint: hint) }
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
