internal import PipelineModel
internal import Transport

/// Batches that wait on disk until the whole input is known; gone with the run, whatever ends it.
struct Spool: ~Copyable {
  private var file: ScratchFile
  private var ends: [Int] = []
  /// For each batch, one past its last row among all rows.
  private var rowEnds: [Int] = []

  /// Makes it in the folder for temporary files.
  init(folder: String) throws { file = try ScratchFile(in: folder) }

  /// How many batches it holds.
  var count: Int { ends.count }

  /// Appends an encoded batch, piece by piece.
  mutating func append(_ pieces: [[UInt8]], rows: Int) throws {
    for piece in pieces { try file.append(piece) }
    ends.append(file.count)
    rowEnds.append((rowEnds.last ?? 0) + rows)
  }

  /// The rows of a batch among all rows.
  func rows(ofBatch index: Int) -> Range<Int> { (index == 0 ? 0 : rowEnds[index - 1])..<rowEnds[index] }

  /// The batch that holds a row.
  func batch(ofRow row: Int) -> Int {
    var (low, high) = (0, rowEnds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if rowEnds[middle] > row { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// A batch as it was appended.
  func read(_ index: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try file.read(range(ofBatch: index), into: &bytes)
    return bytes
  }

  /// A batch as it was appended, read for the last time: its memory and room are free for what is written next.
  func take(_ index: Int) throws -> [UInt8] {
    defer { file.discard(range(ofBatch: index)) }
    return try read(index)
  }

  private func range(ofBatch index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
