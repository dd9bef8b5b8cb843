private import Glibc

/// The files that a pattern (`exports/*.csv`) matches, in bytewise order; none where nothing matches.
///
/// A path that exists as it is written matches itself, whatever signs are in its name. Folders are left out, and names
/// that begin with a dot unless the pattern says so (POSIX glob). A folder that cannot be read is an error: leaving its
/// files out would lose rows in silence.
package func glob(pattern: String) throws(FileError) -> [String] {
  var status = stat()
  if stat(pattern, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR ? [] : [pattern] }
  var result = glob_t()
  defer { globfree(&result) }
  switch Glibc.glob(pattern, GLOB_MARK | GLOB_NOSORT | GLOB_ERR, nil, &result) {
  case 0: break
  case GLOB_NOMATCH: return []
  case GLOB_NOSPACE: throw FileError(path: pattern, operation: .list, code: ENOMEM)
  default: throw FileError(pattern, .list)
  }
  var paths: [String] = []
  for index in 0..<Int(result.gl_pathc) {
    // glob(3) returns an array of C strings.
    guard let path = result.gl_pathv?[index] else { continue }
    paths.append(String(cString: path))
  }
  return paths.filter { !$0.hasSuffix("/") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether `glob(pattern:)` would give the path if there were such a file: `*` stays within a folder.
package func matches(_ path: String, pattern: String) -> Bool { fnmatch(pattern, path, FNM_PATHNAME) == 0 }

/// Whether a path is a pattern for `glob(pattern:)` rather than one file's name.
package func isPattern(_ path: String) -> Bool { path.utf8.contains { "*?[".utf8.contains($0) } }

/// The files in a folder, in bytewise order, without those whose names begin with a dot; nil where there is no folder of
/// that name.
package func files(inFolder folder: String) throws(FileError) -> [String]? {
  var status = stat()
  guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
  guard let stream = opendir(folder) else { throw FileError(folder, .list) }
  defer { closedir(stream) }
  var paths: [String] = []
  while let entry = readdir(stream) {
    // The name is an array of bytes that ends with a NUL.
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
    guard !name.hasPrefix("."), stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { continue }
    paths.append(path)
  }
  return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
