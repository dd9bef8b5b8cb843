/// Where bytes are to be had.
package enum InputPlace: Sendable {
  /// A file; `-` is standard input.
  case file(String)
  /// What a program prints; it runs in a folder.
  case command([String], folder: String)
  /// What a server sends.
  case url(String)
  /// A file of an archive.
  case member(ZipArchive, ZipArchive.Entry)
  /// Bytes that are here.
  case bytes([UInt8])

  /// The path of a file that is no pipe.
  package var path: String? { if case .file(let path) = self, path != "-" { path } else { nil } }
}

/// An input as its first bytes say that it is to be read.
package enum OpenedInput {
  /// Bytes; what was compressed (gzip, zstd) is no more, and is worked on a thread of its own.
  case bytes(any ByteSource)
  /// A zip archive: its files are inputs of their own.
  case archive(ZipArchive)

  /// Opens an input and looks at its first bytes.
  ///
  /// - Parameters:
  ///   - name: what messages call it.
  ///   - spoolFolder: where an archive is kept that does not come from a file.
  package static func open(_ place: InputPlace, name: String, spoolFolder: String = temporaryFolder()) throws
    -> OpenedInput
  {
    let stop = StopSignal()
    switch place {
    case .member(let archive, let entry):
      let source = try archive.open(entry, name: name)
      return .bytes(try unpacked(source, name: name, stop: stop, isThreaded: true))
    default: break
    }
    let source = try source(place, name: name, stop: stop)
    var head: [UInt8] = []
    _ = try source.fill(&head, atMost: 4)
    if Compression(head) == .zip {
      let whole = PeekedSource(head: head, rest: source)
      if let path = place.path, let file = try SeekableFile(path: path, name: name) {
        return .archive(try ZipArchive(file))
      }
      return .archive(try ZipArchive(SeekableFile(spooling: whole, name: name, in: spoolFolder)))
    }
    return .bytes(try unpacked(PeekedSource(head: head, rest: source), head: head, name: name, stop: stop))
  }

  private static func source(_ place: InputPlace, name: String, stop: StopSignal) throws -> any ByteSource {
    switch place {
    case .file(let path): try FileSource(path: path, stop: stop)
    case .command(let run, let folder): try CommandSource(run, folder: folder, name: name, stop: stop)
    case .url(let url): try HTTPSource.open(url, name: name, stop: stop)
    case .member(let archive, let entry): try archive.open(entry, name: name)
    case .bytes(let bytes): PeekedSource(head: bytes, rest: NoBytes())
    }
  }

  /// What compressed bytes mean, on a thread of its own; other bytes as they are.
  private static func unpacked(
    _ source: any ByteSource, head: [UInt8]? = nil, name: String, stop: StopSignal, isThreaded: Bool = false
  ) throws -> any ByteSource {
    var source = source
    var bytes = head ?? []
    if head == nil {
      _ = try source.fill(&bytes, atMost: 4)
      source = PeekedSource(head: bytes, rest: source)
    }
    switch Compression(bytes) {
    case .gzip: return threaded(GzipSource(source, name: name), name: name, stop: stop)
    case .zstd: return threaded(ZstdSource(source, name: name), name: name, stop: stop)
    case .zip, nil: return isThreaded ? threaded(source, name: name, stop: stop) : source
    }
  }

  private static func threaded(_ source: any ByteSource, name: String, stop: StopSignal) -> any ByteSource {
    // Handed over whole: nobody else reads the source from here on.
    nonisolated(unsafe) let source = source
    return BackgroundSource(path: name, stop: stop) { channel in
      while true {
        var piece: [UInt8] = []
        do {
          if try source.fill(&piece, atMost: BackgroundSource.piece) == 0 { return }
        } catch {
          // What came before the trouble stands.
          if !piece.isEmpty { _ = channel.send(piece) }
          throw error
        }
        if !channel.send(piece) { return }
      }
    }
  }
}

/// Nothing.
private final class NoBytes: ByteSource {
  func read(into buffer: inout [UInt8], atMost limit: Int) -> Int { 0 }
}

/// A way of packing bytes, by the first of them.
package enum Compression: Sendable {
  case gzip, zstd, zip

  /// By the first four bytes; nil: none that is known.
  package init?(_ head: [UInt8]) {
    guard head.count >= 2 else { return nil }
    let word = head.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    if head[0] == 0x1F && head[1] == 0x8B {
      self = .gzip
    } else if head.count >= 4, word == 0xFD2F_B528 || word & 0xFFFF_FFF0 == 0x184D_2A50 {
      self = .zstd
    } else if head.count >= 4, word == 0x0403_4B50 || word == 0x0605_4B50 {
      self = .zip
    } else {
      return nil
    }
  }
}
