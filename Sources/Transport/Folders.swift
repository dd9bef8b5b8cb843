private import Glibc

/// The folder and the last part of a path: `out/leads.csv` → `out`, `leads.csv`; the folder of a bare name is `.`.
func split(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let name = String(path[path.utf8.index(after: slash)...])
  return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
}

/// The path with symbolic links followed as far as it exists; a link to nothing leads to the name it points at.
func resolved(_ path: String) -> String {
  if let real = realpath(path, nil) {
    defer { free(real) }
    return String(cString: real)
  }
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return path }
  let link = buffer.withUnsafeBytes { String(decoding: $0.prefix(count), as: UTF8.self) }
  return link.hasPrefix("/") ? link : "\(split(path).folder)/\(link)"
}

/// Makes a folder and the ones above it (0777 less the umask); one that is there already is fine.
package func makeFolders(_ path: String) throws(FileError) {
  var status = stat()
  if stat(path, &status) == 0 {
    if status.st_mode & S_IFMT == S_IFDIR { return }
    throw FileError(path: path, operation: .makeFolder, code: ENOTDIR)
  }
  let parent = split(path).folder
  if parent != path && parent != "." && parent != "/" { try makeFolders(parent) }
  if mkdir(path, 0o777) != 0 && errno != EEXIST { throw FileError(path, .makeFolder) }
}

/// Puts the names of a folder on the disk.
func syncFolder(_ path: String) throws(FileError) {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if descriptor < 0 {
    // A folder that may be written but not read cannot be opened; the system writes its names in its own time.
    if errno == EACCES { return }
    throw FileError(path, .open)
  }
  defer { close(descriptor) }
  // Some file systems have nothing to sync in a folder and say EINVAL.
  if fsync(descriptor) != 0 && errno != EINVAL && errno != EINTR { throw FileError(path, .sync) }
}

/// The names in a folder, `.` and `..` left out, in no order; none where it cannot be read.
func entries(of folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// The name in the folder that is most like the one asked for, if one is close: what was probably meant.
func nearestName(to path: String) -> String? {
  let (folder, name) = split(path)
  let limit = max(1, min(3, name.utf8.count / 3))
  return entries(of: folder)
    .map { (distance: editDistance($0, name), name: $0) }
    .filter { $0.distance <= limit }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
    .name
}

/// Letters to insert, delete or replace, case aside (Levenshtein 1966).
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased().unicodeScalars)
  let b = Array(b.lowercased().unicodeScalars)
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let replaced = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[b.count]
}

/// Removes a file; one that is not there is no error.
package func removeFile(_ path: String) throws(FileError) {
  if unlink(path) != 0 && errno != ENOENT { throw FileError(path, .replace) }
}
