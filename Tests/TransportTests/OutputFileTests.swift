import Foundation
import Glibc
import PipelineModel
import Testing

@testable import Transport

@Suite("Output files")
struct OutputFileTests {
  @Test("nothing is there before the commit, everything after it, and no temporary file stays")
  func commit() throws {
    try withFolder { folder in
      let path = folder + "/a/b/leads.csv"
      var file = try OutputFile(path: path)
      try file.write("one,".bytes)
      try file.write([UInt8](repeating: 65, count: 100_000))
      try file.write("two".bytes)
      #expect(file.count == 100_007)
      #expect(contents(path) == nil)
      let temporary = try #require(names(folder + "/a/b").first)
      #expect(temporary.wholeMatch(of: /\.leads\.csv\.sluice-[0-9]+-[0-9]+\.tmp/) != nil)
      #expect(temporary.contains("-\(getpid())-"))
      try file.commit()
      #expect(contents(path) == "one," + String(repeating: "A", count: 100_000) + "two")
      #expect(names(folder + "/a/b") == ["leads.csv"])
    }
  }

  @Test("a file that is not committed leaves what was there before")
  func discard() throws {
    try withFolder { folder in
      put("before", folder + "/leads.csv")
      func attempt() throws {
        var file = try OutputFile(path: folder + "/leads.csv")
        try file.write("after".bytes)
      }
      try attempt()
      #expect(contents(folder + "/leads.csv") == "before")
      #expect(names(folder) == ["leads.csv"])
    }
  }

  @Test("an existing file's permissions are kept, a new one has the standard ones")
  func permissions() throws {
    try withFolder { folder in
      put("", folder + "/private.csv", mode: 0o600)
      for name in ["private.csv", "new.csv"] {
        var file = try OutputFile(path: "\(folder)/\(name)")
        try file.write("x".bytes)
        try file.commit()
      }
      let mask = umask(0)
      umask(mask)
      #expect(mode(folder + "/private.csv") == 0o600)
      #expect(mode(folder + "/new.csv") == 0o644 & ~Int(mask))
    }
  }

  @Test("a symbolic link stays one, whether it points at something or not yet", arguments: [true, false])
  func symbolicLink(targetExists: Bool) throws {
    try withFolder { folder in
      if targetExists { put("old", folder + "/real.csv") }
      try FileManager.default.createSymbolicLink(atPath: folder + "/link.csv", withDestinationPath: "real.csv")
      var file = try OutputFile(path: folder + "/link.csv")
      try file.write("new".bytes)
      try file.commit()
      #expect(contents(folder + "/real.csv") == "new")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.csv") == "real.csv")
    }
  }

  @Test(
    "what was written can be read back in pieces, and writing goes on behind it", arguments: [1, 3, 7, 1000, 20_000])
  func readBack(pieces: Int) throws {
    try withFolder { folder in
      var file = try OutputFile(path: folder + "/leads.csv")
      let first = (0..<5000).flatMap { "\($0),".bytes }
      for start in stride(from: 0, to: first.count, by: 999) {
        try file.write(Array(first[start..<min(start + 999, first.count)]))
      }
      var read: [UInt8] = []
      try file.readBack(pieces: pieces) { piece in
        #expect(piece.count <= pieces && piece.count > 0)
        read.append(copying: piece)
      }
      #expect(read == first)
      try file.write("end".bytes)
      try file.commit()
      #expect(contents(folder + "/leads.csv")?.bytes == first + "end".bytes)
    }
  }

  @Test("the temporary file of a killed process is removed, one that is being written is not")
  func abandoned() throws {
    try withFolder { folder in
      put("half", folder + "/.leads.csv.sluice-1-1.tmp")
      put("other", folder + "/.leads.csv.sluice-1.bak")
      let live = try OutputFile(path: folder + "/leads.csv")
      let second = try OutputFile(path: folder + "/leads.csv")
      let left = names(folder)
      #expect(left.count == 3)
      #expect(!left.contains(".leads.csv.sluice-1-1.tmp") && left.contains(".leads.csv.sluice-1.bak"))
      try live.commit()
      try second.commit()
    }
  }

  @Test("a path that is no regular file is given its bytes at the commit, and is not replaced")
  func device() throws {
    try withFolder { folder in
      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      // Opened for both, so that neither end waits for the other.
      let reader = open(pipe, O_RDWR)
      defer { close(reader) }
      var file = try OutputFile(path: pipe)
      try file.write("through".bytes)
      var read: [UInt8] = []
      try file.readBack { read.append(copying: $0) }
      #expect(read == "through".bytes)
      try file.commit()
      var buffer: [UInt8] = []
      let count = try readPiece(of: reader, at: nil, atMost: 100, into: &buffer, path: pipe)
      #expect(count == 7)
      #expect(buffer == "through".bytes)
      #expect(names(folder) == ["pipe"])
    }
  }

  @Test("a very long name works as long as the system takes it")
  func longName() throws {
    try withFolder { folder in
      let name = String(repeating: "ü", count: 127)
      let file = try OutputFile(path: "\(folder)/\(name)")
      try file.commit()
      #expect(names(folder) == [name])
    }
  }

  @Test("a full disk is named, with what to do, and nothing stays")
  func fullDisk() throws {
    try withFolder { folder in
      let error = #expect(throws: FileError.self) {
        var file = try OutputFile(path: "/dev/full")
        try file.write("x".bytes)
        try file.commit()
      }
      #expect(
        error?.description
          == "/dev/full: cannot write: No space left on device\n"
          + "  hint: the disk is full or a quota is reached: make room and run again")
      #expect(error?.diagnostic.code == "disk_full")
    }
  }

  @Test(
    "a path that cannot be written is named, with the step and what to do",
    arguments: [
      ("", ": cannot create: Is a directory", "this is a folder: name a file in it"),
      ("/file/x.csv", "/file: cannot make folder: Not a directory", "a part of this path is a file, not a folder"),
    ])
  func refused(path: String, message: String, hint: String) throws {
    try withFolder { folder in
      put("", folder + "/file")
      let error = #expect(throws: FileError.self) { _ = try OutputFile(path: folder + path) }
      #expect(error?.description == "\(folder)\(message)\n  hint: \(hint)")
    }
  }
}
