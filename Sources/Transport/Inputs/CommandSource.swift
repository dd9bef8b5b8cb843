private import CLinux
private import Glibc

/// What a program prints on stdout. The program is started without a shell, in a process group of its own, with nothing
/// on stdin; when its reader goes away the whole group is killed, and it is reaped in any case.
///
/// An exit code other than 0 is an error once all it printed was read; the error holds the last lines of its stderr.
final class CommandSource: ByteSource {
  /// How long a program may live on after it has closed its stdout, in milliseconds.
  private let grace: Int
  private let name: String
  private let stop: StopSignal
  private let process: pid_t
  private let output: Int32
  private let talk: Int32
  private var said: [UInt8] = []
  private var isSilent = false
  private var isOver = false
  private var isReaped = false

  /// Bytes of stderr that are kept, the last ones.
  private static let talkLimit = 2_048

  init(_ run: [String], folder: String, name: String, stop: StopSignal, grace: Int = 10_000) throws {
    self.name = name
    self.stop = stop
    self.grace = grace
    var arguments: [UnsafeMutablePointer<CChar>?] = run.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var (started, output, talk): (Int32, Int32, Int32) = (-1, -1, -1)
    let code = sluice_spawn(&arguments, folder, &started, &output, &talk)
    if code != 0 {
      throw InputError.notStarted(name, program: run.first ?? "", reason: systemErrorText(code))
    }
    process = started
    self.output = output
    self.talk = talk
  }

  deinit {
    if !isReaped {
      kill(-process, SIGKILL)
      reap()
    }
    close(output)
    close(talk)
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    if isOver { return 0 }
    while true {
      if try wait(for: output) {
        let count = try readPiece(of: output, at: nil, atMost: limit, into: &buffer, path: name)
        if count > 0 { return count }
        isOver = true
        try end()
        return 0
      }
    }
  }

  /// Waits until the descriptor has something or a tenth of a second has passed; takes what stderr has meanwhile.
  private func wait(for descriptor: Int32) throws -> Bool {
    if stop.isStopped { throw FileError.cancelled(name) }
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isSilent ? -1 : talk, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&polled, 2, 100) > 0 else { return false }
    if polled[1].revents != 0 { listen() }
    return polled[0].revents != 0
  }

  private func listen() {
    let count = (try? readPiece(of: talk, at: nil, atMost: 4_096, into: &said, path: name)) ?? 0
    isSilent = count == 0
    if said.count > Self.talkLimit { said.removeFirst(said.count - Self.talkLimit) }
  }

  /// Waits for the end of a program that has closed its stdout.
  private func end() throws {
    var waited = 0
    var info = siginfo_t()
    // The dead leader is kept until its group is killed: until then nobody else can have its number.
    while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT | WNOHANG) == 0, info.si_signo == 0 {
      if waited >= grace {
        kill(-process, SIGKILL)
        reap()
        throw InputError.ended(name, how: "closed its output and did not end in \(grace / 1_000) s", said: tail)
      }
      _ = try wait(for: -1)
      // A closed stderr would make the wait none at all.
      if isSilent { poll(nil, 0, 20) }
      waited += isSilent ? 120 : 100
    }
    while !isSilent {
      var polled = pollfd(fd: talk, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 0) > 0 else { break }
      listen()
    }
    kill(-process, SIGKILL)
    let status = reap()
    let signal = status & 0x7F
    if signal != 0 { throw InputError.ended(name, how: "was killed by signal \(signal)", said: tail) }
    let code = status >> 8 & 0xFF
    if code != 0 { throw InputError.ended(name, how: "ended with exit code \(code)", said: tail) }
  }

  @discardableResult
  private func reap() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    isReaped = true
    return status
  }

  /// The last lines of stderr, on one line.
  private var tail: String {
    let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.suffix(5).map { line in
      String(line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }.joined(separator: " / ")
  }
}
