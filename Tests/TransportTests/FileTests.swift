import Foundation
import Glibc
import PipelineModel
import Testing

@testable import Transport

@Suite("Input files")
struct InputFileTests {
  @Test("a file is read from start to end in whole pieces, behind what the buffer holds", arguments: [1, 4, 10, 11])
  func read(limit: Int) throws {
    try withFolder { folder in
      put("0123456789", folder + "/a.csv")
      var file = try InputFile(path: folder + "/a.csv")
      #expect(file.size == 10)
      var buffer = "rest".bytes
      var counts: [Int] = []
      while true {
        let count = try file.read(into: &buffer, atMost: limit)
        if count == 0 { break }
        counts.append(count)
      }
      #expect(buffer == "rest0123456789".bytes)
      #expect(counts.dropLast().allSatisfy { $0 == limit })
      #expect(counts.reduce(0, +) == 10)
      #expect(try file.read(into: &buffer, atMost: limit) == 0)
    }
  }

  @Test("a pipe has no size, and its short pieces are put together")
  func pipe() throws {
    try withFolder { folder in
      let path = folder + "/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      let writer = open(path, O_RDWR)
      var file = try InputFile(path: path)
      try writeWhole("abc".bytes.span, to: writer, path: path)
      try writeWhole("def".bytes.span, to: writer, path: path)
      close(writer)
      #expect(file.size == nil)
      var buffer: [UInt8] = []
      #expect(try file.read(into: &buffer, atMost: 100) == 6)
      #expect(buffer == "abcdef".bytes)
    }
  }

  @Test(
    "a missing file names the one that is spelled most like it",
    arguments: [
      ("leads.csv.txt", nil), ("laeds.csv", "leads.csv"), ("LEADS.CSV", "leads.csv"), ("lead.csv", "leads.csv"),
      ("companies.csv", nil),
    ] as [(String, String?)])
  func missing(asked: String, meant: String?) throws {
    try withFolder { folder in
      put("", folder + "/leads.csv")
      put("", folder + "/unlike-anything.jsonl")
      let error = #expect(throws: FileError.self) { _ = try InputFile(path: "\(folder)/\(asked)") }
      #expect(error?.message == "cannot open: No such file or directory")
      let hint = meant.map { "did you mean \(folder)/\($0)?" }
      #expect(error?.hint == hint ?? "check the spelling and the folder: there is nothing of that name")
      #expect(error?.diagnostic.code == "file_not_found")
      #expect(error?.diagnostic.location?.file == "\(folder)/\(asked)")
    }
  }

  @Test("a folder is not a file")
  func folder() throws {
    try withFolder { folder in
      let error = #expect(throws: FileError.self) { _ = try InputFile(path: folder) }
      #expect(
        error?.description
          == "\(folder): cannot open: Is a directory\n"
          + "  hint: this is a folder: name a file in it, or all of them with \(folder)/*")
      #expect(error?.diagnostic.code == "is_a_folder")
    }
  }

  @Test("a lack of permission says so")
  func permission() {
    let error = FileError(path: "a.csv", operation: .open, code: EACCES)
    #expect(
      error.description
        == "a.csv: cannot open: Permission denied\n"
        + "  hint: check the permissions of the file and of the folders above it")
    #expect(error.diagnostic.code == "not_permitted")
  }
}

@Suite("Scratch files")
struct ScratchFileTests {
  @Test("what was appended is read from anywhere, and the file has no name")
  func readAnywhere() throws {
    try withFolder { folder in
      var file = try unlinkedTemporary(in: folder + "/spool")
      #expect(names(folder + "/spool") == [])
      var starts: [Int] = []
      for index in 0..<100 { starts.append(try file.append("record \(index);".bytes)) }
      #expect(file.count == starts[99] + 10)
      for index in [99, 0, 50] {
        var buffer = ">".bytes
        let end = index == 99 ? file.count : starts[index + 1]
        try file.read(starts[index]..<end, into: &buffer)
        #expect(buffer == ">record \(index);".bytes)
      }
      var buffer: [UInt8] = []
      try file.read(5..<5, into: &buffer)
      #expect(buffer == [])
      let count = file.count
      let error = #expect(throws: FileError.self) { try file.read(0..<count + 1, into: &buffer) }
      #expect(error?.code == EINVAL)
    }
  }

  @Test("a folder that cannot be made is named")
  func noFolder() {
    let error = #expect(throws: FileError.self) { _ = try ScratchFile(in: "/proc/none") }
    #expect(error?.path == "/proc/none")
    #expect(error?.message == "cannot make folder: No such file or directory")
  }
}

@Suite("File locks")
struct FileLockTests {
  /// `mine`, or who has it.
  private func attempt(_ path: String, _ note: String, while body: () throws -> Void = {}) throws -> String {
    switch try FileLock.tryLock(path, note: note) {
    case .held(let holder): return holder
    case .acquired(let lock):
      try body()
      _ = lock.path
      return "mine"
    }
  }

  @Test("one holder at a time, named with its process; free again when the value goes")
  func exclusive() throws {
    try withFolder { folder in
      let path = folder + "/state/lock"
      let first = try attempt(path, "leads\nsince 09:30") {
        let second = try attempt(path, "second")
        #expect(second == "pid \(getpid()), leads since 09:30")
        let other = try attempt(folder + "/other", "other")
        #expect(other == "mine")
      }
      #expect(first == "mine")
      #expect(contents(path) == "")
      let third = try attempt(path, "third") { #expect(contents(path) == "pid \(getpid()), third\n") }
      #expect(third == "mine")
      #expect(mode(path) == 0o600)
    }
  }

  @Test("what a dead holder left behind does not hold the lock")
  func deadHolder() throws {
    try withFolder { folder in
      put("pid 1, a run that was killed and left a longer line than the next one\n", folder + "/lock")
      let holder = try attempt(folder + "/lock", "x") {
        #expect(contents(folder + "/lock") == "pid \(getpid()), x\n")
      }
      #expect(holder == "mine")
    }
  }
}

@Suite("Patterns")
struct GlobTests {
  @Test(
    "a pattern gives files in bytewise order; folders, hidden and temporary files are left out",
    arguments: [
      ("*.csv", ["B.csv", "a.csv", "a[1].csv", "é.csv"]),
      ("a?.csv", []),
      ("a[1].csv", ["a[1].csv"]),
      ("[aB].csv", ["B.csv", "a.csv"]),
      ("*/*.csv", ["folder/c.csv"]),
      ("folder", []),
      ("none.csv", []),
      ("a.csv", ["a.csv"]),
    ])
  func glob(pattern: String, expected: [String]) throws {
    try withFolder { folder in
      for name in ["a.csv", "B.csv", "é.csv", "a[1].csv", ".a.csv.sluice-1-1.tmp", ".hidden.csv", "x.txt"] {
        put("", "\(folder)/\(name)")
      }
      for name in ["folder", "folder.csv"] { #expect(mkdir("\(folder)/\(name)", 0o755) == 0) }
      put("", folder + "/folder/c.csv")
      let found = try Transport.glob(pattern: "\(folder)/\(pattern)")
      #expect(found == expected.map { "\(folder)/\($0)" })
    }
  }

  @Test("what is a pattern", arguments: [("a.csv", false), ("*.csv", true), ("a?", true), ("[a]", true), ("", false)])
  func pattern(path: String, expected: Bool) {
    #expect(isPattern(path) == expected)
  }
}

@Suite("Privacy")
struct PrivacyTests {
  @Test("after switching core dumps off the limit is too small for any")
  func coreDumps() {
    Privacy.disableCoreDumps()
    var limit = rlimit()
    #expect(getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0)
    #expect(limit.rlim_cur <= 1 && limit.rlim_max <= 1)
  }
}
