private import Glibc

/// Where the bytes of a path stand, whichever way leads there: two paths with one place are one file, through symbolic
/// links, linked folders and hard links too. A path that is no file yet has the place at which it would be made.
package struct FilePlace: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  /// What would have to be made below the folder that is there; empty for a file that is there.
  private let missing: String

  /// Nil for what is no regular file, whose bytes nobody replaces: `-`, a pipe, `/dev/null`.
  package init?(of path: String) {
    guard path != "-" else { return nil }
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(status, missing: "")
      return
    }
    var folder = resolved(path)
    var missing = ""
    // A link to nothing leads to where a file would be made; folders above it may be missing too.
    while true {
      let (parent, name) = split(folder)
      missing = name + (missing.isEmpty ? "" : "/" + missing)
      if stat(parent, &status) == 0 { break }
      guard parent != folder, parent != ".", parent != "/" else { return nil }
      folder = parent
    }
    self.init(status, missing: missing)
  }

  private init(_ status: stat, missing: String) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    self.missing = missing
  }
}
