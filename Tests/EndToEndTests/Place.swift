import Foundation

/// A temporary folder with a home, a folder for temporary files and a folder to work in; goes away with its last user.
final class Place: Sendable {
  /// Where commands run.
  let work: URL
  /// What commands see as `TMPDIR`; whatever is left here after a command was forgotten by it.
  let temporary: URL
  /// For the tests' own files.
  let scratch: URL
  /// All that commands see of the world.
  let environment: [String: String]
  private let root: URL

  init(environment extra: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    root = folder.appending(path: "sluice-e2e-" + UUID().uuidString.prefix(8))
    work = root.appending(path: "work")
    temporary = root.appending(path: "tmp")
    scratch = root.appending(path: "scratch")
    let home = root.appending(path: "home")
    for folder in [work, temporary, scratch, home] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "TMPDIR": temporary.path].merging(extra) { $1 }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file into the working folder.
  func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let url = work.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ text: String, to path: String) throws { try write(text.utf8, to: path) }

  /// A file of the working folder as text; nil where there is none.
  func text(_ path: String) -> String? {
    (try? Data(contentsOf: work.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file of the working folder by its path in it, but not the state: a ledger is no golden bytes.
  func files() throws -> [String: Data] { try Self.files(below: work) { $0 != ".sluice" } }

  /// The names that commands left in `TMPDIR`.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporary.path).sorted() }

  /// Every file below a folder by its path in it, leaving out folders by name.
  static func files(below folder: URL, entering: (String) -> Bool = { _ in true }) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { continue }
      if !isFolder.boolValue {
        files[name] = try Data(contentsOf: url)
      } else if entering(name) {
        for (path, data) in try Self.files(below: url, entering: entering) { files[name + "/" + path] = data }
      }
    }
    return files
  }
}
