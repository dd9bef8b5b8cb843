// How fast CSV goes into batches on one core: CSVBench FILE… reads each file again and again for two seconds of
// processor time, in windows of 1 MiB as a run does, and prints megabytes per second of processor time.
import Extractors
import Foundation
import PipelineModel

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func read(_ bytes: [UInt8]) throws -> (records: Int, refused: Int) {
  var extractor = try CSVExtractor(options: ComponentOptions())
  var batch = RecordBatch()
  var start = 0
  var counts = (records: 0, refused: 0)
  while start < bytes.count {
    let end = min(start + 1 << 20, bytes.count)
    batch.removeAll()
    let count = try extractor.extract(
      from: bytes.span.extracting(start..<end), isLast: end == bytes.count, into: &batch)
    if count == 0 && batch.count == 0 { break }
    start += count
    counts.records += batch.count
    counts.refused += batch.refused.count
  }
  return counts
}

for path in CommandLine.arguments.dropFirst() {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  let start = processorTime()
  var rounds = 0
  var counts = (records: 0, refused: 0)
  repeat {
    counts = try read(bytes)
    rounds += 1
  } while processorTime() - start < 2
  let speed = Double(rounds * bytes.count) / (processorTime() - start) / 1e6
  print("\(path): \(counts.records) records, \(counts.refused) refused, \(Int(speed)) MB/s of processor time")
}
