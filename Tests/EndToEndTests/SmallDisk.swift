import Foundation
import Testing

/// A little file system in memory, mounted on a folder. Only root can mount: elsewhere there is none.
struct SmallDisk {
  private let folder: URL
  private let place: Place

  init?(at folder: URL, kilobytes: Int, in place: Place) async throws {
    self.folder = folder
    self.place = place
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let mount = "mount -t tmpfs -o size=\(kilobytes)k,nr_inodes=64 sluice-e2e '\(folder.path)'"
    let result = try await Sluice.shell(mount, in: place)
    guard result.exitCode == 0 else {
      print("skipped: a full disk needs a small file system, and mounting one failed: \(result.talk)")
      return nil
    }
  }

  func unmount() async throws {
    let result = try await Sluice.shell("umount '\(folder.path)'", in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
  }
}

extension Sluice {
  /// Runs a line of bash.
  static func shell(_ line: String, in place: Place) async throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = place.work
    process.environment = place.environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    return try await finish(process, in: place)
  }
}
