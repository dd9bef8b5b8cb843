private import CZlib
internal import PipelineModel

/// The files of a zip archive by its central directory (APPNOTE 6.3.10), zip64 included; nothing is unpacked ahead.
///
/// What a file unpacks to is streamed through a buffer, so a bomb costs time and never memory.
package final class ZipArchive: Sendable {
  /// A file in the archive.
  package struct Entry: Sendable, Equatable {
    /// As the archive names it.
    package var name: String
    var flags: Int
    var method: Int
    var checksum: UInt32
    var packedSize: Int
    /// Bytes that it unpacks to, as the directory says.
    package var size: Int
    var headerOffset: Int
  }

  package let file: SeekableFile
  /// The files, folders left out, in the directory's order.
  package let entries: [Entry]

  /// No archive with more files than this is read: its directory is kept in memory.
  static let entryLimit = 100_000
  private static let directoryLimit = 64 << 20

  package init(_ file: SeekableFile) throws {
    self.file = file
    entries = try Self.entries(of: file).filter { !$0.name.hasSuffix("/") }
  }

  /// The unpacked bytes of a file of it, checked against its size and checksum at the end.
  package func open(_ entry: Entry, name: String) throws -> any ByteSource {
    try ZipEntrySource(self, entry, name: name)
  }

  private static func entries(of file: SeekableFile) throws -> [Entry] {
    let tailStart = max(0, file.count - (22 + 65_535))
    let tail = try file.bytes(tailStart..<file.count)
    var end = tail.count - 22
    while end >= 0, little(tail, end, 4) != 0x0605_4B50 || end + 22 + little(tail, end + 20, 2) > tail.count {
      end -= 1
    }
    guard end >= 0 else { throw InputError.zipWithoutDirectory(file.name, byte: file.count) }
    var count = little(tail, end + 10, 2)
    var size = little(tail, end + 12, 4)
    var offset = little(tail, end + 16, 4)
    let disk = little(tail, end + 4, 2)
    if disk != 0 && disk != 0xFFFF { throw InputError.zipInParts(file.name) }
    let locator = end - 20
    if locator >= 0, little(tail, locator, 4) == 0x0706_4B50 {
      let place = little(tail, locator + 8, 8)
      guard place >= 0, place <= file.count - 56 else {
        throw InputError.zipDamaged(file.name, byte: tailStart + locator)
      }
      let record = try file.bytes(place..<place + 56)
      guard record.count == 56, little(record, 0, 4) == 0x0606_4B50 else {
        throw InputError.zipDamaged(file.name, byte: place)
      }
      count = little(record, 32, 8)
      size = little(record, 40, 8)
      offset = little(record, 48, 8)
    }
    if count < 0 || count > entryLimit || size > directoryLimit {
      throw InputError.zipTooManyFiles(file.name, limit: entryLimit)
    }
    guard offset >= 0, size >= 0, offset <= file.count, size <= file.count - offset else {
      throw InputError.zipDamaged(file.name, byte: tailStart + end)
    }
    let directory = try file.bytes(offset..<offset + size)
    var entries: [Entry] = []
    var at = 0
    for _ in 0..<count {
      guard at + 46 <= directory.count, little(directory, at, 4) == 0x0201_4B50 else {
        throw InputError.zipDamaged(file.name, byte: offset + at)
      }
      let (nameCount, extraCount) = (little(directory, at + 28, 2), little(directory, at + 30, 2))
      let next = at + 46 + nameCount + extraCount + little(directory, at + 32, 2)
      guard next <= directory.count else { throw InputError.zipDamaged(file.name, byte: offset + at) }
      var entry = Entry(
        name: String(decoding: directory[at + 46..<at + 46 + nameCount], as: UTF8.self),
        flags: little(directory, at + 8, 2), method: little(directory, at + 10, 2),
        checksum: UInt32(little(directory, at + 16, 4)), packedSize: little(directory, at + 20, 4),
        size: little(directory, at + 24, 4), headerOffset: little(directory, at + 42, 4))
      entry.widen(Array(directory[at + 46 + nameCount..<at + 46 + nameCount + extraCount]))
      guard entry.packedSize >= 0, entry.size >= 0, entry.headerOffset >= 0, entry.headerOffset <= file.count else {
        throw InputError.zipDamaged(file.name, byte: offset + at)
      }
      entries.append(entry)
      at = next
    }
    return entries
  }
}

extension ZipArchive: ArchiveParts {
  /// Deflate makes at most 1,032 of one byte; a document's parts stay far below this, and small ones do no harm.
  private static let ratioLimit = 500
  private static let harmless = 16 << 20

  package var names: [String] { entries.map(\.name) }

  package var scratchFolder: String { temporaryFolder() }

  /// The first file of a name, to be unpacked as a part of a document; throws where it is made to fill memory or time.
  package func part(_ name: String) throws -> Entry? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    let ratio = entry.size / max(1, entry.packedSize)
    if entry.size > Self.harmless, ratio > Self.ratioLimit {
      throw InputError.bomb(file.name, entry: name, ratio: ratio, limit: Self.ratioLimit)
    }
    return entry
  }

  package func read(_ name: String, _ take: (_ piece: Span<UInt8>, _ isLast: Bool) throws -> Void) throws {
    guard let entry = try part(name) else { return }
    let source = try open(entry, name: file.name + "/" + name)
    var piece: [UInt8] = []
    repeat {
      piece.removeAll(keepingCapacity: true)
      _ = try source.fill(&piece, atMost: 256 << 10)
      try take(piece.span, piece.isEmpty)
    } while !piece.isEmpty
  }
}

extension ZipArchive.Entry {
  /// Takes the sizes that do not fit 32 bits from the zip64 extra field.
  fileprivate mutating func widen(_ extra: [UInt8]) {
    var at = 0
    while at + 4 <= extra.count {
      let count = little(extra, at + 2, 2)
      if little(extra, at, 2) == 1, at + 4 + count <= extra.count {
        var place = at + 4
        let end = place + count
        for part in [\Self.size, \Self.packedSize, \Self.headerOffset] where self[keyPath: part] == 0xFFFF_FFFF {
          guard place + 8 <= end else { return }
          self[keyPath: part] = little(extra, place, 8)
          place += 8
        }
        return
      }
      at += 4 + count
    }
  }
}

/// A number of `count` bytes, the lowest first; -1 for one that no file reaches.
private func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
  var value: UInt64 = 0
  for index in 0..<count { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
  return Int(exactly: value) ?? -1
}

/// One file of an archive, unpacked.
private final class ZipEntrySource: ByteSource {
  private let entry: ZipArchive.Entry
  private let name: String
  private var input: CompressedInput
  private let inflater: Inflater?
  private let start: Int
  private var crc: UInt = 0
  private var total = 0
  private var isOver = false

  init(_ archive: ZipArchive, _ entry: ZipArchive.Entry, name: String) throws {
    if entry.flags & 1 != 0 { throw InputError.encrypted(name) }
    guard entry.method == 0 || entry.method == 8 else { throw InputError.method(name, entry.method) }
    let header = try archive.file.bytes(entry.headerOffset..<entry.headerOffset + 30)
    guard header.count == 30, little(header, 0, 4) == 0x0403_4B50 else {
      throw InputError.zipDamaged(archive.file.name, byte: entry.headerOffset)
    }
    start = entry.headerOffset + 30 + little(header, 26, 2) + little(header, 28, 2)
    self.entry = entry
    self.name = name
    input = CompressedInput(FileRange(archive.file, from: start, count: entry.packedSize))
    inflater = entry.method == 8 ? Inflater(windowBits: -15) : nil
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    if isOver { return 0 }
    let before = buffer.count
    while true {
      try input.refill()
      var status = Z_OK
      var count = 0
      if let inflater {
        (status, count) = inflater.inflate(&input, into: &buffer, atMost: limit)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
          throw InputError.corrupt(name, format: "zip", byte: start + input.position)
        }
      } else {
        input.withRest { rest in
          count = min(limit, rest.count)
          buffer.append(contentsOf: rest[..<count])
          return count
        }
        if input.isAtEnd && count == 0 { status = Z_STREAM_END }
      }
      buffer.withUnsafeBufferPointer {
        // crc32 takes 32-bit counts; a read is smaller.
        crc = crc32(crc, $0.baseAddress.map { $0 + before }, UInt32(count))
      }
      total += count
      // What goes on behind its end is no part of it.
      if total > entry.size { throw InputError.checksum(name) }
      if status == Z_STREAM_END {
        isOver = true
        if total != entry.size || crc != UInt(entry.checksum) {
          throw input.isAtEnd && total < entry.size
            ? InputError.truncated(name, format: "zip", byte: start + input.position) : InputError.checksum(name)
        }
        return count
      }
      if count > 0 { return count }
      if input.isAtEnd { throw InputError.truncated(name, format: "zip", byte: start + input.position) }
    }
  }
}

/// A part of a file.
private final class FileRange: ByteSource {
  private let file: SeekableFile
  private var next: Int
  private let end: Int

  init(_ file: SeekableFile, from start: Int, count: Int) {
    self.file = file
    next = start
    end = count > file.count - start ? file.count : start + count
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    if next >= end { return 0 }
    let count = try file.read(at: next, into: &buffer, atMost: min(limit, end - next))
    next += count
    return count
  }
}
