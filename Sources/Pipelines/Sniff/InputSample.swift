internal import Extractors
internal import PipelineModel
internal import Transport

/// The first bytes of an input, unpacked as a run would unpack it.
struct InputSample: Sendable {
  /// How messages name the input; a file of an archive is `ARCHIVE/FILE`.
  var name: String
  /// Its first bytes.
  var bytes: [UInt8]
  /// Whether these are all of it.
  var isWhole: Bool
  /// How it was packed: `gzip`, `zstd`, `zip`.
  var packing: String?
  /// The extractor that reads it as one document, though it is an archive: `xlsx`. It has no bytes to look at then.
  var document: String?

  var form: ContentForm { ContentForm(Array(bytes.prefix(ContentForm.headSize))) }

  /// The samples of a file (`-` is standard input) or of what a server sends, one for each file of an archive.
  ///
  /// Throws what a run would throw at it.
  static func all(path: String, limit: Int) throws -> [InputSample] {
    let name = path == "-" ? "stdin" : isURL(path) ? HTTPSource.shown(path) : path
    let place = isURL(path) ? InputPlace.url(path) : .file(path)
    let packing = try place.path.flatMap(Self.packing)
    switch try OpenedInput.open(place, name: name) {
    case .bytes(let source): return [try InputSample(name: name, source, packing: packing, limit: limit)]
    case .archive(let archive):
      let types = Extractors.all.compactMap { $0 as? any ArchiveExtractor.Type }
      if let type = types.first(where: { $0.recognises(archive.names) }) {
        var sample = InputSample(name: name, bytes: [], isWhole: false, packing: nil)
        sample.document = type.spec.name
        return [sample]
      }
      return try archive.contents.compactMap { entry in
        let name = name + "/" + entry.name
        // No archive in an archive is opened, nor would a run.
        guard case .bytes(let source) = try OpenedInput.open(.member(archive, entry), name: name) else { return nil }
        return try InputSample(name: name, source, packing: "zip", limit: limit)
      }
    }
  }

  init(name: String, bytes: [UInt8], isWhole: Bool, packing: String?) {
    self.name = name
    self.bytes = bytes
    self.isWhole = isWhole
    self.packing = packing
  }

  private init(name: String, _ source: any ByteSource, packing: String?, limit: Int) throws {
    self.init(name: name, bytes: [], isWhole: true, packing: packing)
    // One byte more tells whether there is more.
    _ = try source.fill(&bytes, atMost: limit + 1)
    if bytes.count > limit {
      bytes.removeLast(bytes.count - limit)
      isWhole = false
    }
  }

  private static func packing(of path: String) throws -> String? {
    var head: [UInt8] = []
    var file = try InputFile(path: path)
    // A pipe has no bytes to spare.
    guard file.size != nil else { return nil }
    _ = try file.read(into: &head, atMost: 4)
    return switch Compression(head) {
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .zip: "zip"
    case nil: nil
    }
  }
}
